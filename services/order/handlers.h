/* The inputs of the order service: one row and one short function each. */
#ifndef CROSSDOCK_ORDER_HANDLERS_H
#define CROSSDOCK_ORDER_HANDLERS_H

#include "common/service.h"

extern const struct handler order_handlers[];
extern const struct timer order_timers[];
extern const struct grant order_grants[];
extern const struct setting order_settings[];

typedef void(handle_function)(struct turn *turn, const struct input *input);

/* place.c */
handle_function want_claim, on_place_order;

/* cancel.c */
handle_function want_order_to_cancel, on_cancel_order, want_order_of_release,
    on_reservation_released;

/* amend.c */
handle_function want_order_to_amend, on_amend_order, want_order_of_redirect,
    on_reservation_redirected;

/* hold.c */
handle_function want_order_to_hold, on_hold_order, want_order_to_release, on_release_hold;

/* clock.c */
handle_function on_due_timer;

/* show.c */
handle_function want_order_to_show, on_get_order;

/* timeline.c */
handle_function want_timeline, on_get_timeline;

/* return_commands.c */
handle_function want_return;

/* return_request.c */
handle_function want_order_to_return, on_request_return;

/* return_decide.c */
handle_function on_authorize_return, on_decline_return, on_cancel_return, on_close_return,
    on_returns_due;

/* return_receive.c */
handle_function want_return_to_receive, on_receive_return;

/* return_inspect.c */
handle_function on_inspect_return;

/* return_resolve.c */
handle_function on_resolve_return;

/* return_show.c */
handle_function want_returns_to_show, on_get_returns;

/* erase.c */
handle_function want_recipients_to_erase, on_erase_customer;

/* delivery.c */
handle_function on_fulfillment_delivered, on_fulfillment_exception, on_promise_changed,
    on_pickup_ready;

/* uncollected.c */
handle_function on_pickup_expired;

/* progress.c */
handle_function on_item_changed, on_channel_changed, on_location_changed, want_order_of_change,
    on_reservation_committed, on_stock_reserved, on_stock_backordered, on_fulfillment_planned,
    want_parked_order, on_order_parked, on_item_picked, on_plan_withdrawn, on_fulfillment_shipped;

#endif
