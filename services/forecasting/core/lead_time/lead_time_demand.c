/*
 * Demand over a lead time; see lead_time.h for the formulas and their sources.
 */
#include <math.h>

#include "services/forecasting/core/lead_time/lead_time_windows.h"

static struct lead_time_demand
counted(double mean, struct demand_rate rate, struct lead_time lead_time)
{
    assert(lead_time.mean > 0 && lead_time.deviation >= 0);
    const double per_bucket = mean / lead_time.mean;
    const double own = lead_time.mean * rate.variance * rate.carry;
    const double of_time = per_bucket * per_bucket * lead_time.deviation * lead_time.deviation;
    const double variance = fmax(0, own + of_time);

    return (struct lead_time_demand){
        .law = variance > mean ? LEAD_TIME_NEGATIVE_BINOMIAL : LEAD_TIME_POISSON,
        .mean = mean,
        .variance = variance,
        .buckets = lead_time.mean,
        .reach = 1,
    };
}

struct lead_time_demand
lead_time_demand_of(struct demand_rate rate, struct lead_time lead_time)
{
    return counted(fmax(0, rate.mean) * lead_time.mean, rate, lead_time);
}

/* The path's means over the lead time, the last bucket in part. */
static double
sum_of_path(const struct path *path, int horizon, double buckets)
{
    const int whole = (int)fmin(floor(buckets), horizon);
    double sum = 0, rest = buckets - whole;

    for (int h = 0; h < whole; h++)
        sum += path->mean[h];
    if (whole < horizon)
        return fmax(0, sum + rest * path->mean[whole]);
    return fmax(0, sum + rest * sum / whole);
}

struct lead_time_demand
lead_time_demand(const struct series *series, const struct path *path, int horizon,
                 struct lead_time lead_time, struct scratch *scratch)
{
    assert(horizon >= 1);
    const struct demand_rate rate = demand_rate_of(series, lead_time, scratch);
    struct lead_time_demand demand =
        counted(sum_of_path(path, horizon, lead_time.mean), rate, lead_time);

    lead_time_windows(series, lead_time, scratch, &demand);
    return demand;
}

struct lead_time_demand
lead_time_demand_moved(const struct lead_time_demand *fitted, struct demand_rate rate,
                       struct lead_time lead_time)
{
    struct lead_time_demand demand = lead_time_demand_of(rate, lead_time);

    if (fitted->law != LEAD_TIME_EMPIRICAL || fitted->mean <= 0)
        return demand;
    demand.law = LEAD_TIME_EMPIRICAL;
    demand.reach = fitted->reach;
    for (int i = 0; i < LEAD_TIME_POINTS; i++)
        demand.points[i] = (float)(fitted->points[i] * (demand.mean / fitted->mean));
    return demand;
}
