/*
 * Rule: a day so high that what was expected of it says less than one in 1,000. Ended by a day that
 * is not among the highest twentieth. Of one or two units nobody needs to know.
 *
 * Source: the tail of the one-step negative binomial; Syntetos, Boylan, Intermittent Demand
 * Forecasting (2021), 4. Mean and variance are themselves estimated, from some 40 days (weights of
 * 0.05): Student's t instead of the normal, 3.31 instead of 3.09 at one in 1,000, and a level that
 * errs by a tenth of the variance, make 1.25 of it.
 */
#include <math.h>

#include "services/forecasting/core/alerts/alerts.h"
#include "services/forecasting/core/count_law.h"

#define RAISED_BEYOND 0.999
#define ENDED_WITHIN  0.95
#define UNITS_MIN     3
#define ESTIMATED     1.25

struct alert_reading
spike_reading(double mean, double variance, double actual)
{
    static const double probabilities[] = {ENDED_WITHIN, RAISED_BEYOND};
    int64_t units[2];

    if (isnan(actual) || isnan(mean))
        return (struct alert_reading){.applies = false};
    count_quantiles(fmax(mean, 0), ESTIMATED * fmax(variance, 0), probabilities, 2, units);
    return (struct alert_reading){
        .applies = true,
        .value = actual,
        .raised_at = fmax((double)units[1] + 1, UNITS_MIN),
        .ended_at = (double)units[0],
    };
}
