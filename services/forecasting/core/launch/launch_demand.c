/*
 * Demand after a launch: Gamma and Poisson.
 *
 * Demand of days with weight w is Poisson with mean w x total; total is Gamma(shape a, rate b).
 * Having seen y units in days of weight w it is Gamma(a + y, b + w), and demand in a window of
 * weight f is negative binomial with size a + y and probability (b + w) / (b + w + f): mean a f /
 * b, variance mean (b + f) / b (Gelman et al., Bayesian Data Analysis, 3e, 2.6: the Poisson model
 * with exposure).
 */
#include <math.h>

#include "services/forecasting/core/launch/launch.h"

void
launch_learn(struct launch *launch, const double *units, int days)
{
    double shape = launch->shape, rate = launch->rate;

    for (int day = 0; day < days; day++) {
        if (isnan(units[day]))
            continue;
        shape += units[day] > 0 ? units[day] : 0;
        rate += launch_weight(launch, day, 1);
    }
    launch->shape = shape;
    launch->rate = rate;
}

struct launch_demand
launch_demand(const struct launch *launch, double weight)
{
    const double mean = launch->shape * weight / launch->rate;

    return (struct launch_demand){mean, mean * (launch->rate + weight) / launch->rate};
}
