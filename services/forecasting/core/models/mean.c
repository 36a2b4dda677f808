/*
 * Model: the mean of all that is known goes on.
 *
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3e, 2021), 5.2 and 5.5:
 * variance sigma^2 (1 + 1/n). A single value says nothing about its spread: its size is taken.
 */
#include <math.h>

#include "services/forecasting/core/models/spread.h"

static bool
mean_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
          struct path *path)
{
    double mean = 0, squares = 0;
    int known = 0;

    (void)scratch;
    for (int i = 0; i < tidy->count; i++) {
        if (isnan(tidy->values[i]))
            continue;
        const double from_mean = tidy->values[i] - mean;
        mean += from_mean / ++known;
        squares += from_mean * (tidy->values[i] - mean);
    }
    const double sigma = known > 1 ? sqrt(squares / (known - 1)) : fabs(mean);
    for (int h = 0; h < asked->request->horizon; h++) {
        path->mean[h] = mean;
        spread_quantiles(asked, mean, sigma * sqrt(1 + 1.0 / known), 0,
                         path->quantiles + (size_t)h * (size_t)asked->request->probability_count);
    }
    return true;
}

bool
model_mean(const struct series *series, const struct path_request *request, struct scratch *scratch,
           struct path *path)
{
    return tidy_forecast(series, request, scratch, path, mean_path);
}
