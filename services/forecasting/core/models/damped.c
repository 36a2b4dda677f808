/*
 * Model: a trend that fades: the slope loses a share phi with every step. A season, when there is
 * one, is taken out beforehand.
 *
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 2.3: ETS(A,Ad,N); expected h steps ahead
 * is level + (phi + ... + phi^h) slope; Gardner and McKenzie (Management Science 31, 1985).
 */
#include "services/forecasting/core/models/ets.h"

static bool
damped_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
            struct path *path)
{
    const struct ets_form form = {ETS_ADDITIVE, ETS_DAMPED, ETS_NONE};
    return ets_path_of_form(form, tidy, asked, scratch, path);
}

bool
model_damped(const struct series *series, const struct path_request *request,
             struct scratch *scratch, struct path *path)
{
    return tidy_forecast(series, request, scratch, path, damped_path);
}
