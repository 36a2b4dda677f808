/* What the answer to a cancel means for the order. */
#ifndef CROSSDOCK_ORDER_CANCEL_OUTCOME_H
#define CROSSDOCK_ORDER_CANCEL_OUTCOME_H

#include "services/order/core/order_steps.h"

/* released: units that this answer gave back, already in the counters. */
enum order_happening cancel_outcome(const struct order *order, int64_t released);

#endif
