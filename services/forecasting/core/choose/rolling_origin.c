/*
 * Rule: origins, errors and their scale.
 *
 * Source: Tashman, Out-of-sample tests of forecasting accuracy (2000): rolling origins, errors of
 * all steps. The scale is that of MASE: Hyndman and Koehler, Another look at measures of forecast
 * accuracy (2006). Pinball loss: Koenker and Bassett (1978), mean over the grid of
 * normal_score.h, times two (so that it is the absolute error where all quantiles are the mean).
 */
#include "services/forecasting/core/choose/rolling_origin.h"

#include <math.h>

#include "services/forecasting/core/choose/calibrate.h"
#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/choose/prediction_error.h"
#include "services/forecasting/core/choose/unknown_spread.h"

struct origins
rolling_origins(int values, int horizon, int train_min, int most)
{
    struct origins origins = {.count = 0};
    const int room = values - train_min;

    assert(most <= ORIGINS_MAX);
    if (room < 1 || most < 1)
        return origins;
    origins.steps = horizon < room ? horizon : room;
    const int slack = room - origins.steps;
    int apart = most > 1 ? slack / (most - 1) : 0;
    if (apart > origins.steps)
        apart = origins.steps;
    origins.count = apart > 0 || slack >= most ? most : slack + 1;
    if (apart == 0)
        apart = 1;
    for (int i = 0; i < origins.count; i++)
        origins.at[i] = values - origins.steps - (origins.count - 1 - i) * apart;
    return origins;
}

static double
mean_change(const struct series *series, int count, int step)
{
    double sum = 0;
    int changes = 0;

    for (int i = step; i < count; i++) {
        const double change = series->values[i] - series->values[i - step];
        if (isnan(change))
            continue;
        sum += fabs(change);
        changes++;
    }
    return changes > 0 ? sum / changes : 0;
}

double
error_scale(const struct series *series, int count)
{
    double scale = mean_change(series, count, series->period < count ? series->period : 1);
    double sum = 0;
    int known = 0;

    if (scale == 0)
        scale = mean_change(series, count, 1);
    for (int i = 0; i < count && scale == 0; i++)
        if (!isnan(series->values[i])) {
            sum += fabs(series->values[i]);
            known++;
        }
    if (scale == 0 && known > 0)
        scale = sum / known;
    return scale > 0 ? scale : 1;
}

/* Twice the mean pinball loss of one step. */
static double
pinball(const double *quantiles, double actual)
{
    double sum = 0;

    for (int i = 0; i < GRID_COUNT; i++) {
        const double below = actual - quantiles[i];
        sum += below > 0 ? below * grid_probabilities[i] : -below * (1 - grid_probabilities[i]);
    }
    return 2 * sum / GRID_COUNT;
}

/* One origin. */
static void
hold_against(const struct path *path, const double *actual, int steps, enum error_measure measure,
             double scale, double *error, struct attempt *attempt)
{
    double sum = 0;
    int known = 0;

    for (int h = 0; h < steps; h++) {
        if (isnan(actual[h]))
            continue;
        sum += measure == MEASURE_PINBALL
                   ? pinball(path->quantiles + (size_t)h * GRID_COUNT, actual[h])
                   : fabs(path->mean[h] - actual[h]);
        attempt->forecast_less_actual += path->mean[h] - actual[h];
        attempt->actual += fabs(actual[h]);
        known++;
    }
    if (known == 0)
        return;
    *error = sum / known / scale;
    attempt->mean = (attempt->mean * attempt->tried + *error) / (attempt->tried + 1);
    attempt->tried++;
    attempt->bias = attempt->actual > 0 ? attempt->forecast_less_actual / attempt->actual : NAN;
}

static bool
is_finite(const struct path *path, int steps, int probabilities)
{
    for (int h = 0; h < steps; h++)
        if (!isfinite(path->mean[h]))
            return false;
    for (int i = 0; i < steps * probabilities; i++)
        if (!isfinite(path->quantiles[i]))
            return false;
    return true;
}

static int
known_of(const struct series *series)
{
    int known = 0;

    for (int i = 0; i < series->count; i++)
        known += !isnan(series->values[i]);
    return known;
}

struct attempt
attempt_start(const struct model *model, int period)
{
    struct attempt attempt = {.model = model, .period = period, .possible = true, .bias = NAN};

    for (int i = 0; i < ORIGINS_MAX; i++)
        attempt.error[i] = NAN;
    return attempt;
}

void
rolling_try(const struct series *series, const struct origins *origins, int first, int end,
            enum error_measure measure, uint64_t seed, struct scratch *scratch,
            struct attempt *attempt, struct calibration *collected)
{
    const bool spread = collected != NULL || measure == MEASURE_PINBALL;
    const struct path_request request = {
        .horizon = origins->steps,
        .probabilities = grid_probabilities,
        .probability_count = spread ? GRID_COUNT : 0,
        .seed = seed,
    };
    const double scale = error_scale(series, origins->at[0]);
    const size_t mark = scratch_mark(scratch), steps = (size_t)origins->steps;

    for (int i = first; i < end && attempt->possible; i++) {
        const double *actual = series->values + origins->at[i];
        const struct series seen = {series->values, origins->at[i], attempt->period,
                                    series->never_negative};
        struct path path = {scratch_doubles(scratch, steps),
                            scratch_doubles(scratch, steps * GRID_COUNT)};
        attempt->possible = attempt->model->forecast(&seen, &request, scratch, &path) &&
                            is_finite(&path, origins->steps, request.probability_count);
        if (attempt->possible && spread)
            spread_unknown(known_of(&seen), path.mean, path.quantiles, origins->steps);
        if (attempt->possible)
            hold_against(&path, actual, origins->steps, measure, scale, &attempt->error[i],
                         attempt);
        if (attempt->possible && collected != NULL)
            calibration_count(collected,
                              measure == MEASURE_PINBALL ? SPREAD_UPPER_END : SPREAD_BOTH_ENDS,
                              path.quantiles, actual, origins->steps,
                              prediction_error_ratio(known_of(&seen), known_of(series)));
        scratch_reset(scratch, mark);
    }
}
