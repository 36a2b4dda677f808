/* Saturates: whoever sets an absurd price must not set the sums of a day aside with it. */
#include "services/gateway/core/tallies.h"

int64_t
movement_cost_minor(int64_t units, int64_t unit_cost_minor)
{
    int64_t cost;

    if (__builtin_mul_overflow(units, unit_cost_minor, &cost))
        cost = (units < 0) == (unit_cost_minor < 0) ? INT64_MAX : INT64_MIN;
    if (cost > MOVEMENT_COST_MAX)
        return MOVEMENT_COST_MAX;
    return cost < -MOVEMENT_COST_MAX ? -MOVEMENT_COST_MAX : cost;
}
