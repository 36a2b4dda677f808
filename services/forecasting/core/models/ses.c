/*
 * Model: simple exponential smoothing: a level that follows the series. A season, when there is
 * one, is taken out beforehand.
 *
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 2.3: ETS(A,N,N); level += alpha (y - level); every
 * later bucket is expected at the last level.
 */
#include "services/forecasting/core/models/ets.h"

static bool
ses_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
         struct path *path)
{
    const struct ets_form form = {ETS_ADDITIVE, ETS_NONE, ETS_NONE};
    return ets_path_of_form(form, tidy, asked, scratch, path);
}

bool
model_ses(const struct series *series, const struct path_request *request, struct scratch *scratch,
          struct path *path)
{
    return tidy_forecast(series, request, scratch, path, ses_path);
}
