/* Inventory's inputs: one row and one short function each. */
#ifndef INVENTORY_HANDLERS_H
#define INVENTORY_HANDLERS_H

#include "common/service.h"

extern const struct handler inventory_handlers[];
extern const struct timer inventory_timers[];

typedef void(handle_function)(struct turn *turn, const struct input *input);

/* goods.c */
handle_function on_define_items, on_define_locations;

/* states.c */
handle_function on_receive_stock, on_adjust_stock, on_write_off_stock, on_change_stock_state,
    on_assign_bins, on_set_safety_stock;

/* returns.c, expiry.c */
handle_function on_return_received, on_return_inspected, on_expiry_timer;

/* orders.c */
handle_function on_order_placed, on_fulfillment_shipped;

/* changes.c */
handle_function on_order_changed, want_order, on_recall_answered;

/* revoke.c */
handle_function on_turn_ends;

/* explain.c */
handle_function want_movements, on_explain_stock;

#endif
