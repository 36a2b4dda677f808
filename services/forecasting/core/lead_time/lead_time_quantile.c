/*
 * What covers the demand over a lead time; see lead_time.h.
 */
#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/lead_time/lead_time.h"

#define ALMOST 1e-6 /* of a unit: rounding of sums is not one more */

/* Of the windows, inside their reach: a straight line between two points. */
static double
units_of_points(const struct lead_time_demand *demand, double probability)
{
    const double *at = lead_time_probabilities;
    int above = 0;

    while (above < LEAD_TIME_POINTS && at[above] < probability)
        above++;
    if (above == 0)
        return demand->points[0];
    if (above == LEAD_TIME_POINTS)
        return demand->points[LEAD_TIME_POINTS - 1];
    const double low = demand->points[above - 1], high = demand->points[above];
    return low + (high - low) * (probability - at[above - 1]) / (at[above] - at[above - 1]);
}

/* What the windows trust of their own points. */
static double
reach_of(const struct lead_time_demand *demand)
{
    return fmin(demand->reach, lead_time_probabilities[LEAD_TIME_POINTS - 1]);
}

/* The negative binomial is put to meet the windows where they end. */
static double
tail_scale(const struct lead_time_demand *demand)
{
    const double reach = reach_of(demand);
    const double counted = (double)count_quantile(demand->mean, demand->variance, reach);

    return counted > 0 ? units_of_points(demand, reach) / counted : 1;
}

static double
empirical_quantile(const struct lead_time_demand *demand, double probability)
{
    const double reach = reach_of(demand);
    const double last = units_of_points(demand, fmin(probability, reach));

    if (probability <= reach)
        return last;
    return fmax(last, tail_scale(demand) *
                          (double)count_quantile(demand->mean, demand->variance, probability));
}

int64_t
lead_time_quantile(const struct lead_time_demand *demand, double probability)
{
    assert(probability > 0 && probability < 1);
    if (demand->law != LEAD_TIME_EMPIRICAL)
        return count_quantile(demand->mean, demand->variance, probability);
    return (int64_t)ceil(fmax(0, empirical_quantile(demand, probability) - ALMOST));
}
