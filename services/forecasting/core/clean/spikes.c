/*
 * Rule: one bucket far from all others is an accident; it counts only as far as others go.
 *
 * On the logarithms of buckets with demand: each against the median of its 14 neighbours (Hampel's
 * identifier: Davies, Gather, The identification of multiple outliers, JASA 88, 1993; Liu, Shah,
 * Jiang, On-line outlier detection, Computers and Chemical Engineering 28, 2004), in units of the
 * series' own spread, 1.4826 times the median absolute distance from those medians. Further than 5
 * of them above is a spike, and is put to the limit (winsorised). Counts vary more the smaller they
 * are, so the limit is at least 3.5 deviations of a Poisson's logarithm, 1 / sqrt(median) each.
 *
 * No accident is what comes again: at the same place of another season, or next to another spike on
 * both sides of time, three or more together; nor what is more than one in fifty of the buckets.
 */
#include <math.h>
#include <stdlib.h>

#include "services/forecasting/core/clean/clean.h"

#define NEIGHBOURS   7 /* on either side */
#define POSITIVE_MIN 12
#define LIMIT        5.0
#define LIMIT_COUNTS 3.5
#define SPREAD_MIN   0.1
#define MAD_TO_SD    1.4826
#define TOGETHER     3
#define ONE_IN       50

static int
rising(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double
median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, rising);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Of the neighbours of a bucket with demand, without itself; as many at the ends as inside. */
static double
median_of_neighbours(const double *logs, int count, int at)
{
    double near[2 * NEIGHBOURS];
    int from = at - NEIGHBOURS, used = 0;

    if (from + 2 * NEIGHBOURS >= count)
        from = count - 1 - 2 * NEIGHBOURS;
    if (from < 0)
        from = 0;
    for (int i = from; i < count && used < 2 * NEIGHBOURS; i++)
        if (i != at)
            near[used++] = logs[i];
    return median(near, used);
}

struct logs {
    int count;
    int *at;         /* bucket of each */
    double *values;  /* logarithms of the buckets with demand */
    double *medians; /* of their neighbours */
    double spread;
};

static struct logs
logs_of(const double *values, int count, struct scratch *scratch)
{
    struct logs logs = {
        .at = scratch_take(scratch, (size_t)count * sizeof(int)),
        .values = scratch_doubles(scratch, (size_t)count),
        .medians = scratch_doubles(scratch, (size_t)count),
    };
    double *distances = scratch_doubles(scratch, (size_t)count);

    for (int i = 0; i < count; i++)
        if (values[i] > 0) {
            logs.at[logs.count] = i;
            logs.values[logs.count++] = log(values[i]);
        }
    if (logs.count < POSITIVE_MIN)
        return logs;
    for (int i = 0; i < logs.count; i++) {
        logs.medians[i] = median_of_neighbours(logs.values, logs.count, i);
        distances[i] = fabs(logs.values[i] - logs.medians[i]);
    }
    logs.spread = fmax(SPREAD_MIN, MAD_TO_SD * median(distances, logs.count));
    return logs;
}

/* How far one may be above its neighbours. */
static double
reach_of(const struct logs *logs, int i)
{
    return fmax(LIMIT * logs->spread, LIMIT_COUNTS * exp(-logs->medians[i] / 2));
}

static bool
is_far(const struct logs *logs, int i)
{
    return logs->values[i] - logs->medians[i] > reach_of(logs, i);
}

/* Something of the kind at the same place of another season: half as far above, at least. */
static bool
comes_again(const double *values, int count, int period, int at, double usual)
{
    const double half = exp((log(values[at]) + usual) / 2);

    if (period <= 1)
        return false;
    for (int i = at % period; i < count; i += period)
        if (i != at && values[i] >= half)
            return true;
    return false;
}

static int
run_around(const bool *far, int count, int i)
{
    int first = i, last = i;

    while (first > 0 && far[first - 1])
        first--;
    while (last < count - 1 && far[last + 1])
        last++;
    return last - first + 1;
}

int
clean_spikes(double *values, int count, int period, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    const struct logs logs = logs_of(values, count, scratch);
    bool *far = scratch_take(scratch, (size_t)count * sizeof(bool));
    int spikes = 0;

    if (logs.count >= POSITIVE_MIN) {
        for (int i = 0; i < logs.count; i++) {
            far[i] = is_far(&logs, i) &&
                     !comes_again(values, count, period, logs.at[i], logs.medians[i]);
            spikes += far[i];
        }
        const int most = logs.count / ONE_IN > 1 ? logs.count / ONE_IN : 1;
        if (spikes > most && spikes >= TOGETHER)
            spikes = 0;
    }
    for (int i = 0, left = spikes; left > 0; i++) {
        if (!far[i])
            continue;
        left--;
        if (run_around(far, logs.count, i) >= TOGETHER)
            spikes--;
        else
            values[logs.at[i]] = exp(logs.medians[i] + reach_of(&logs, i));
    }
    scratch_reset(scratch, mark);
    return spikes;
}
