/*
 * Rule: what is free on a shelf is what stands there less what is already given to somebody.
 *
 * Never below zero: a loss may leave less than what is held. A doubtful shelf offers nothing.
 */
#include "services/fulfillment-routing/core/routing.h"

int64_t
free_stock(const struct shelf *shelf)
{
    if (shelf->doubtful || shelf->on_hand <= shelf->held)
        return 0;
    return shelf->on_hand - shelf->held;
}
