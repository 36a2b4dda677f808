/*
 * Rule: a season is there when the autocorrelation at its period is above what 90 of 100 series
 * without one show.
 *
 * Source: Assimakopoulos and Nikolopoulos, The theta model (IJF 16, 2000), and the benchmarks of
 * the M4 competition: |r_m| > 1.645 sqrt((1 + 2 sum_{k<m} r_k^2)/n), n at least 3m; the limit is
 * Bartlett's.
 */
#include <math.h>

#include "services/forecasting/core/season/season.h"

#define LIMIT 1.645

static double
product_at_lag(const double *deviations, int count, int lag)
{
    double sum = 0;

    for (int i = lag; i < count; i++)
        sum += deviations[i] * deviations[i - lag];
    return sum;
}

bool
season_found(const double *values, int count, int period, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    double *const deviations = scratch_doubles(scratch, (size_t)count);
    double mean = 0, limit = 1, last = 0;
    int known = 0;

    for (int i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        mean += values[i];
        known++;
    }
    if (period < 2 || known < 3 * period) {
        scratch_reset(scratch, mark);
        return false;
    }
    mean /= known;
    for (int i = 0; i < count; i++)
        deviations[i] = isnan(values[i]) ? 0 : values[i] - mean;
    const double squares = product_at_lag(deviations, count, 0);
    for (int lag = 1; lag <= period && squares > 0; lag++) {
        last = product_at_lag(deviations, count, lag) / squares;
        if (lag < period)
            limit += 2 * last * last;
    }
    scratch_reset(scratch, mark);
    return fabs(last) > LIMIT * sqrt(limit / known);
}
