/*
 * Returns: asked for, allowed or declined, received, looked at, settled with the customer, closed.
 * Each command (return_*.c) tries its changes on a copy of the return, so that one with a wrong
 * line changes nothing. What a return does to an order is a fact in its timeline; its counters stay
 * as they are. Here is what the commands share.
 */
#ifndef CROSSDOCK_ORDER_RETURN_COMMANDS_H
#define CROSSDOCK_ORDER_RETURN_COMMANDS_H

#include "services/order/core/return_steps.h"
#include "services/order/store_returns.h"
#include "services/order/wire_returns.h"

#define RETURN_DAY_US INT64_C(86400000000)

/* The return that the command names. NULL: the command is answered. */
struct rma *find_return(struct turn *turn, const struct input *input);

/* Goods are touched at a warehouse's own location only. False: the command is answered. */
bool is_at_own_location(struct turn *turn, const struct input *input);

/* The command, with lines that may be named in full: what was read stays as it is, for another
 * attempt at the turn. */
struct return_command copy_return_command(struct turn *turn, const struct input *input);

/* By its number, by its SKU, or by both if they agree; NULL: there is none. */
const struct order_line *line_of_order(const struct order *order,
                                       const struct return_change *change);
struct return_line *line_of_return(const struct rma *rma, const struct return_change *change);

/* False when the table has no such step: then the command is refused. */
bool take_return_step(struct turn *turn, struct rma *rma, enum return_happening on);

/* Until when the goods have to come; 0: as long as the setting says. */
void authorize_return(struct turn *turn, struct rma *rma, int64_t expires_at_us);

/* The return as it is from now on. Its order, with a new fact to come; NULL when there is none. */
const struct order *keep_return(struct turn *turn, struct rma *rma, const struct rma *changed);

void accept_return(struct turn *turn, const struct rma *rma);
void reject_return(struct turn *turn, const char *reason);
void reject_return_line(struct turn *turn, const struct return_change *change, const char *why);

#endif
