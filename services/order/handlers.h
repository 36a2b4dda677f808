/* The inputs of the order service: one row and one short function each. */
#ifndef CROSSDOCK_ORDER_HANDLERS_H
#define CROSSDOCK_ORDER_HANDLERS_H

#include "common/service.h"

extern const struct handler order_handlers[];
extern const struct grant order_grants[];

typedef void(handle_function)(struct turn *turn, const struct input *input);

/* place.c */
handle_function want_claim, on_place_order;

/* cancel.c */
handle_function want_order_to_cancel, on_cancel_order, want_order_of_release,
    on_reservation_released;

/* show.c */
handle_function want_order_to_show, on_get_order;

/* timeline.c */
handle_function want_timeline, on_get_timeline;

/* progress.c */
handle_function on_item_changed, want_order_of_change, on_reservation_committed,
    on_stock_backordered, on_fulfillment_planned, want_parked_order, on_order_parked,
    on_item_picked, on_plan_withdrawn, on_fulfillment_shipped;

#endif
