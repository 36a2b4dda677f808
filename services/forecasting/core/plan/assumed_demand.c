/*
 * Demand that a scenario assumes: so many percent more of a scope within some days. A week counts
 * with the part of its days that lies within.
 */
#include "services/forecasting/core/plan/plan.h"

void
assumed_demand(const struct plan_scope *scope, int32_t first_day, int32_t weeks, int32_t from_day,
               int32_t to_day, double percent, struct plan_change *change)
{
    *change = (struct plan_change){.scope = *scope};
    for (int32_t week = 0; week < weeks; week++) {
        const double part = week_within(first_day + week * 7, from_day, to_day);
        const double factor = 1 + part * percent / 100;
        if (part <= 0)
            continue;
        change->how[week] = CHANGE_TIMES;
        change->by[week] = factor > 0 ? factor : 0;
    }
}
