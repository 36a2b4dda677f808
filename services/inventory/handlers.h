/* Inventory's inputs: one row and one short function each. */
#ifndef INVENTORY_HANDLERS_H
#define INVENTORY_HANDLERS_H

#include "common/service.h"

extern const struct handler inventory_handlers[];
extern const struct timer inventory_timers[];

typedef void(handle_function)(struct turn *turn, const struct input *input);

/* goods.c */
handle_function on_define_items, on_define_locations, on_receive_stock, on_adjust_stock;

/* orders.c */
handle_function on_order_placed, on_order_cancel_requested, want_order, on_fulfillment_shipped,
    on_recall_answered;

#endif
