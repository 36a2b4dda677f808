/*
 * What the order service hears, and what it does about it: the table of its inputs. The functions
 * stand in the file of their subject: place.c, cancel.c, amend.c, hold.c, clock.c,
 * show.c, progress.c, delivery.c, uncollected.c, timeline.c, returns.c,
 * erase.c.
 */
#include "services/order/handlers.h"

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/wire_change.h"
#include "services/order/wire_erase.h"
#include "services/order/wire_hold.h"
#include "services/order/wire_place.h"
#include "services/order/wire_progress.h"
#include "services/order/wire_returns.h"
#include "services/order/wire_show.h"
#include "services/order/wire_timeline.h"

#define ORDER(name)     &crossdock__order__v1__##name##__descriptor
#define INVENTORY(name) &crossdock__inventory__v1__##name##__descriptor
#define ROUTING(name)   &crossdock__routing__v1__##name##__descriptor

enum {
    MAY_ORDER = ROLE_STOREFRONT | ROLE_OPERATOR | ROLE_SERVICE,
    MAY_LOOK = MAY_ORDER | ROLE_READER,
    MAY_SELL = ROLE_STOREFRONT | ROLE_OPERATOR,
    MAY_HANDLE_GOODS = ROLE_WAREHOUSE | ROLE_OPERATOR,
};

/* clang-format off */
const struct handler order_handlers[] = {
    /* input, source, allow, flags,
     *     read, want, handle, says */
    { ORDER(place_order), NULL, MAY_ORDER, HANDLER_OWN_RECEIPT,
          wire_read_place_order, want_claim, on_place_order,
          { ORDER(order_placed) } },
    { ORDER(cancel_order), NULL, MAY_ORDER, 0,
          wire_read_cancel_order, want_order_to_cancel, on_cancel_order,
          { ORDER(order_cancel_requested) } },
    { ORDER(amend_order), NULL, MAY_ORDER, 0,
          wire_read_amend_order, want_order_to_amend, on_amend_order,
          { ORDER(order_amended), ORDER(order_cancel_requested), ORDER(order_redirect_requested),
            ORDER(order_redirected) } },
    { ORDER(hold_order), NULL, MAY_ORDER, 0,
          wire_read_hold_order, want_order_to_hold, on_hold_order,
          { ORDER(order_held) } },
    { ORDER(release_hold), NULL, MAY_ORDER, 0,
          wire_read_release_hold, want_order_to_release, on_release_hold,
          { ORDER(hold_released), ORDER(order_released) } },
    { ORDER(get_order), NULL, MAY_LOOK, HANDLER_QUERY,
          wire_read_get_order, want_order_to_show, on_get_order,
          { NULL } },
    { ORDER(get_timeline), NULL, MAY_LOOK, HANDLER_QUERY,
          wire_read_get_timeline, want_timeline, on_get_timeline,
          { NULL } },

    { ORDER(erase_customer), NULL, ROLE_OPERATOR, 0,
          wire_read_erase_customer, want_recipients_to_erase, on_erase_customer,
          { ORDER(customer_erased) } },
    { ORDER(request_return), NULL, MAY_SELL, 0,
          wire_read_request_return, want_order_to_return, on_request_return,
          { ORDER(return_requested), ORDER(return_authorized) } },
    { ORDER(authorize_return), NULL, ROLE_OPERATOR, 0,
          wire_read_authorize_return, want_return, on_authorize_return,
          { ORDER(return_authorized) } },
    { ORDER(decline_return), NULL, ROLE_OPERATOR, 0,
          wire_read_decline_return, want_return, on_decline_return,
          { ORDER(return_declined) } },
    { ORDER(cancel_return), NULL, MAY_SELL, 0,
          wire_read_cancel_return, want_return, on_cancel_return,
          { ORDER(return_cancelled) } },
    { ORDER(receive_return), NULL, MAY_HANDLE_GOODS, 0,
          wire_read_receive_return, want_return_to_receive, on_receive_return,
          { ORDER(return_received) } },
    { ORDER(inspect_return), NULL, MAY_HANDLE_GOODS, 0,
          wire_read_inspect_return, want_return, on_inspect_return,
          { ORDER(return_inspected) } },
    { ORDER(resolve_return), NULL, MAY_SELL, 0,
          wire_read_resolve_return, want_return, on_resolve_return,
          { ORDER(return_resolved), ORDER(refund_due) } },
    { ORDER(close_return), NULL, MAY_SELL, 0,
          wire_read_close_return, want_return, on_close_return,
          { ORDER(return_closed) } },
    { ORDER(get_returns), NULL, ROLE_ANYONE, HANDLER_QUERY,
          wire_read_get_returns, want_returns_to_show, on_get_returns,
          { NULL } },

    { INVENTORY(item_changed), "inventory", 0, 0,
          wire_read_item_changed, NULL, on_item_changed,
          { NULL } },
    { INVENTORY(channel_changed), "inventory", 0, 0,
          wire_read_channel_changed, NULL, on_channel_changed,
          { NULL } },
    { INVENTORY(stock_reserved), "inventory", 0, 0,
          wire_read_stock_reserved, want_order_of_change, on_stock_reserved,
          { NULL } },
    { INVENTORY(location_changed), "inventory", 0, 0,
          wire_read_location_changed, NULL, on_location_changed,
          { NULL } },
    { INVENTORY(reservation_committed), "inventory", 0, 0,
          wire_read_reservation_committed, want_order_of_change, on_reservation_committed,
          { NULL } },
    { INVENTORY(stock_backordered), "inventory", 0, 0,
          wire_read_stock_backordered, want_order_of_change, on_stock_backordered,
          { NULL } },
    { INVENTORY(reservation_released), "inventory", 0, 0,
          wire_read_reservation_released, want_order_of_release, on_reservation_released,
          { ORDER(order_cancelled), ORDER(order_lines_cancelled), ORDER(order_cancel_refused),
            ORDER(order_amend_refused), ORDER(order_closed) } },
    { INVENTORY(reservation_redirected), "inventory", 0, 0,
          wire_read_reservation_redirected, want_order_of_redirect, on_reservation_redirected,
          { ORDER(order_redirected), ORDER(order_amend_refused) } },

    { ROUTING(fulfillment_planned), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_planned, want_order_of_change, on_fulfillment_planned,
          { NULL } },
    { ROUTING(order_parked), "fulfillment-routing", 0, 0,
          wire_read_order_parked, want_parked_order, on_order_parked,
          { NULL } },
    { ROUTING(item_picked), "fulfillment-routing", 0, 0,
          wire_read_item_picked, want_order_of_change, on_item_picked,
          { NULL } },
    { ROUTING(item_short), "fulfillment-routing", 0, 0,
          wire_read_item_short, want_order_of_change, on_plan_withdrawn,
          { NULL } },
    { ROUTING(fulfillment_rejected), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_rejected, want_order_of_change, on_plan_withdrawn,
          { NULL } },
    { ROUTING(fulfillment_cancelled), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_cancelled, want_order_of_change, on_plan_withdrawn,
          { NULL } },
    { ROUTING(fulfillment_shipped), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_shipped, want_order_of_change, on_fulfillment_shipped,
          { ORDER(order_shipped), ORDER(order_cancel_refused), ORDER(order_amend_refused),
            ORDER(order_closed) } },
    { ROUTING(fulfillment_delivered), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_delivered, want_order_of_change, on_fulfillment_delivered,
          { ORDER(order_delivered) } },
    { ROUTING(fulfillment_exception), "fulfillment-routing", 0, 0,
          wire_read_fulfillment_exception, want_order_of_change, on_fulfillment_exception,
          { NULL } },
    { ROUTING(promise_changed), "fulfillment-routing", 0, 0,
          wire_read_promise_changed, want_order_of_change, on_promise_changed,
          { NULL } },
    { ROUTING(pickup_ready), "fulfillment-routing", 0, 0,
          wire_read_pickup_ready, want_order_of_change, on_pickup_ready,
          { ORDER(order_ready_for_pickup) } },
    { ROUTING(pickup_expired), "fulfillment-routing", 0, 0,
          wire_read_pickup_expired, want_order_of_change, on_pickup_expired,
          { ORDER(order_cancel_requested), ORDER(return_requested), ORDER(return_received) } },
    { 0 },
};

const struct timer order_timers[] = {
    { "due", 1000, on_due_timer, { ORDER(order_cancel_requested) } },
    { "returns_due", 1000, on_returns_due, { ORDER(return_expired) } },
    { 0 },
};

const struct setting order_settings[] = {
    { "CROSSDOCK_RETURN_WINDOW_DAYS", "30",
      "A return asked for so many days after the last parcel left may need no look; 0: all need one.", 0, 3650 },
    { "CROSSDOCK_RETURN_EXPIRY_DAYS", "30", "An allowed return of which nothing came after so many days is over.",
      1, 3650 },
    { 0 },
};

/* A storefront follows the orders of its channel. */
const struct grant order_grants[] = {
    { ROLE_STOREFRONT, { ORDER(order_placed), ORDER(order_held), ORDER(hold_released),
                         ORDER(order_released), ORDER(order_amended),
                         ORDER(order_redirect_requested), ORDER(order_redirected),
                         ORDER(order_amend_refused), ORDER(order_cancel_requested),
                         ORDER(order_lines_cancelled), ORDER(order_cancelled),
                         ORDER(order_cancel_refused), ORDER(order_shipped), ORDER(order_delivered),
                         ORDER(order_ready_for_pickup), ORDER(order_closed),
                         ORDER(return_requested), ORDER(return_authorized), ORDER(return_declined),
                         ORDER(return_cancelled), ORDER(return_expired), ORDER(return_received),
                         ORDER(return_inspected), ORDER(return_resolved), ORDER(refund_due),
                         ORDER(return_closed), ORDER(customer_erased) } },
    { ROLE_NONE, { NULL } },
};
/* clang-format on */
