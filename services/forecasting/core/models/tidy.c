/*
 * A series made ready for smoothing; see tidy.h.
 */
#include "services/forecasting/core/models/tidy.h"

#include <math.h>

#include "services/forecasting/core/quantiles.h"

bool
tidy_series(const struct series *series, struct scratch *scratch, struct tidy *tidy)
{
    int first = 0;
    double largest = 0;

    assert(series->count >= 0 && series->count <= SERIES_MAX);
    while (first < series->count && isnan(series->values[first]))
        first++;
    if (first == series->count)
        return false;
    *tidy = (struct tidy){.count = series->count - first,
                          .period = series->period > 1 ? series->period : 1,
                          .least = INFINITY,
                          .greatest = -INFINITY};
    for (int i = first; i < series->count; i++)
        if (fabs(series->values[i]) > largest)
            largest = fabs(series->values[i]);
    tidy->scale = largest > 0 ? largest : 1;
    tidy->values = scratch_doubles(scratch, (size_t)tidy->count);
    for (int i = 0; i < tidy->count; i++) {
        const double value = series->values[first + i] / tidy->scale;
        tidy->values[i] = value;
        if (isnan(value))
            continue;
        tidy->known++;
        tidy->least = fmin(tidy->least, value);
        tidy->greatest = fmax(tidy->greatest, value);
    }
    return true;
}

static void
say_the_same(double value, const struct path_request *request, struct path *path)
{
    const int quantiles = request->horizon * request->probability_count;

    for (int h = 0; h < request->horizon; h++)
        path->mean[h] = value;
    for (int i = 0; i < quantiles; i++)
        path->quantiles[i] = value;
}

/* False when a number is not finite. */
static bool
scale_back(double scale, const struct path_request *request, struct path *path)
{
    const int quantiles = request->horizon * request->probability_count;
    bool finite = true;

    for (int h = 0; h < request->horizon; h++) {
        path->mean[h] *= scale;
        finite &= isfinite(path->mean[h]) != 0;
    }
    for (int i = 0; i < quantiles; i++) {
        path->quantiles[i] *= scale;
        finite &= isfinite(path->quantiles[i]) != 0;
    }
    return finite;
}

bool
tidy_forecast(const struct series *series, const struct path_request *request,
              struct scratch *scratch, struct path *path, tidy_model *model)
{
    const size_t mark = scratch_mark(scratch);
    struct tidy tidy;
    double scores[PROBABILITIES_MAX];
    bool done = tidy_series(series, scratch, &tidy);

    if (done && tidy.least == tidy.greatest && tidy.known > 1) {
        say_the_same(tidy.least, request, path);
    } else if (done) {
        for (int i = 0; i < request->probability_count; i++)
            scores[i] = standard_normal_quantile(request->probabilities[i]);
        done = model(&tidy, &(struct asked){request, scores}, scratch, path);
    }
    done = done && scale_back(tidy.scale, request, path);
    if (done)
        path_cut(series, request, path);
    scratch_reset(scratch, mark);
    return done;
}
