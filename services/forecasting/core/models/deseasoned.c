/*
 * Taking the season out of a series and putting it back into its path; see deseasoned.h.
 *
 * Seasons are factors when every value is above zero, else differences. Short ones have the same
 * indices all the time, by classical decomposition. Long ones change with the years: by loess (of
 * logarithms when they are factors), and what the last season had goes on. Hours have two: of the
 * day and of the week, when the week's is there too.
 */
#include "services/forecasting/core/models/deseasoned.h"

#include <math.h>

#include "services/forecasting/core/season/stl.h"

#define SHORT_PERIOD_MAX 24
#define WINDOW           11 /* seasons over which an index of a long one is smoothed */
#define DAYS_OF_WEEK     7

static const int of_a_day[] = {24, 48, 96}; /* hours, half hours, quarters of an hour */

/* The season around this one, when it is one of a day: 0 is none. */
static int
week_of(int period)
{
    for (size_t i = 0; i < sizeof of_a_day / sizeof of_a_day[0]; i++)
        if (period == of_a_day[i])
            return DAYS_OF_WEEK * period;
    return 0;
}

static int
day_of(int period)
{
    return period % DAYS_OF_WEEK == 0 && week_of(period / DAYS_OF_WEEK) == period
               ? period / DAYS_OF_WEEK
               : 0;
}

/* An index averaged over k seasons takes 1/k of the variance out of what it was averaged from, and
 * errs by as much where it is put back. It matters when the seasons are few: of simulated weeks of
 * two and a half years 82 of 100 were inside 95 % intervals, 93 with this. */
static double
wider_by(int period, int count, double kept)
{
    const double share = kept * period / count;
    return sqrt((1 + share) / (1 - share));
}

/* Known values everywhere, logarithms when they are to be factors. */
static double *
bridged(const struct tidy *tidy, int period, bool factors, struct scratch *scratch)
{
    double *const values = scratch_doubles(scratch, (size_t)tidy->count);

    season_bridge(tidy->values, tidy->count, period, values);
    for (int i = 0; i < tidy->count && factors; i++)
        values[i] = log(values[i]);
    return values;
}

/* The last season's are the indices from here on; the values are cleared of each season's own. */
static void
take_out(const struct tidy *tidy, const double *parts, int period, bool factors, double kept,
         struct scratch *scratch, struct deseasoned *without)
{
    without->season = (struct season){scratch_doubles(scratch, (size_t)period), period, factors};
    for (int i = 0; i < tidy->count; i++) {
        const double part = kept * parts[i];
        without->tidy.values[i] = factors ? tidy->values[i] / exp(part) : tidy->values[i] - part;
        without->season.index[i % period] = factors ? exp(part) : part;
    }
}

static bool
take_out_long(const struct tidy *tidy, int period, struct scratch *scratch,
              struct deseasoned *without)
{
    const bool factors = tidy->least > 0;
    const int inner = day_of(period);
    const double agreement = season_found(tidy->values, tidy->count, period, factors, scratch);

    if (agreement == 0)
        return false;
    const double *const values = bridged(tidy, period, factors, scratch);
    double *const parts = scratch_doubles(scratch, (size_t)tidy->count);
    if (inner == 0) {
        stl_season(values, tidy->count, period, WINDOW, scratch, parts);
        const double kept = season_kept(period, tidy->count, agreement);
        take_out(tidy, parts, period, factors, kept, scratch, without);
        without->wider = wider_by(period, tidy->count, kept);
        return true;
    }
    double *const inner_parts = scratch_doubles(scratch, (size_t)tidy->count);
    stl_two_seasons(values, tidy->count, inner, period, scratch, inner_parts, parts);
    for (int i = 0; i < tidy->count; i++)
        parts[i] += inner_parts[i];
    take_out(tidy, parts, period, factors, 1, scratch, without);
    return true;
}

static bool
take_out_short(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without)
{
    const bool factors = tidy->least > 0;

    if (season_found(tidy->values, tidy->count, tidy->period, factors, scratch) == 0)
        return false;
    without->season = season_indices(tidy->values, tidy->count, tidy->period, factors, scratch);
    for (int i = 0; i < tidy->count; i++)
        without->tidy.values[i] = season_without(&without->season, i, tidy->values[i]);
    return true;
}

/* Is there a week around the days, seen when what is alike every day is gone? */
static bool
take_out_week(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without)
{
    const int week = week_of(tidy->period);
    const bool factors = tidy->least > 0;

    if (week == 0 || tidy->count < 2 * week + week / 8)
        return false;
    const struct season day =
        season_indices(tidy->values, tidy->count, tidy->period, factors, scratch);
    double *const rest = scratch_doubles(scratch, (size_t)tidy->count);
    for (int i = 0; i < tidy->count; i++)
        rest[i] = season_without(&day, i, tidy->values[i]);
    return season_found(rest, tidy->count, week, factors, scratch) > 0 &&
           take_out_long(tidy, week, scratch, without);
}

bool
deseason(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without)
{
    without->count = tidy->count;
    without->wider = 1;
    without->tidy = *tidy;
    without->tidy.period = 1;
    without->tidy.values = scratch_doubles(scratch, (size_t)tidy->count);
    const bool found =
        take_out_week(tidy, scratch, without) ||
        (tidy->period > SHORT_PERIOD_MAX ? take_out_long(tidy, tidy->period, scratch, without)
                                         : take_out_short(tidy, scratch, without));
    if (!found) {
        without->season = (struct season){.period = 1};
        without->tidy.values = tidy->values;
        return false;
    }
    without->tidy.least = INFINITY;
    without->tidy.greatest = -INFINITY;
    for (int i = 0; i < tidy->count; i++) { /* the known one of two */
        without->tidy.least = fmin(without->tidy.least, without->tidy.values[i]);
        without->tidy.greatest = fmax(without->tidy.greatest, without->tidy.values[i]);
    }
    return true;
}

void
reseason(const struct deseasoned *without, const struct path_request *request, struct path *path)
{
    for (int h = 0; h < request->horizon; h++) {
        double *const quantiles = path->quantiles + (size_t)h * (size_t)request->probability_count;
        const double mean = path->mean[h];
        path->mean[h] = season_with(&without->season, without->count + h, mean);
        for (int i = 0; i < request->probability_count; i++)
            quantiles[i] = season_with(&without->season, without->count + h,
                                       mean + (quantiles[i] - mean) * without->wider);
    }
}

bool
deseasoned_path(tidy_model *model, const struct tidy *tidy, const struct asked *asked,
                struct scratch *scratch, struct path *path)
{
    struct deseasoned without;
    const bool seasonal = deseason(tidy, scratch, &without);

    if (!model(&without.tidy, asked, scratch, path))
        return false;
    if (seasonal)
        reseason(&without, asked->request, path);
    return true;
}
