/*
 * What becomes of a fulfillment order that has missed its cut-off.
 */
#ifndef ROUTING_PROMISE_AT_RISK_H
#define ROUTING_PROMISE_AT_RISK_H

#include "services/fulfillment-routing/core/fulfillment_steps.h"

#include <stdint.h>

struct promised {
    enum fulfillment_state state;
    int64_t dispatch_by_us; /* the cut-off it has to make; 0: none */
    int32_t deliver_on_day; /* what the customer was told; 0: no date */
};

/* Nobody has begun with it, and its cut-off has passed. */
bool promise_at_risk(const struct promised *promised, int64_t now_us);

enum risk {
    RISK_KEPT,  /* it comes in time from where it is all the same */
    RISK_MOVES, /* it comes in time from elsewhere only */
    RISK_LATER, /* nothing keeps the promise: it stays, and the new date is told */
};

/* The day on which it would come when it stays, and when it moves; 0: no date, or no other plan. */
enum risk risk_decide(const struct promised *promised, int32_t day_here, int32_t day_elsewhere);

#endif
