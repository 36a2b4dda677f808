/*
 * How often there is demand at all.
 *
 * Source: Syntetos, Boylan, Croston, On the categorization of demand patterns (JORS 56, 2005):
 * ADI = days / days with demand; from 1.32 on demand is intermittent.
 */
#include "services/forecasting/core/forecast.h"

double
demand_interval(const struct history *history)
{
    size_t with_demand = 0;

    for (size_t i = 0; i < history->days; i++)
        with_demand += history->units[i] > 0;
    if (with_demand == 0)
        return (double)history->days + 1; /* rarer than can be seen */
    return (double)history->days / (double)with_demand;
}
