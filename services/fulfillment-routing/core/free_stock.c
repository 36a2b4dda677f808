/*
 * Rule: what is free on a shelf is what stands there fit for sale, less what is already given to
 * somebody.
 *
 * Never below zero: a loss may leave less than what is held. A doubtful shelf offers nothing.
 */
#include "services/fulfillment-routing/core/routing.h"

int64_t
free_stock(const struct shelf *shelf)
{
    const int64_t free = shelf->on_hand - shelf->unavailable - shelf->held;

    return shelf->doubtful || free < 0 ? 0 : free;
}
