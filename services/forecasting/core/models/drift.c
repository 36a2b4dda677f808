/*
 * Model: the last value goes on, and so does the mean change since the first.
 *
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3e, 2021), 5.2 and 5.5:
 * variance sigma^2 h (1 + h/(T - 1)), sigma^2 that of one step's errors. Over a gap of g buckets
 * the error of g steps counts as g of one.
 */
#include <math.h>

#include "services/forecasting/core/models/spread.h"

#define KNOWN_LEAST 3

static int
last_known(const struct tidy *tidy)
{
    int last = tidy->count - 1;

    while (isnan(tidy->values[last]))
        last--;
    return last;
}

/* Of one step's error around the drift. */
static double
variance_of_step(const struct tidy *tidy, double drift)
{
    double squares = 0;
    int before = 0, errors = 0;

    for (int i = 1; i < tidy->count; i++) {
        if (isnan(tidy->values[i]))
            continue;
        const double error = tidy->values[i] - tidy->values[before] - drift * (i - before);
        squares += error * error / (i - before);
        before = i;
        errors++;
    }
    return squares / (errors - 1);
}

static bool
drift_path(const struct tidy *tidy, const struct asked *asked, struct scratch *scratch,
           struct path *path)
{
    (void)scratch;
    if (tidy->known < KNOWN_LEAST)
        return false;
    const int last = last_known(tidy);
    const double drift = (tidy->values[last] - tidy->values[0]) / last;
    const double variance = variance_of_step(tidy, drift);
    for (int i = 0; i < asked->request->horizon; i++) {
        const double h = tidy->count - last + i;
        path->mean[i] = tidy->values[last] + drift * h;
        spread_quantiles(asked, path->mean[i], sqrt(variance * h * (1 + h / last)), 0,
                         path->quantiles + (size_t)i * (size_t)asked->request->probability_count);
    }
    return true;
}

bool
model_drift(const struct series *series, const struct path_request *request,
            struct scratch *scratch, struct path *path)
{
    return tidy_forecast(series, request, scratch, path, drift_path);
}
