/*
 * What the intermittent family has in common; see lumpy.h.
 *
 * Source of the variance: s2 += 0.05 ((y - forecast)^2 - s2), Syntetos and Boylan, On the variance
 * of intermittent demand estimates (IJPE 128, 2010). Quantiles of a bucket are those of a negative
 * binomial. Values that are no counts are counted in grains: a 64th of the mean size.
 */
#include "services/forecasting/core/models/lumpy.h"

#include <math.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/models/lumpy_models.h"

#define VARIANCE_WEIGHT     0.05
#define GRAINS              64.0
#define WEIGHT_USUAL        1    /* of lumpy_weights */
#define PENALTY             1.02 /* another weight must be so much better */
#define COUNT_MAX           1e12
#define QUANTILE_OF_LARGEST 20.0

const double lumpy_weights[LUMPY_WEIGHTS] = {0.05, 0.1, 0.2};

static void
level_step(struct lumpy *state, double of_sizes, double of_buckets, double y)
{
    (void)of_sizes;
    state->level += of_buckets * (y - state->level);
}

static double
level_mean(const struct lumpy *state, double weight)
{
    (void)weight;
    return state->level;
}

const struct lumpy_method level_method = {"level", level_step, level_mean};

/* 1 / n until that is less than the weight. */
static double
start_of(double weight, int n)
{
    return n * weight > 1 ? weight : 1.0 / n;
}

void
lumpy_advance(const struct lumpy_method *method, double weight, struct lumpy *state, double y)
{
    if (isnan(y))
        return;
    if (state->known > 0) {
        const double error = y - method->mean(state, weight);
        state->variance +=
            start_of(VARIANCE_WEIGHT, state->known) * (error * error - state->variance);
    }
    state->known++;
    state->with_demand += y > 0;
    method->step(state, y > 0 ? start_of(weight, state->with_demand) : 0,
                 start_of(weight, state->known), y);
}

bool
lumpy_run(const struct lumpy_method *method, double weight, const struct series *series,
          struct lumpy *state)
{
    *state = (struct lumpy){0};
    for (int i = 0; i < series->count; i++) {
        if (series->values[i] < 0)
            return false;
        lumpy_advance(method, weight, state, series->values[i]);
    }
    return state->known > 0;
}

/* 1 when all values are counts. */
static double
grain_of(const struct series *series, double *largest)
{
    double sum = 0;
    bool counts = true;
    int positive = 0;

    *largest = 0;
    for (int i = 0; i < series->count; i++) {
        const double y = series->values[i];
        if (!(y > 0))
            continue;
        counts = counts && y == floor(y) && y <= COUNT_MAX;
        sum += y;
        positive++;
        *largest = fmax(*largest, y);
    }
    return counts || positive == 0 ? 1 : sum / positive / GRAINS;
}

void
lumpy_path(const struct series *series, const struct path_request *request, double mean,
           double variance, struct path *path)
{
    const int probabilities = request->probability_count;
    double largest;
    const double grain = grain_of(series, &largest);
    int64_t units[PROBABILITIES_MAX];

    count_quantiles(mean / grain, variance / (grain * grain), request->probabilities, probabilities,
                    units);
    for (int h = 0; h < request->horizon; h++) {
        path->mean[h] = mean;
        for (int i = 0; i < probabilities; i++)
            path->quantiles[h * probabilities + i] =
                fmin((double)units[i] * grain, QUANTILE_OF_LARGEST * largest);
    }
}

bool
lumpy_best(const struct lumpy_method *method, const struct series *series, int horizon,
           struct lumpy *state, double *mean)
{
    double losses[1][LUMPY_WEIGHTS];
    int best = WEIGHT_USUAL;

    lumpy_losses(&method, 1, series, horizon, losses);
    for (int i = 0; i < LUMPY_WEIGHTS; i++)
        if (losses[0][i] * PENALTY < losses[0][best])
            best = i;
    if (!lumpy_run(method, lumpy_weights[best], series, state))
        return false;
    *mean = method->mean(state, lumpy_weights[best]);
    return true;
}

bool
lumpy_forecast(const struct lumpy_method *method, const struct series *series,
               const struct path_request *request, struct path *path)
{
    struct lumpy state;
    double mean;

    if (!lumpy_best(method, series, request->horizon, &state, &mean))
        return false;
    lumpy_path(series, request, mean, state.variance, path);
    return true;
}
