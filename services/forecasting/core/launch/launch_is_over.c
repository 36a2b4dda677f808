/*
 * When a new item is new no more: its own history would have told its last four weeks better.
 *
 * Each of the four weeks is forecast from the days before it, by the launch and by the mean of the
 * item's own four weeks before; the sums of absolute errors are compared (the pinball loss of the
 * median, twice). Before eight weeks there is nothing to compare.
 */
#include <math.h>

#include "services/forecasting/core/launch/launch.h"

#define WEEKS     4
#define WEEK_DAYS 7
#define OWN_DAYS  28
#define CLEARLY   0.95 /* what is as good stays */
#define ROUNDING  1e-9

/* Mean of the days that are known; NAN: none is. */
static double
mean_known(const double *units, int days)
{
    double sum = 0;
    int known = 0;

    for (int i = 0; i < days; i++) {
        if (isnan(units[i]))
            continue;
        sum += units[i];
        known++;
    }
    return known > 0 ? sum / known : NAN;
}

bool
launch_is_over(const struct launch *launch, const double *units, int days)
{
    double by_own = 0, by_launch = 0;

    if (days < LAUNCH_OWN_DAYS)
        return false;
    for (int week = 0; week < WEEKS; week++) {
        const int start = days - (WEEKS - week) * WEEK_DAYS;
        const double actual = mean_known(units + start, WEEK_DAYS);
        const double own = mean_known(units + start - OWN_DAYS, OWN_DAYS);
        struct launch then = *launch;
        if (isnan(actual) || isnan(own))
            continue;
        launch_learn(&then, units, start);
        const double weight = launch_weight(launch, start, WEEK_DAYS);
        by_own += fabs(actual - own);
        by_launch += fabs(actual - launch_demand(&then, weight).mean / WEEK_DAYS);
    }
    return by_own < by_launch * CLEARLY - ROUNDING;
}
