/* Steps that the handlers share: who may act, the lifecycle, and events that move units. */
#ifndef CROSSDOCK_ORDER_STEPS_H
#define CROSSDOCK_ORDER_STEPS_H

#include "services/order/core/apply.h"
#include "services/order/core/order_steps.h"
#include "services/order/store_changes.h"
#include "services/order/wire_progress.h"

/* A storefront acts for its own channel only; the others for any. */
bool may_act_for(const struct identity *from, const char *channel);
void deny_channel(struct turn *turn);

/* The order that a query asks for; NULL: the query is answered, there is none or not for this key.
 */
const struct order *find_order_to_show(struct turn *turn, const struct input *input);

/* The order that a command is to change; NULL: the command is answered, the order is not there,
 * not for this key, or has ended. */
struct order *open_order_asked(struct turn *turn, const struct input *input, int64_t order_id);

/* False: the command is answered; a whole cancel is on its way, or too much else. */
bool may_be_changed(struct turn *turn, const struct order *order);

/* False when the table has no such step: then nothing has changed. */
bool take_step(struct turn *turn, struct order *order, enum order_happening on);
/* Says the end of one request, which must be answered: refused. */
void refuse_request(struct turn *turn, const struct order *order,
                    const struct change_request *request, const char *reason);
/* After units shipped or were cancelled. */
void close_if_filled(struct turn *turn, struct order *order);

/* The order and the line that an event is about; these give up on an event that cannot be true. */
struct order *order_to_change(struct turn *turn, int64_t order_id);
struct order_line *line_to_change(struct turn *turn, struct order *order, uint32_t number,
                                  const char *sku, uint32_t *at);
/* Applies one rule to every line of the event. */
struct order *apply_to_lines(struct turn *turn, const struct order_change *change,
                             apply_function *apply);

#endif
