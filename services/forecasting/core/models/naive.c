/*
 * Models: the last value goes on, and the last season goes on. What everything else has to beat.
 *
 * Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3e, 2021), 5.2 and 5.5:
 * the variance h steps ahead is that of one step times the seasons begun, floor((h - 1) / m) + 1.
 */
#include <math.h>

#include "services/forecasting/core/models/models.h"
#include "services/forecasting/core/quantiles.h"

/* The newest known value of this phase, counted back from the end: 0 is the last bucket. */
static double
last_known(const struct series *series, int back, int step)
{
    for (int at = series->count - 1 - back; at >= 0; at -= step)
        if (!isnan(series->values[at]))
            return series->values[at];
    return NAN;
}

static double
variance_of_steps(const struct series *series, int step)
{
    double squares = 0;
    int errors = 0;

    for (int i = step; i < series->count; i++) {
        const double error = series->values[i] - series->values[i - step];
        if (isnan(error))
            continue;
        squares += error * error;
        errors++;
    }
    return errors > 0 ? squares / errors : 0;
}

static bool
repeat(const struct series *series, const struct path_request *request, int step, struct path *path)
{
    const double variance = variance_of_steps(series, step);
    const double anything = last_known(series, 0, 1);

    if (isnan(anything))
        return false;
    for (int h = 0; h < request->horizon; h++) {
        const double last = last_known(series, step - 1 - h % step, step);
        path->mean[h] = isnan(last) ? anything : last;
        normal_quantiles(path->mean[h], sqrt(variance * (h / step + 1)), request,
                         path->quantiles + (size_t)h * (size_t)request->probability_count);
    }
    path_cut(series, request, path);
    return true;
}

bool
model_naive(const struct series *series, const struct path_request *request, struct scratch *scratch,
            struct path *path)
{
    (void)scratch;
    return repeat(series, request, 1, path);
}

bool
model_seasonal_naive(const struct series *series, const struct path_request *request,
                     struct scratch *scratch, struct path *path)
{
    (void)scratch;
    return repeat(series, request, series->period > 1 ? series->period : 1, path);
}
