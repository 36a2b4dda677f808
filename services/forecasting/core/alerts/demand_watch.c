/*
 * Errors of a forecast, day by day.
 *
 * CUSUM: Page, Continuous inspection schemes (Biometrika 41, 1954), two-sided, with k = 0.5 and
 * h = 5: an in-control run of 465 days, 10.4 days to a shift of one deviation (Montgomery,
 * Introduction to Statistical Quality Control, 7e, 2013, table 9.3). Days are made standard normal
 * by their middle probability (Lancaster, Significance tests in discrete distributions, JASA 56,
 * 1961), since counts are skewed and a deviation of 3 is nothing rare in them; a single day counts
 * as 4 at most, so a spike alone is no shift. Sums end at 2 h: what was long is not long to end.
 *
 * Tracking signal: Trigg, Monitoring a forecasting system (Operational Research Quarterly 15,
 * 1964).
 */
#include "services/forecasting/core/alerts/demand_watch.h"

#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/quantiles.h"

#define SCORE_MOST 4.0

double
watch_score(double mean, double variance, double actual)
{
    if (mean <= 0)
        return actual > 0 ? SCORE_MOST : 0;
    const int64_t units = (int64_t)fmax(0, fmin(floor(actual), 1e15));
    const double above = count_chance_above(mean, variance, units);
    const double from = count_chance_above(mean, variance, units - 1);
    const double middle = (above + from) / 2; /* more than this, half of just this */

    if (middle <= 1e-6)
        return SCORE_MOST;
    if (middle >= 1 - 1e-6)
        return -SCORE_MOST;
    return fmax(-SCORE_MOST, fmin(-standard_normal_quantile(middle), SCORE_MOST));
}

void
watch_cusum(struct demand_watch *watch, double score)
{
    watch->up = (float)fmin(fmax(0, watch->up + score - CUSUM_SLACK), 2 * CUSUM_LIMIT);
    watch->down = (float)fmin(fmax(0, watch->down - score - CUSUM_SLACK), 2 * CUSUM_LIMIT);
}

void
watch_advance(struct demand_watch *watch, double mean, double variance, double actual)
{
    if (isnan(actual) || isnan(mean))
        return;
    watch->days++;
    const double weight = fmax(WATCH_WEIGHT, 1.0 / watch->days);
    watch->error += (float)(weight * (actual - mean - watch->error));
    watch->absolute += (float)(weight * (fabs(actual - mean) - watch->absolute));
    watch_cusum(watch, watch_score(mean, variance, actual));
}

double
watch_tracking_signal(const struct demand_watch *watch)
{
    return watch->absolute > 0 ? fmax(-1, fmin(watch->error / watch->absolute, 1)) : 0;
}
