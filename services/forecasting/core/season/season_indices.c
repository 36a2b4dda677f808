/*
 * Rule: seasonal indices by classical decomposition: each value against the centred average over
 * one season, averaged over all buckets of its phase, then made to have mean 1 (factors) or 0.
 *
 * Source: Makridakis, Wheelwright, Hyndman, Forecasting: Methods and Applications (3e, 1998), 3.4.
 * An unknown value is bridged for the average by its neighbours one season away, else by the
 * straight line between its nearest known ones; it does not count in its index.
 */
#include <math.h>

#include "services/forecasting/core/season/season.h"

static double
bridge_line(const double *values, int count, int at)
{
    int before = at - 1, after = at + 1;

    while (before >= 0 && isnan(values[before]))
        before--;
    while (after < count && isnan(values[after]))
        after++;
    if (before < 0)
        return after < count ? values[after] : 0;
    if (after >= count)
        return values[before];
    return values[before] +
           (values[after] - values[before]) * (at - before) / (double)(after - before);
}

static double
bridge(const double *values, int count, int period, int at)
{
    double sum = 0;
    int found = 0;

    if (!isnan(values[at]))
        return values[at];
    for (int there = at - period; there <= at + period; there += 2 * period) {
        if (there < 0 || there >= count || isnan(values[there]))
            continue;
        sum += values[there];
        found++;
    }
    return found > 0 ? sum / found : bridge_line(values, count, at);
}

void
season_bridge(const double *values, int count, int period, double *bridged)
{
    for (int i = 0; i < count; i++)
        bridged[i] = bridge(values, count, period, i);
}

double *
season_average(const double *values, int count, int period, struct scratch *scratch)
{
    double *const average = scratch_doubles(scratch, (size_t)count);
    double *const bridged = scratch_doubles(scratch, (size_t)count);
    const int half = period / 2, width = 2 * half + 1;
    const double ends = period % 2 == 0 ? 0.5 : 1; /* weight of both ends: 2 x m when even */
    double sum = 0;

    season_bridge(values, count, period, bridged);
    for (int i = 0; i < count; i++)
        average[i] = NAN;
    for (int i = 0; i < count; i++) {
        sum += bridged[i];
        if (i < width - 1)
            continue;
        average[i - half] = (sum - (1 - ends) * (bridged[i] + bridged[i - width + 1])) / period;
        sum -= bridged[i - width + 1];
    }
    return average;
}

/* Beyond its first or last value the average goes on along the line that it takes over one season
 * there. */
static double
level_at(const double *average, int count, int period, int at)
{
    const int first = period / 2, last = count - 1 - period / 2;
    const int end = at < first ? first : last;
    const int inside = at < first ? (first + period < last ? first + period : last)
                                  : (last - period > first ? last - period : first);

    if (at >= first && at <= last)
        return average[at];
    if (inside == end)
        return average[end];
    return average[end] + (average[inside] - average[end]) * (at - end) / (inside - end);
}

double *
season_level(const double *values, int count, int period, struct scratch *scratch)
{
    double *const level = scratch_doubles(scratch, (size_t)count);
    const double *const average = season_average(values, count, period, scratch);

    for (int i = 0; i < count; i++)
        level[i] = level_at(average, count, period, i);
    return level;
}

void
season_normalise(struct season *season)
{
    double mean = 0;

    for (int i = 0; i < season->period; i++)
        mean += season->index[i] / season->period;
    for (int i = 0; i < season->period; i++)
        season->index[i] = season->factors ? season->index[i] / mean : season->index[i] - mean;
}

struct season
season_indices(const double *values, int count, int period, bool factors, struct scratch *scratch)
{
    struct season season = {
        .index = scratch_doubles(scratch, (size_t)period), .period = period, .factors = factors};
    const size_t mark = scratch_mark(scratch);
    const double *const average = season_average(values, count, period, scratch);
    int *const seen = scratch_take(scratch, (size_t)period * sizeof *seen);

    for (int i = 0; i < count; i++) {
        if (isnan(values[i]) || isnan(average[i]) || (factors && !(average[i] > 0)))
            continue;
        season.index[i % period] += factors ? values[i] / average[i] : values[i] - average[i];
        seen[i % period]++;
    }
    for (int i = 0; i < period; i++)
        season.index[i] = seen[i] > 0 ? season.index[i] / seen[i] : factors ? 1 : 0;
    season_normalise(&season);
    scratch_reset(scratch, mark);
    return season;
}

double
season_without(const struct season *season, int bucket, double value)
{
    const double index = season->index[bucket % season->period];
    return season->factors ? value / index : value - index;
}

double
season_with(const struct season *season, int bucket, double value)
{
    const double index = season->index[bucket % season->period];
    return season->factors ? value * index : value + index;
}
