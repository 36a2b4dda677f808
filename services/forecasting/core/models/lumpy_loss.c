/*
 * What the methods of the family lost on this series, by weight.
 *
 * Measured is what stock costs: the pinball loss of the quantiles of the demand over the horizon,
 * at origins spread over the newer half of the history, each forecast made from what was known
 * then (the loss of the newsvendor: Gneiting, Quantiles as optimal point forecasts, IJF 27, 2011).
 * Squared errors would choose the forecast of nothing: Kolassa, Evaluating predictive count data
 * distributions in retail sales forecasting (IJF 32, 2016).
 */
#include <math.h>

#include "services/forecasting/core/models/lumpy.h"

#define ORIGINS_MAX 16
#define WARM_UP     8
#define POINTS      7

static const double probabilities[POINTS] = {0.5, 0.75, 0.835, 0.9, 0.95, 0.975, 0.99};
/* standard normal quantiles of the same */
static const double deviations[POINTS] = {0,           0.674489750, 0.974113877, 1.281551566,
                                          1.644853627, 1.959963985, 2.326347874};

struct origins {
    int count, horizon;
    int at[ORIGINS_MAX];        /* buckets known by then */
    double actual[ORIGINS_MAX]; /* demand over the horizon that followed */
};

/* NAN when less than half of it is known; else put to the whole. */
static double
demand_from(const struct series *series, int from, int length)
{
    double sum = 0;
    int known = 0;

    for (int i = from; i < from + length; i++)
        if (!isnan(series->values[i])) {
            sum += series->values[i];
            known++;
        }
    return 2 * known >= length ? sum * length / known : NAN;
}

static struct origins
origins_of(const struct series *series, int horizon)
{
    struct origins origins = {0};

    origins.horizon = horizon < series->count / 4 ? horizon : series->count / 4;
    const int first = series->count / 2 > WARM_UP ? series->count / 2 : WARM_UP;
    const int last = series->count - origins.horizon;
    if (origins.horizon < 1 || last < first)
        return origins;
    const int wanted = last - first + 1 < ORIGINS_MAX ? last - first + 1 : ORIGINS_MAX;
    for (int i = 0; i < wanted; i++) {
        const int at = wanted == 1 ? last : first + (last - first) * i / (wanted - 1);
        const double actual = demand_from(series, at, origins.horizon);
        if (isnan(actual))
            continue;
        origins.at[origins.count] = at;
        origins.actual[origins.count++] = actual;
    }
    return origins;
}

/* Of quantiles of a gamma by Wilson and Hilferty's cube root: near enough to compare by. */
static double
pinball(double mean, double variance, double actual)
{
    double loss = 0;

    for (int i = 0; i < POINTS; i++) {
        double quantile = 0;
        if (mean > 0) {
            const double part = fmax(variance, mean) / (9 * mean * mean);
            const double root = 1 - part + deviations[i] * sqrt(part);
            quantile = root > 0 ? mean * root * root * root : 0;
        }
        const double error = actual - quantile;
        loss += error > 0 ? probabilities[i] * error : (probabilities[i] - 1) * error;
    }
    return loss / POINTS;
}

static double
loss_of(const struct lumpy_method *method, double weight, const struct series *series,
        const struct origins *origins)
{
    struct lumpy state = {0};
    double loss = 0;
    int next = 0;

    for (int i = 0; next < origins->count; i++) {
        while (next < origins->count && origins->at[next] == i) {
            const double mean = method->mean(&state, weight) * origins->horizon;
            loss += pinball(mean, state.variance * origins->horizon, origins->actual[next]);
            next++;
        }
        if (i < series->count)
            lumpy_advance(method, weight, &state, series->values[i]);
    }
    return loss;
}

static double
actual_of(const struct origins *origins)
{
    double sum = 0;

    for (int i = 0; i < origins->count; i++)
        sum += origins->actual[i];
    return sum;
}

void
lumpy_losses(const struct lumpy_method *const *methods, int method_count,
             const struct series *series, int horizon, double (*losses)[LUMPY_WEIGHTS])
{
    const struct origins origins = origins_of(series, horizon);
    const double actual = actual_of(&origins);

    for (int m = 0; m < method_count; m++)
        for (int w = 0; w < LUMPY_WEIGHTS; w++)
            losses[m][w] =
                actual > 0 ? loss_of(methods[m], lumpy_weights[w], series, &origins) / actual : NAN;
}
