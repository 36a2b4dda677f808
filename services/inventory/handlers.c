/*
 * What inventory hears, and what it does about it: the table of its inputs. The functions stand in
 * the file of their subject.
 */
#include "services/inventory/handlers.h"

#include "crossdock/forecasting/v1/replenishment.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_availability.h"
#include "services/inventory/wire_explain.h"
#include "services/inventory/wire_channels.h"
#include "services/inventory/wire_counts.h"
#include "services/inventory/wire_documents.h"
#include "services/inventory/wire_goods.h"
#include "services/inventory/wire_holds.h"
#include "services/inventory/wire_inbound.h"
#include "services/inventory/wire_insight.h"
#include "services/inventory/wire_orders.h"
#include "services/inventory/wire_replenishment.h"
#include "services/inventory/wire_returns.h"
#include "services/inventory/wire_transfers.h"

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
#define DEFINE_CHANNELS        &crossdock__inventory__v1__define_channels__descriptor
#define HOLD_STOCK             &crossdock__inventory__v1__hold_stock__descriptor
#define RELEASE_HELD_STOCK     &crossdock__inventory__v1__release_held_stock__descriptor
#define GET_HOLDERS            &crossdock__inventory__v1__get_holders__descriptor
#define GET_AVAILABILITY       &crossdock__inventory__v1__get_availability__descriptor
#define EXPLAIN_STOCK          &crossdock__inventory__v1__explain_stock__descriptor
#define GET_STOCK_REPORT       &crossdock__inventory__v1__get_stock_report__descriptor
#define ORDER_PLACED           &crossdock__order__v1__order_placed__descriptor
#define ORDER_HELD             &crossdock__order__v1__order_held__descriptor
#define ORDER_RELEASED         &crossdock__order__v1__order_released__descriptor
#define ORDER_AMENDED          &crossdock__order__v1__order_amended__descriptor
#define REDIRECT_REQUESTED     &crossdock__order__v1__order_redirect_requested__descriptor
#define ORDER_CANCEL_REQUESTED &crossdock__order__v1__order_cancel_requested__descriptor
#define FULFILLMENT_SHIPPED    &crossdock__routing__v1__fulfillment_shipped__descriptor
#define RECALL_ANSWERED        &crossdock__routing__v1__recall_answered__descriptor
#define REPLENISHMENT_APPROVED &crossdock__forecasting__v1__replenishment_approved__descriptor
#define SAFETY_STOCK_CHANGED   &crossdock__forecasting__v1__safety_stock_changed__descriptor

#define STOCK_LOW        &crossdock__inventory__v1__stock_low__descriptor
#define STOCK_RECOVERED  &crossdock__inventory__v1__stock_recovered__descriptor
#define BACKORDERS_CHANGED &crossdock__inventory__v1__backorders_changed__descriptor
#define ITEM_CHANGED     &crossdock__inventory__v1__item_changed__descriptor
#define LOCATION_CHANGED &crossdock__inventory__v1__location_changed__descriptor
#define STOCK_MOVED      &crossdock__inventory__v1__stock_moved__descriptor
#define BINS_ASSIGNED    &crossdock__inventory__v1__bins_assigned__descriptor
#define SAFETY_STOCK_SET &crossdock__inventory__v1__safety_stock_set__descriptor
#define COMMITTED        &crossdock__inventory__v1__reservation_committed__descriptor
#define BACKORDERED      &crossdock__inventory__v1__stock_backordered__descriptor
#define RESERVED         &crossdock__inventory__v1__stock_reserved__descriptor
#define REDIRECTED       &crossdock__inventory__v1__reservation_redirected__descriptor
#define CHANNEL_CHANGED  &crossdock__inventory__v1__channel_changed__descriptor
#define HELD             &crossdock__inventory__v1__stock_held__descriptor
#define HOLD_ENDED       &crossdock__inventory__v1__stock_hold_ended__descriptor
#define RECALLED         &crossdock__inventory__v1__reservation_recalled__descriptor
#define RELEASED         &crossdock__inventory__v1__reservation_released__descriptor

/* Who waits was served, who is on hold, too: whoever changes what is sellable may say these. */
#define SERVED COMMITTED, RESERVED

/* What a change of an order may say, and what waited behind it. */
#define CHANGED RECALLED, RELEASED, REDIRECTED, BACKORDERED, SERVED

#define CREATE_PURCHASE_ORDER   &crossdock__inventory__v1__create_purchase_order__descriptor
#define CANCEL_PURCHASE_ORDER   &crossdock__inventory__v1__cancel_purchase_order__descriptor
#define ANNOUNCE_SHIPMENT       &crossdock__inventory__v1__announce_shipment__descriptor
#define RECEIVE_SHIPMENT        &crossdock__inventory__v1__receive_shipment__descriptor
#define CLOSE_SHIPMENT          &crossdock__inventory__v1__close_shipment__descriptor
#define CREATE_TRANSFER         &crossdock__inventory__v1__create_transfer__descriptor
#define SHIP_TRANSFER           &crossdock__inventory__v1__ship_transfer__descriptor
#define RECEIVE_TRANSFER        &crossdock__inventory__v1__receive_transfer__descriptor
#define CLOSE_TRANSFER          &crossdock__inventory__v1__close_transfer__descriptor
#define CANCEL_TRANSFER         &crossdock__inventory__v1__cancel_transfer__descriptor
#define REQUEST_COUNT           &crossdock__inventory__v1__request_count__descriptor
#define SUBMIT_COUNT            &crossdock__inventory__v1__submit_count__descriptor
#define APPROVE_COUNT           &crossdock__inventory__v1__approve_count__descriptor
#define CANCEL_COUNT            &crossdock__inventory__v1__cancel_count__descriptor
#define GET_DOCUMENT            &crossdock__inventory__v1__get_document__descriptor

#define PURCHASE_ORDER_CHANGED  &crossdock__inventory__v1__purchase_order_changed__descriptor
#define SHIPMENT_ANNOUNCED      &crossdock__inventory__v1__shipment_announced__descriptor
#define SHIPMENT_RECEIVED       &crossdock__inventory__v1__shipment_received__descriptor
#define TRANSFER_CHANGED        &crossdock__inventory__v1__transfer_changed__descriptor
#define COUNT_REQUESTED         &crossdock__inventory__v1__count_requested__descriptor
#define COUNT_COMPLETED_EVENT   &crossdock__inventory__v1__count_completed__descriptor
#define COUNT_VARIANCE_FOUND    &crossdock__inventory__v1__count_variance_found__descriptor
#define REPLENISHMENT_REFUSED   &crossdock__inventory__v1__replenishment_refused__descriptor

#define AT_ITS_LOCATION (ROLE_OPERATOR | ROLE_WAREHOUSE)

/* clang-format off */
const struct handler inventory_handlers[] = {
    /* input, where from, who may, flags,
     *     read, want, handle, what it may say */
    { DEFINE_ITEMS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_items, NULL, on_define_items, { ITEM_CHANGED, STOCK_MOVED, SERVED } },
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
    { DEFINE_CHANNELS, NULL, ROLE_OPERATOR, 0,
          wire_read_define_channels, NULL, on_define_channels, { CHANNEL_CHANGED, SERVED } },
    { HOLD_STOCK, NULL, ROLE_OPERATOR | ROLE_STOREFRONT, 0,
          wire_read_hold_stock, NULL, on_hold_stock, { HELD, SERVED } },
    { RELEASE_HELD_STOCK, NULL, ROLE_OPERATOR | ROLE_STOREFRONT, 0,
          wire_read_release_held_stock, NULL, on_release_held_stock, { HOLD_ENDED, SERVED } },
    { GET_HOLDERS, NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
          wire_read_get_holders, NULL, on_get_holders, { NULL } },
    { GET_AVAILABILITY, NULL, ROLE_ANYONE, HANDLER_QUERY | HANDLER_BOARD,
          wire_read_get_availability, NULL, NULL, { NULL } },
    { EXPLAIN_STOCK, NULL, AT_ITS_LOCATION | ROLE_READER, HANDLER_QUERY,
          wire_read_explain_stock, want_movements, on_explain_stock, { NULL } },
    { GET_STOCK_REPORT, NULL, ROLE_OPERATOR | ROLE_READER, HANDLER_QUERY,
          wire_read_get_stock_report, NULL, on_get_stock_report, { NULL } },
    { ORDER_PLACED, "order", 0, 0,
          wire_read_order_placed, NULL, on_order_placed,
          { SERVED, BACKORDERED, RELEASED, HOLD_ENDED } },
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
    { REPLENISHMENT_APPROVED, "forecasting", 0, 0,
          wire_read_replenishment_approved, want_replenishment, on_replenishment_approved,
          { PURCHASE_ORDER_CHANGED, TRANSFER_CHANGED, REPLENISHMENT_REFUSED } },
    { SAFETY_STOCK_CHANGED, "forecasting", 0, 0,
          wire_read_safety_stock_changed, NULL, on_safety_stock_changed,
          { SAFETY_STOCK_SET, SERVED } },
    { CREATE_PURCHASE_ORDER, NULL, ROLE_OPERATOR | ROLE_SERVICE, 0,
          wire_read_create_purchase_order, want_new_purchase_order, on_create_purchase_order,
          { PURCHASE_ORDER_CHANGED } },
    { CANCEL_PURCHASE_ORDER, NULL, ROLE_OPERATOR, 0,
          wire_read_cancel_purchase_order, want_closed_document, on_cancel_purchase_order,
          { PURCHASE_ORDER_CHANGED } },
    { ANNOUNCE_SHIPMENT, NULL, AT_ITS_LOCATION, 0,
          wire_read_announce_shipment, want_new_shipment, on_announce_shipment,
          { SHIPMENT_ANNOUNCED } },
    { RECEIVE_SHIPMENT, NULL, AT_ITS_LOCATION, 0,
          wire_read_receive_shipment, want_received_shipment, on_receive_shipment,
          { STOCK_MOVED, SERVED, SHIPMENT_RECEIVED, PURCHASE_ORDER_CHANGED } },
    { CLOSE_SHIPMENT, NULL, AT_ITS_LOCATION, 0,
          wire_read_close_shipment, want_closed_document, on_close_shipment,
          { SHIPMENT_RECEIVED, PURCHASE_ORDER_CHANGED } },
    { CREATE_TRANSFER, NULL, ROLE_OPERATOR, 0,
          wire_read_create_transfer, want_transfer, on_create_transfer, { TRANSFER_CHANGED } },
    { SHIP_TRANSFER, NULL, AT_ITS_LOCATION, 0,
          wire_read_ship_transfer, want_transfer, on_ship_transfer,
          { STOCK_MOVED, SERVED, TRANSFER_CHANGED } },
    { RECEIVE_TRANSFER, NULL, AT_ITS_LOCATION, 0,
          wire_read_receive_transfer, want_transfer, on_receive_transfer,
          { STOCK_MOVED, SERVED, TRANSFER_CHANGED } },
    { CLOSE_TRANSFER, NULL, ROLE_OPERATOR, 0,
          wire_read_close_transfer, want_closed_document, on_close_transfer,
          { STOCK_MOVED, SERVED, TRANSFER_CHANGED } },
    { CANCEL_TRANSFER, NULL, ROLE_OPERATOR, 0,
          wire_read_cancel_transfer, want_closed_document, on_cancel_transfer,
          { TRANSFER_CHANGED } },
    { REQUEST_COUNT, NULL, ROLE_OPERATOR, 0,
          wire_read_request_count, NULL, on_request_count, { COUNT_REQUESTED } },
    { SUBMIT_COUNT, NULL, AT_ITS_LOCATION, 0,
          wire_read_submit_count, want_submitted_count, on_submit_count,
          { STOCK_MOVED, SERVED, COUNT_REQUESTED, COUNT_VARIANCE_FOUND, COUNT_COMPLETED_EVENT } },
    { APPROVE_COUNT, NULL, ROLE_OPERATOR, 0,
          wire_read_approve_count, want_ended_count, on_approve_count,
          { STOCK_MOVED, SERVED, COUNT_VARIANCE_FOUND, COUNT_COMPLETED_EVENT } },
    { CANCEL_COUNT, NULL, ROLE_OPERATOR, 0,
          wire_read_cancel_count, want_ended_count, on_cancel_count, { NULL } },
    { GET_DOCUMENT, NULL, ROLE_OPERATOR | ROLE_READER | ROLE_WAREHOUSE, HANDLER_QUERY,
          wire_read_get_document, want_asked_document, on_get_document, { NULL } },
    { 0 },
};

const struct timer inventory_timers[] = {
    { "fold", 300, on_fold_timer, { NULL } },
    { "audit", 100, on_audit_timer, { NULL } },
    { "expiry", 1000, on_expiry_timer, { STOCK_MOVED, SERVED } },
    { "holds", 100, on_holds_timer, { HOLD_ENDED, SERVED } },
    { "turn-ends", 0, on_turn_ends, { HOLD_ENDED, BACKORDERED, RECALLED, SERVED } },
    { "low-stock", 0, on_low_stock, { STOCK_LOW, STOCK_RECOVERED } }, /* after all that changes totals */
    { "backorders", 0, on_backorders, { BACKORDERS_CHANGED } },
    { 0 },
};

/* What a warehouse is to do (receive, send, count), and how its stock moves. */
const struct grant inventory_grants[] = {
    { ROLE_WAREHOUSE, { SHIPMENT_ANNOUNCED, PURCHASE_ORDER_CHANGED, TRANSFER_CHANGED, COUNT_REQUESTED,
                        COUNT_COMPLETED_EVENT, STOCK_MOVED, BINS_ASSIGNED } },
    { 0 },
};
/* clang-format on */
