/*
 * Memory and tables of what keeps orders waiting, or is asked to be changed of them: holds, open
 * requests, new destinations; what is known of channels; and which orders the clock has to see to.
 * Part of store.h: in memory for open orders, none of it for a plain one.
 */
#ifndef CROSSDOCK_ORDER_STORE_CHANGES_H
#define CROSSDOCK_ORDER_STORE_CHANGES_H

#include "services/order/core/change_request.h"
#include "services/order/core/hold.h"
#include "services/order/store.h"

/* Orders must be staged (store_add_order, store_change_order) before they are changed here. */

/* --- holds ----------------------------------------------------------------------------------- */

void store_add_hold(struct turn *turn, struct order *order, const struct request_hold *hold,
                    const char *by);
/* The hold must be open. */
void store_release_hold(struct turn *turn, struct order *order, enum hold_reason reason,
                        const char *by, const char *note);
/* NULL: no such hold is open. */
const struct hold *store_find_hold(struct turn *turn, const struct order *order,
                                   enum hold_reason reason);

/* --- requests -------------------------------------------------------------------------------- */

/* Gives the request the order's next number and returns the lasting copy. */
const struct change_request *store_add_request(struct turn *turn, struct order *order,
                                               const struct change_request *asked);
/* NULL: no such request is open. */
const struct change_request *store_find_request(struct turn *turn, const struct order *order,
                                                uint32_t number);
/* The next open one before this number, from UINT32_MAX down; NULL: there is none. */
const struct change_request *store_open_request_before(struct turn *turn, const struct order *order,
                                                       uint32_t number);
/* It is open no more; its memory lasts as long as the turn. */
void store_answer_request(struct turn *turn, struct order *order,
                          const struct change_request *request, enum request_outcome outcome);

/* --- where goods go -------------------------------------------------------------------------- */

void store_redirect_order(struct turn *turn, struct order *order,
                          const struct destination *destination);
void store_change_recipient(struct turn *turn, const struct order *order,
                            const struct recipient *recipient);
/* Changed in this turn; NULL: it was not. */
const struct recipient *store_changed_recipient(struct turn *turn, int64_t order_id);

/* --- channels -------------------------------------------------------------------------------- */

void store_set_channel(struct turn *turn, const char *code, int32_t cancel_unfilled_days);
/* 0: never, or nothing is known of the channel. */
int32_t store_cancel_unfilled_days(struct turn *turn, const char *channel);

/* --- the clock ------------------------------------------------------------------------------- */

/* The orders for which something is due now, at most so many; they are all open. */
uint32_t store_due_orders(struct turn *turn, struct order **orders, uint32_t orders_max);

/* Parts of open, close, save and of an order's leaving memory. */
void store_open_changes(struct state *state, struct db *db, struct arena *scratch);
void store_close_changes(struct state *state);
void store_save_changes(struct turn *turn);
void store_watch_order(struct turn *turn, struct order *order);
void store_forget_changes(struct turn *turn, struct order *order);

#endif
