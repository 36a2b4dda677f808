/*
 * The rows of returns. They are few, so nothing of them stays in memory but the next id and when
 * the next authorized one runs out; what a turn's inputs want is loaded for the turn, with its
 * orders.
 */
#ifndef CROSSDOCK_ORDER_STORE_RETURNS_H
#define CROSSDOCK_ORDER_STORE_RETURNS_H

#include "services/order/core/returns.h"
#include "services/order/store.h"

/* Before the handlers run. With a return its order is loaded, too. */
void store_want_return(struct turn *turn, int64_t return_id);
void store_want_returns_of(struct turn *turn, int64_t order_id);

/* NULL: no such return. */
struct rma *store_find_return(struct turn *turn, int64_t return_id);
/* All returns of an order that was wanted so; *count is their number. */
const struct rma *const *store_returns_of(struct turn *turn, int64_t order_id, uint32_t *count);
/* Authorized returns whose time is over, at most some hundred at a time. */
struct rma *const *store_returns_due(struct turn *turn, uint32_t *count);
/* Looked after: the next turn looks for those that run out next. */
void store_returns_looked_after(struct turn *turn);

/* One to be made, with room for so many lines; order NULL: not known. */
struct rma *store_draft_return(struct turn *turn, const struct order *order, uint32_t line_max);
/* Gives it the next id. */
struct rma *store_add_return(struct turn *turn, struct rma *draft);
/* Call it with every change; it notes when the return runs out. */
void store_change_return(struct turn *turn, struct rma *rma);
/* A copy to try changes on, with room for so many more lines and parts. */
struct rma *store_copy_return(struct turn *turn, const struct rma *rma, uint32_t more);

/* For store.h. */
void store_open_returns(struct state *state, struct db *db);
void store_load_returns(struct turn *turn);
void store_save_returns(struct turn *turn);

#endif
