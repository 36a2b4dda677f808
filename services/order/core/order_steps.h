/*
 * The lifecycle of an order, as a table. What is not in it is refused.
 */
#ifndef CROSSDOCK_ORDER_ORDER_STEPS_H
#define CROSSDOCK_ORDER_ORDER_STEPS_H

#include "services/order/core/order.h"

enum order_happening {
    ON_PLACED,
    ON_CANCEL_ASKED,
    ON_ALL_RELEASED,     /* the answer to a cancel: every unit of the order is cancelled */
    ON_SOME_RELEASED,    /* some units are cancelled, others had left */
    ON_NOTHING_RELEASED, /* it came too late */
    ON_FILLED,           /* every unit is shipped or cancelled */
    ON_LINES_RELEASED,   /* units of some lines are cancelled, or could not be */
    ON_NO_UNIT_LEFT,     /* with that, every unit of the order is cancelled */
    ORDER_HAPPENING_COUNT
};

struct order_step {
    enum order_status from;
    enum order_happening on;
    enum order_status to;
    const char *why;
};

extern const struct order_step order_steps[];
extern const size_t order_step_count;

/* NULL: not in the table. */
const struct order_step *order_step(enum order_status from, enum order_happening on);

/* Nothing leads on from here. */
bool order_status_is_final(enum order_status status);

const char *order_status_name(enum order_status status);
const char *order_happening_name(enum order_happening on);

#endif
