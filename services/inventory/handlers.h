/* Inventory's inputs: one row and one short function each. */
#ifndef INVENTORY_HANDLERS_H
#define INVENTORY_HANDLERS_H

#include "common/service.h"

extern const struct handler inventory_handlers[];
extern const struct timer inventory_timers[];
extern const struct grant inventory_grants[];

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

/* low_stock.c, backorders.c, report.c, audit.c */
handle_function on_low_stock, on_backorders, on_get_stock_report, on_audit_timer;
/* holds.c, channels.c */
handle_function on_hold_stock, on_release_held_stock, on_get_holders, on_holds_timer,
    on_define_channels;

/* revoke.c */
handle_function on_turn_ends;

/* explain.c */
handle_function want_movements, on_explain_stock;
/* inbound.c */
handle_function want_new_purchase_order, on_create_purchase_order, want_new_shipment,
    on_announce_shipment, want_received_shipment, on_receive_shipment, want_closed_document,
    on_cancel_purchase_order, on_close_shipment;

/* transfers.c */
handle_function want_transfer, on_create_transfer, on_ship_transfer, on_receive_transfer,
    on_close_transfer, on_cancel_transfer;

/* counts.c */
handle_function on_request_count, want_submitted_count, on_submit_count, want_ended_count,
    on_approve_count, on_cancel_count;

/* replenishment.c */
handle_function want_replenishment, on_replenishment_approved, on_safety_stock_changed;

/* documents.c */
handle_function want_asked_document, on_get_document;

#endif
