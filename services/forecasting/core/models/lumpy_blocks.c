/*
 * Demand by blocks of buckets: what adida.c and imapa.c share.
 *
 * Blocks end with the newest bucket, so the oldest may be left out. Unknown buckets are filled up
 * by the rest of their block; a block without a known bucket is unknown. The blocks are smoothed
 * with the weight of least squared one-step errors.
 */
#include <math.h>

#include "services/forecasting/core/demand_class.h"
#include "services/forecasting/core/models/lumpy_models.h"

static const double weights[] = {0.05, 0.1, 0.2, 0.3};

static double
block_sum(const struct series *series, int from, int length)
{
    double sum = 0;
    int known = 0;

    for (int i = from; i < from + length; i++)
        if (!isnan(series->values[i])) {
            sum += series->values[i];
            known++;
        }
    return known > 0 ? sum * length / known : NAN;
}

/* Levels by every weight at once; the one of least squared errors. */
static double
smooth_blocks(const struct series *series, int length, int *known)
{
    enum { WEIGHTS = sizeof weights / sizeof weights[0] };
    double levels[WEIGHTS] = {0}, squares[WEIGHTS] = {0};

    *known = 0;
    for (int from = series->count % length; from < series->count; from += length) {
        const double y = block_sum(series, from, length);
        if (isnan(y))
            continue;
        ++*known;
        for (int i = 0; i < WEIGHTS; i++) {
            const double error = y - levels[i];
            if (*known > 1)
                squares[i] += error * error;
            levels[i] += fmax(weights[i], 1.0 / *known) * error;
        }
    }
    int best = 0;
    for (int i = 1; i < WEIGHTS; i++)
        if (squares[i] < squares[best])
            best = i;
    return levels[best];
}

double
lumpy_blocks_mean(const struct series *series, int length)
{
    int known;
    const double level = smooth_blocks(series, length, &known);

    return known >= 2 || (known == 1 && length == 1) ? level / length : NAN;
}

int
lumpy_block_length(const struct series *series)
{
    const struct demand_pattern pattern = demand_pattern_of(series);

    return pattern.with_demand > 0 ? (int)lround(fmax(1, pattern.interval)) : 0;
}
