/*
 * The rough start of exponential smoothing, before back-casting: season by classical
 * decomposition, level and slope by least squares over the first buckets; see ets.h.
 *
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 2.6.1.
 */
#include <math.h>

#include "services/forecasting/core/models/ets.h"

#define FIRST_BUCKETS 10 /* or two seasons */

/* Level before the first bucket and slope of the straight line; alone[0]: the mean instead. */
static void
line_through_first(const struct ets_data *data, const struct season *season,
                   struct ets_state *start, double *flat_level)
{
    const int wanted = 2 * data->period > FIRST_BUCKETS ? 2 * data->period : FIRST_BUCKETS;
    double mean_t = 0, mean = 0, squares = 0, products = 0;
    int known = 0;

    for (int i = 0; i < data->count && known < wanted; i++) {
        if (isnan(data->values[i]))
            continue;
        const double value =
            season == NULL ? data->values[i] : season_without(season, i, data->values[i]);
        known++;
        const double from_mean_t = i + 1 - mean_t;
        mean_t += from_mean_t / known;
        mean += (value - mean) / known;
        squares += from_mean_t * (i + 1 - mean_t);
        products += from_mean_t * (value - mean);
    }
    start->slope = squares > 0 ? products / squares : 0;
    start->level = mean - start->slope * mean_t;
    *flat_level = mean;
}

static void
begin_season(struct ets_data *data, enum ets_part part, struct scratch *scratch)
{
    const size_t mark = scratch_mark(scratch);
    const struct season season = season_indices(data->values, data->count, data->period,
                                                part == ETS_MULTIPLICATIVE, scratch);

    line_through_first(data, &season, &data->start[part], &data->flat_level[part]);
    for (int i = 0; i < data->period; i++)
        data->start[part].season[i] = season.index[i];
    scratch_reset(scratch, mark);
}

void
ets_begin(const struct tidy *tidy, struct scratch *scratch, struct ets_data *data)
{
    const bool seasonal =
        tidy->period > 1 && tidy->period <= ETS_PERIOD_MAX && tidy->known >= 2 * tidy->period + 4;

    *data = (struct ets_data){.values = tidy->values,
                              .count = tidy->count,
                              .known = tidy->known,
                              .period = seasonal ? tidy->period : 1,
                              .positive = tidy->least > 0};
    line_through_first(data, NULL, &data->start[ETS_NONE], &data->flat_level[ETS_NONE]);
    if (!seasonal)
        return;
    begin_season(data, ETS_ADDITIVE, scratch);
    if (data->positive)
        begin_season(data, ETS_MULTIPLICATIVE, scratch);
}
