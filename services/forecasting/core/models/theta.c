/*
 * Model: theta, the winner of the M3 competition: simple smoothing, and half of the trend.
 *
 * Source: Assimakopoulos and Nikolopoulos, The theta model (IJF 16, 2000); Hyndman and Billah,
 * Unmasking the Theta method (IJF 19, 2003): on the series without its season, with the last level
 * l of simple smoothing, its alpha and the slope b of the least-squares line, h steps ahead
 *     l + b/2 (h - 1 + (1 - (1 - alpha)^n)/alpha), variance sigma^2 (1 + (h - 1) alpha^2).
 */
#include "services/forecasting/core/models/theta.h"

#include <math.h>

#include "services/forecasting/core/models/deseasoned.h"
#include "services/forecasting/core/models/ets.h"
#include "services/forecasting/core/models/spread.h"

static double
slope_of(const struct tidy *tidy)
{
    double mean_t = 0, mean = 0, squares = 0, products = 0;
    int known = 0;

    for (int i = 0; i < tidy->count; i++) {
        if (isnan(tidy->values[i]))
            continue;
        const double from_mean_t = i - mean_t;
        known++;
        mean_t += from_mean_t / known;
        mean += (tidy->values[i] - mean) / known;
        squares += from_mean_t * (i - mean_t);
        products += from_mean_t * (tidy->values[i] - mean);
    }
    return squares > 0 ? products / squares : 0;
}

bool
theta_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
           struct path *path)
{
    const struct ets_form simple = {ETS_ADDITIVE, ETS_NONE, ETS_NONE};
    struct ets_data data;
    struct ets_fit fit;

    ets_begin(tidy, scratch, &data);
    if (!ets_fit(&data, simple, &fit))
        return false;
    const double alpha = fit.parameters.alpha;
    const double lag = (1 - pow(1 - alpha, tidy->count)) / alpha;
    const double half_slope = slope_of(tidy) / 2, sigma = ets_deviation(&fit, &data);
    for (int h = 0; h < asked->request->horizon; h++) {
        path->mean[h] = fit.state.level + half_slope * (h + lag);
        spread_quantiles(asked, path->mean[h], sigma * sqrt(1 + h * alpha * alpha), 0,
                         path->quantiles + (size_t)h * (size_t)asked->request->probability_count);
    }
    return true;
}

static bool
theta_with_season(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
                  struct path *path)
{
    return deseasoned_path(theta_path, tidy, asked, scratch, path);
}

bool
model_theta(const struct series *series, const struct path_request *request,
            struct scratch *scratch, struct path *path)
{
    return tidy_forecast(series, request, scratch, path, theta_with_season);
}
