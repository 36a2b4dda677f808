/*
 * How much the demand of a bucket varies, and how much more the sum over a lead time.
 *
 * Sources: s2 += 0.05 ((y - expected)^2 - s2): Syntetos and Boylan, On the variance of intermittent
 * demand estimates (IJPE 128, 2010). Expected is here a level smoothed with 0.1, of the median of
 * the usual range 0.05..0.2; the first s2 is the sample's.
 *
 * The carry c is the variance ratio of Lo and MacKinlay (Review of Financial Studies 1, 1988)
 * applied to demand: the mean squared error of the level's forecast of the sum of the next L
 * buckets, over L times that of one bucket. It holds what independent errors leave out: the level
 * itself is not known, and days are alike. Shrunk towards 1 by how many lead times there are.
 */
#include <math.h>

#include "services/forecasting/core/lead_time/lead_time.h"

#define LEVEL_WEIGHT    0.1
#define VARIANCE_WEIGHT 0.05
#define CARRY_PRIOR     8.0 /* lead times that one is worth */
#define CARRY_MIN       0.1 /* a week varies less than seven of its days when these are unlike */
#define CARRY_MAX       4.0
#define WARM_UP         8 /* buckets before errors count */

static struct demand_rate
sample_of(const struct series *series)
{
    double sum = 0, squares = 0;
    int known = 0;

    for (int i = 0; i < series->count; i++)
        if (!isnan(series->values[i])) {
            sum += series->values[i];
            known++;
        }
    if (known == 0)
        return (struct demand_rate){.carry = 1};
    const double mean = sum / known;
    for (int i = 0; i < series->count; i++)
        if (!isnan(series->values[i]))
            squares += (series->values[i] - mean) * (series->values[i] - mean);
    return (struct demand_rate){
        .mean = mean, .variance = known > 1 ? squares / (known - 1) : fabs(mean), .carry = 1};
}

void
demand_rate_advance(struct demand_rate *rate, double expected, double actual)
{
    const double error = actual - expected;

    if (!isnan(error))
        rate->variance += VARIANCE_WEIGHT * (error * error - rate->variance);
}

/* levels[i] is what was expected of bucket i. */
static struct demand_rate
smooth(const struct series *series, double *levels)
{
    struct demand_rate rate = sample_of(series);

    for (int i = 0; i < series->count; i++) {
        const double y = series->values[i];
        levels[i] = rate.mean;
        demand_rate_advance(&rate, rate.mean, y);
        if (!isnan(y))
            rate.mean += LEVEL_WEIGHT * (y - rate.mean);
    }
    return rate;
}

/* Mean squared error of sums over so many buckets, each foretold when it began; a window with an
 * unknown bucket is none. */
static double
squared_error_of_sums(const struct series *series, const double *levels, int length, int *windows)
{
    double squares = 0, sum = 0;
    int unknown = 0;

    *windows = 0;
    for (int i = WARM_UP; i < series->count; i++) {
        const double y = series->values[i];
        if (isnan(y))
            unknown++;
        else
            sum += y;
        const int first = i - length + 1;
        if (first < WARM_UP)
            continue;
        if (unknown == 0) {
            const double error = sum - length * levels[first];
            squares += error * error;
            (*windows)++;
        }
        const double leaves = series->values[first];
        if (isnan(leaves))
            unknown--;
        else
            sum -= leaves;
    }
    return *windows > 0 ? squares / *windows : 0;
}

static double
carry_of(const struct series *series, const double *levels, struct lead_time lead_time)
{
    const int length = (int)lround(fmax(1, lead_time.mean));
    int singles, windows;
    const double single = squared_error_of_sums(series, levels, 1, &singles);
    const double whole = squared_error_of_sums(series, levels, length, &windows);

    if (length == 1 || single <= 0 || windows == 0)
        return 1;
    const double lead_times = (double)windows / length;
    const double ratio = whole / (length * single);
    const double shrunk = (lead_times * ratio + CARRY_PRIOR) / (lead_times + CARRY_PRIOR);
    return fmin(fmax(shrunk, CARRY_MIN), CARRY_MAX);
}

struct demand_rate
demand_rate_of(const struct series *series, struct lead_time lead_time, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    double *levels = scratch_doubles(scratch, (size_t)series->count);
    struct demand_rate rate = smooth(series, levels);

    rate.carry = carry_of(series, levels, lead_time);
    scratch_reset(scratch, mark);
    return rate;
}
