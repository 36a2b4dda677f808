/*
 * What a decision amounts to with the prices and days of another, so that the two compare.
 */
#ifndef ROUTING_WEIGH_H
#define ROUTING_WEIGH_H

#include "services/fulfillment-routing/core/compare_plans.h"
#include "services/fulfillment-routing/request.h"

/* The plan of `decided`, which has one, with the prices of `prices`: another decision on the same
 * units in the same turn, or its own. */
struct plan_sums weigh_plan(struct turn *turn, const struct made *prices,
                            const struct decided *decided);

#endif
