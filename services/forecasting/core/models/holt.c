/*
 * Model: Holt's linear trend: a level and a slope that follow the series. A season, when there is
 * one, is taken out beforehand.
 *
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 2.3: ETS(A,A,N); expected h steps ahead is
 * level + h slope.
 */
#include "services/forecasting/core/models/ets.h"

static bool
holt_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
          struct path *path)
{
    const struct ets_form form = {ETS_ADDITIVE, ETS_ADDITIVE, ETS_NONE};
    return ets_path_of_form(form, tidy, asked, scratch, path);
}

bool
model_holt(const struct series *series, const struct path_request *request, struct scratch *scratch,
           struct path *path)
{
    return tidy_forecast(series, request, scratch, path, holt_path);
}
