/*
 * Trying a method where the outcome is known: the series is cut off at an origin, forecast from
 * there, and held against what followed.
 */
#ifndef FORECASTING_ROLLING_ORIGIN_H
#define FORECASTING_ROLLING_ORIGIN_H

#include "services/forecasting/core/choose/candidates.h"

struct origins {
    int count, steps;
    int at[ORIGINS_MAX]; /* so many values were known; oldest first */
};

/* At most `most` origins, each with the same steps, the newest as late as it can be. */
struct origins rolling_origins(int values, int horizon, int train_min, int most);

/* How one method did. */
struct attempt {
    const struct model *model;
    int period;
    bool possible;             /* wherever it was tried */
    int tried;                 /* at how many origins something was known of what followed */
    double error[ORIGINS_MAX]; /* scaled; NAN: not tried, or nothing was known of what followed */
    double mean;               /* of these */
    double bias;               /* sum (forecast - actual) / sum |actual| */
    double forecast_less_actual, actual;
};

struct attempt attempt_start(const struct model *model, int period);

/* Tries at the origins first..end-1. collected (may be NULL) gets the normal scores; of tries that
 * are measured by pinball loss those of the upper end. */
void rolling_try(const struct series *series, const struct origins *origins, int first, int end,
                 enum error_measure measure, uint64_t seed, struct scratch *scratch,
                 struct attempt *attempt, struct calibration *collected);

/* What errors of this series are divided by: the mean change over a season, up to its first origin.
 */
double error_scale(const struct series *series, int count);

#endif
