/*
 * Taking the season out of a series and putting it back into its path; see deseasoned.h.
 *
 * Indices are factors when every value is above zero, else differences.
 */
#include "services/forecasting/core/models/deseasoned.h"

#include <math.h>

#define SHORT_PERIOD_MAX 24 /* the indices of longer ones are drawn in */

static bool
find_season(const struct tidy *tidy, struct scratch *scratch, struct season *season)
{
    const bool factors = tidy->least > 0;
    const double agreement =
        season_found(tidy->values, tidy->count, tidy->period, factors, scratch);

    if (agreement == 0)
        return false;
    *season = season_indices(tidy->values, tidy->count, tidy->period, factors, scratch);
    if (tidy->period > SHORT_PERIOD_MAX)
        season_draw_in(season, tidy->count, agreement);
    return true;
}

bool
deseason(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without)
{
    without->count = tidy->count;
    without->tidy = *tidy;
    without->tidy.period = 1;
    if (!find_season(tidy, scratch, &without->season))
        return false;
    without->tidy.values = scratch_doubles(scratch, (size_t)tidy->count);
    without->tidy.least = INFINITY;
    without->tidy.greatest = -INFINITY;
    for (int i = 0; i < tidy->count; i++) {
        const double value = season_without(&without->season, i, tidy->values[i]);
        without->tidy.values[i] = value;
        without->tidy.least = fmin(without->tidy.least, value); /* the known one of two */
        without->tidy.greatest = fmax(without->tidy.greatest, value);
    }
    return true;
}

void
reseason(const struct deseasoned *without, const struct path_request *request, struct path *path)
{
    for (int h = 0; h < request->horizon; h++) {
        double *const quantiles = path->quantiles + (size_t)h * (size_t)request->probability_count;
        path->mean[h] = season_with(&without->season, without->count + h, path->mean[h]);
        for (int i = 0; i < request->probability_count; i++)
            quantiles[i] = season_with(&without->season, without->count + h, quantiles[i]);
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
