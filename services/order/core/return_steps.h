/* The lifecycle of a return, as a table. What is not in it is refused. */
#ifndef CROSSDOCK_ORDER_RETURN_STEPS_H
#define CROSSDOCK_ORDER_RETURN_STEPS_H

#include "services/order/core/returns.h"

enum return_happening {
    ON_RETURN_ASKED,
    ON_CAME_BLIND, /* goods without an announced return */
    ON_RETURN_ALLOWED,
    ON_RETURN_DECLINED,
    ON_RETURN_WITHDRAWN,
    ON_TIME_RAN_OUT,
    ON_GOODS_CAME,
    ON_INSPECTED_SOME, /* not all that came was looked at */
    ON_INSPECTED_ALL,
    ON_INSPECTED_LAST, /* all that came, and the customer is owed nothing more for it */
    ON_SETTLED_SOME,   /* some is not settled, or not looked at, or has not come */
    ON_SETTLED_ALL,    /* all that came was looked at and is settled */
    ON_RETURN_CLOSED,
    RETURN_HAPPENING_COUNT
};

struct return_step {
    enum return_status from;
    enum return_happening on;
    enum return_status to;
    const char *why;
};

extern const struct return_step return_steps[];
extern const size_t return_step_count;

/* NULL: not in the table. */
const struct return_step *return_step(enum return_status from, enum return_happening on);

/* What happened when units were looked at, or settled: it follows from the counters. */
enum return_happening return_inspected_happening(const struct rma *rma);
enum return_happening return_settled_happening(const struct rma *rma);

const char *return_status_name(enum return_status status);
const char *return_happening_name(enum return_happening on);

#endif
