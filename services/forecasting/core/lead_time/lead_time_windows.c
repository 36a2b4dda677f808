/*
 * The empirical law of demand over a lead time: what the windows of that length summed up to.
 *
 * Source: overlapping demand blocks, Boylan and Babai, On the performance of overlapping and
 * non-overlapping temporal demand aggregation (IJPE 181, 2016), and Hasni and others, On the
 * performance of adjusted bootstrapping (IJPE 211, 2019); quantiles by the Weibull position
 * p (n + 1). Each window is put to the level that the path expects. Beyond 1 - 1 / (number of
 * separate lead times + 1) windows say nothing; there the negative binomial takes over, scaled to
 * meet them.
 */
#include "services/forecasting/core/lead_time/lead_time_windows.h"

#include <math.h>
#include <stdlib.h>

#define SCALE_MIN 0.5 /* a level further off than this is another demand than the history's */
#define SCALE_MAX 2.0

/* clang-format off */
const double lead_time_probabilities[LEAD_TIME_POINTS] = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925,
    0.95, 0.97, 0.98, 0.99, 0.995,
};
/* clang-format on */

static int
rising(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Sums of windows without an unknown bucket; how many there are. */
static int
window_sums(const struct series *series, int length, double *sums)
{
    int count = 0, unknown = 0;
    double sum = 0;

    for (int i = 0; i < series->count; i++) {
        const double y = series->values[i];
        if (isnan(y))
            unknown++;
        else
            sum += y;
        if (i < length - 1)
            continue;
        if (unknown == 0)
            sums[count++] = sum;
        const double leaves = series->values[i - length + 1];
        if (isnan(leaves))
            unknown--;
        else
            sum -= leaves;
    }
    return count;
}

static double
weibull_quantile(const double *sorted, int count, double probability)
{
    const double at = probability * (count + 1) - 1;

    if (at <= 0)
        return sorted[0];
    if (at >= count - 1)
        return sorted[count - 1];
    const int below = (int)at;
    return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
}

bool
lead_time_windows(const struct series *series, struct lead_time lead_time, struct scratch *scratch,
                  struct lead_time_demand *demand)
{
    const int length = (int)lround(lead_time.mean);
    const bool steady = lead_time.deviation <= LEAD_TIME_STEADY * lead_time.mean;

    if (!steady || length < 1 || series->count < length * LEAD_TIME_WINDOWS_MIN)
        return false;
    const size_t mark = scratch_mark(scratch);
    double *sums = scratch_doubles(scratch, (size_t)series->count);
    const int count = window_sums(series, length, sums);
    double mean = 0;
    for (int i = 0; i < count; i++)
        mean += sums[i] / count;

    const double scale = mean > 0 ? demand->mean / mean : 0;
    const bool usable = count >= length * LEAD_TIME_WINDOWS_MIN - length + 1 &&
                        scale >= SCALE_MIN && scale <= SCALE_MAX;
    if (usable) {
        qsort(sums, (size_t)count, sizeof *sums, rising);
        for (int i = 0; i < LEAD_TIME_POINTS; i++)
            demand->points[i] =
                (float)(scale * weibull_quantile(sums, count, lead_time_probabilities[i]));
        demand->law = LEAD_TIME_EMPIRICAL;
        demand->reach = 1 - 1 / ((double)count / length + 1);
    }
    scratch_reset(scratch, mark);
    return usable;
}
