/*
 * What covers the demand over a lead time, how likely, and what is short; see lead_time.h.
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

/* The probability at which the empirical quantile reaches so many units: by halving. */
static double
empirical_chance(const struct lead_time_demand *demand, int64_t units)
{
    double low = 0, high = 1;

    for (int i = 0; i < 40; i++) {
        const double middle = (low + high) / 2;
        if (empirical_quantile(demand, middle) <= (double)units + ALMOST)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double
lead_time_chance(const struct lead_time_demand *demand, int64_t units)
{
    if (units < 0)
        return 0;
    if (demand->law != LEAD_TIME_EMPIRICAL)
        return count_chance(demand->mean, demand->variance, units);
    return empirical_chance(demand, units);
}

/* E (D - x)+ of the windows: (quantile - x)+ integrated over the probability, straight between
 * points; beyond their reach what is left of the negative binomial, scaled alike. */
static double
empirical_shortage(const struct lead_time_demand *demand, double units)
{
    const double reach = reach_of(demand), scale = tail_scale(demand);
    const int steps = 400;
    double short_units = 0;

    for (int i = 0; i < steps; i++) {
        const double probability = reach * (i + 0.5) / steps;
        short_units += fmax(0, units_of_points(demand, probability) - units) * reach / steps;
    }
    /* beyond: E (sD - x)+ over D above the negative binomial's quantile at the reach */
    const int64_t ends = count_quantile(demand->mean, demand->variance, reach);
    const int64_t from = (int64_t)fmax((double)ends, ceil(units / fmax(scale, 1e-9)));
    const double above = count_chance_above(demand->mean, demand->variance, from);
    short_units += scale * count_shortage(demand->mean, demand->variance, from) +
                   fmax(0, scale * (double)from - units) * above;
    return short_units;
}

double
lead_time_shortage(const struct lead_time_demand *demand, int64_t units)
{
    if (units < 0)
        return demand->mean - (double)units;
    if (demand->law != LEAD_TIME_EMPIRICAL)
        return count_shortage(demand->mean, demand->variance, units);
    return empirical_shortage(demand, (double)units);
}
