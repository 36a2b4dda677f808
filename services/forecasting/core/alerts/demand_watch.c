/*
 * Errors of a forecast, day by day.
 *
 * CUSUM: Page, Continuous inspection schemes (Biometrika 41, 1954), two-sided, with k = 0.5 and
 * h = 5: an in-control run of 465 days, 10.4 days to a shift of one deviation (Montgomery,
 * Introduction to Statistical Quality Control, 7e, 2013, table 9.3). Days are made standard normal
 * by their middle probability (Lancaster, Significance tests in discrete distributions, JASA 56,
 * 1961), since counts are skewed and a deviation of 3 is nothing rare in them; a single day counts
 * as 4 at most, so a spike alone is no shift. Large counts are a gamma's, by Wilson and Hilferty's
 * cube root (PNAS 17, 1931). Sums end at 2 h: what was long is not long to end.
 *
 * Tracking signal: Trigg, Monitoring a forecasting system (Operational Research Quarterly 15,
 * 1964).
 */
#include "services/forecasting/core/alerts/demand_watch.h"

#include <math.h>

#define SCORE_MOST   4.0
#define COUNTED      48.0  /* units that are counted one by one */
#define MEAN_COUNTED 500.0 /* above, none of them has a probability that a double can hold */
#define FAR_OUT      40.0  /* deviations: nothing to count up to */

/* The middle probability of a small count, below: summed from none on. */
static double
middle_of_small(double mean, double variance, double units)
{
    const bool is_poisson = variance <= mean * (1 + 1e-9);
    const double size = is_poisson ? 0 : mean * mean / (variance - mean);
    const double q = is_poisson ? 0 : 1 - mean / variance;
    double exactly = exp(is_poisson ? -mean : size * log(mean / variance)), below = 0;

    for (double x = 0; x < units; x++) {
        below += exactly;
        exactly *= is_poisson ? mean / (x + 1) : (size + x) / (x + 1) * q;
    }
    return below + exactly / 2;
}

/* Abramowitz and Stegun 26.2.23. */
static double
quantile_of(double probability)
{
    const double tail = fmax(fmin(probability, 1 - probability), 1e-12);
    const double t = sqrt(-2 * log(tail));
    const double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                             (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    return probability < 0.5 ? -z : z;
}

double
watch_score(double mean, double variance, double actual)
{
    const double spread = fmax(variance, mean);

    if (mean <= 0)
        return actual > 0 ? SCORE_MOST : 0;
    double score;
    if (mean < MEAN_COUNTED && actual < COUNTED && actual < mean + FAR_OUT * sqrt(spread)) {
        score = quantile_of(middle_of_small(mean, spread, fmax(0, floor(actual))));
    } else {
        const double shape = mean * mean / spread;
        score = (cbrt(fmax(0, actual) / mean) - 1 + 1 / (9 * shape)) * 3 * sqrt(shape);
    }
    return fmax(-SCORE_MOST, fmin(score, SCORE_MOST));
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
