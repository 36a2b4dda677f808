/*
 * What inventory hears, and what it does about it: the table of its inputs. The functions stand in
 * the file of their subject.
 */
#include "services/inventory/handlers.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_availability.h"
#include "services/inventory/wire_explain.h"
#include "services/inventory/wire_goods.h"
#include "services/inventory/wire_orders.h"
#include "services/inventory/wire_returns.h"

/* Also when nothing else happens, balances are written in time. */
static void
on_fold_timer(struct turn *turn, const struct input *input)
{
    (void)input;
    store_fold_if_due(turn);
}

#define DEFINE_ITEMS           &crossdock__inventory__v1__define_items__descriptor
#define DEFINE_LOCATIONS       &crossdock__inventory__v1__define_locations__descriptor
#define RECEIVE_STOCK          &crossdock__inventory__v1__receive_stock__descriptor
#define ADJUST_STOCK           &crossdock__inventory__v1__adjust_stock__descriptor
#define WRITE_OFF_STOCK        &crossdock__inventory__v1__write_off_stock__descriptor
#define CHANGE_STOCK_STATE     &crossdock__inventory__v1__change_stock_state__descriptor
#define ASSIGN_BINS            &crossdock__inventory__v1__assign_bins__descriptor
#define SET_SAFETY_STOCK       &crossdock__inventory__v1__set_safety_stock__descriptor
#define RETURN_RECEIVED        &crossdock__order__v1__return_received__descriptor
#define RETURN_INSPECTED       &crossdock__order__v1__return_inspected__descriptor
#define GET_AVAILABILITY       &crossdock__inventory__v1__get_availability__descriptor
#define EXPLAIN_STOCK          &crossdock__inventory__v1__explain_stock__descriptor
#define ORDER_PLACED           &crossdock__order__v1__order_placed__descriptor
#define ORDER_HELD             &crossdock__order__v1__order_held__descriptor
#define ORDER_RELEASED         &crossdock__order__v1__order_released__descriptor
#define ORDER_AMENDED          &crossdock__order__v1__order_amended__descriptor
#define REDIRECT_REQUESTED     &crossdock__order__v1__order_redirect_requested__descriptor
#define ORDER_CANCEL_REQUESTED &crossdock__order__v1__order_cancel_requested__descriptor
#define FULFILLMENT_SHIPPED    &crossdock__routing__v1__fulfillment_shipped__descriptor
#define RECALL_ANSWERED        &crossdock__routing__v1__recall_answered__descriptor

#define ITEM_CHANGED     &crossdock__inventory__v1__item_changed__descriptor
#define LOCATION_CHANGED &crossdock__inventory__v1__location_changed__descriptor
#define STOCK_MOVED      &crossdock__inventory__v1__stock_moved__descriptor
#define BINS_ASSIGNED    &crossdock__inventory__v1__bins_assigned__descriptor
#define SAFETY_STOCK_SET &crossdock__inventory__v1__safety_stock_set__descriptor
#define COMMITTED        &crossdock__inventory__v1__reservation_committed__descriptor
#define BACKORDERED      &crossdock__inventory__v1__stock_backordered__descriptor
#define RESERVED         &crossdock__inventory__v1__stock_reserved__descriptor
#define REDIRECTED       &crossdock__inventory__v1__reservation_redirected__descriptor
#define RECALLED         &crossdock__inventory__v1__reservation_recalled__descriptor
#define RELEASED         &crossdock__inventory__v1__reservation_released__descriptor

/* Who waits was served, who is on hold, too: whoever changes what is sellable may say these. */
#define SERVED COMMITTED, RESERVED

/* What a change of an order may say, and what waited behind it. */
#define CHANGED RECALLED, RELEASED, REDIRECTED, BACKORDERED, SERVED

#define AT_ITS_LOCATION (ROLE_OPERATOR | ROLE_WAREHOUSE)

/* clang-format off */
const struct handler inventory_handlers[] = {
    /* input, where from, who may, flags,
     *     read, want, handle, what it may say */
    { DEFINE_ITEMS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_items, NULL, on_define_items, { ITEM_CHANGED, SERVED } },
    { DEFINE_LOCATIONS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_locations, NULL, on_define_locations, { LOCATION_CHANGED, SERVED } },
    { RECEIVE_STOCK, NULL, AT_ITS_LOCATION, 0,
          wire_read_receive_stock, NULL, on_receive_stock, { STOCK_MOVED, SERVED } },
    { ADJUST_STOCK, NULL, AT_ITS_LOCATION, 0,
          wire_read_adjust_stock, NULL, on_adjust_stock, { STOCK_MOVED, SERVED } },
    { WRITE_OFF_STOCK, NULL, AT_ITS_LOCATION, 0,
          wire_read_write_off_stock, NULL, on_write_off_stock, { STOCK_MOVED, SERVED } },
    { CHANGE_STOCK_STATE, NULL, AT_ITS_LOCATION, 0,
          wire_read_change_stock_state, NULL, on_change_stock_state, { STOCK_MOVED, SERVED } },
    { ASSIGN_BINS, NULL, AT_ITS_LOCATION, 0,
          wire_read_assign_bins, NULL, on_assign_bins, { BINS_ASSIGNED } },
    { SET_SAFETY_STOCK, NULL, ROLE_OPERATOR | ROLE_SERVICE, 0,
          wire_read_set_safety_stock, NULL, on_set_safety_stock, { SAFETY_STOCK_SET, SERVED } },
    { GET_AVAILABILITY, NULL, ROLE_ANYONE, HANDLER_QUERY | HANDLER_BOARD,
          wire_read_get_availability, NULL, NULL, { NULL } },
    { EXPLAIN_STOCK, NULL, AT_ITS_LOCATION | ROLE_READER, HANDLER_QUERY,
          wire_read_explain_stock, want_movements, on_explain_stock, { NULL } },
    { ORDER_PLACED, "order", 0, 0,
          wire_read_order_placed, NULL, on_order_placed,
          { SERVED, BACKORDERED, RELEASED } },
    { ORDER_HELD, "order", 0, 0,
          wire_read_order_held, want_order, on_order_changed, { CHANGED } },
    { ORDER_RELEASED, "order", 0, 0,
          wire_read_order_released, want_order, on_order_changed, { CHANGED } },
    { ORDER_AMENDED, "order", 0, 0,
          wire_read_order_amended, want_order, on_order_changed, { CHANGED } },
    { REDIRECT_REQUESTED, "order", 0, 0,
          wire_read_order_redirect_requested, want_order, on_order_changed, { CHANGED } },
    { ORDER_CANCEL_REQUESTED, "order", 0, 0,
          wire_read_order_cancel_requested, want_order, on_order_changed, { CHANGED } },
    { RETURN_RECEIVED, "order", 0, 0,
          wire_read_return_received, NULL, on_return_received, { STOCK_MOVED, SERVED } },
    { RETURN_INSPECTED, "order", 0, 0,
          wire_read_return_inspected, NULL, on_return_inspected, { STOCK_MOVED, SERVED } },
    { FULFILLMENT_SHIPPED, "fulfillment-routing", 0, 0,
          wire_read_fulfillment_shipped, NULL, on_fulfillment_shipped, { STOCK_MOVED, SERVED } },
    { RECALL_ANSWERED, "fulfillment-routing", 0, 0,
          wire_read_recall_answered, NULL, on_recall_answered, { CHANGED } },
    { 0 },
};

const struct timer inventory_timers[] = {
    { "fold", 300, on_fold_timer, { NULL } },
    { "expiry", 1000, on_expiry_timer, { STOCK_MOVED, SERVED } },
    { "turn-ends", 0, on_turn_ends, { BACKORDERED, RECALLED, SERVED } },
    { 0 },
};
/* clang-format on */
