/* What it means for the order that inventory gave units back, or refused them. */
#ifndef CROSSDOCK_ORDER_RELEASE_OUTCOME_H
#define CROSSDOCK_ORDER_RELEASE_OUTCOME_H

#include "services/order/core/order_steps.h"

/* released: units of this answer, already in the counters. whole: the answer to a cancel of the
 * whole order. */
enum order_happening release_outcome(const struct order *order, bool whole, int64_t released);

#endif
