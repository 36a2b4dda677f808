/*
 * What follows after exponential smoothing: means, and how far off they may be; see ets.h.
 *
 * An error moves what is expected j buckets later by c_j = alpha + beta (phi + ... + phi^j), and by
 * gamma more when j is a whole number of seasons. With theta_h = mean_h^2 + sigma^2 sum_{j<h} c_j^2
 * theta_{h-j}:
 *   additive errors       sigma^2 (1 + sum_{j<h} c_j^2)
 *   multiplicative        (1 + sigma^2) theta_h - mean_h^2
 * Source: Hyndman, Koehler, Ord, Snyder (2008), 6.1 to 6.3 (tables 6.1 and 6.2). For a season of
 * factors the book multiplies by (1 + gamma^2 sigma^2) each season, as if level and index moved
 * apart; but one error moves both, so c_j has its gamma here too, relative to the level, and the
 * index multiplies the whole: closer to what simulation shows.
 * Skewness, ours: the level a product of many small factors, so about lognormal (third moment
 * (v^2 + 3) v for the coefficient of variation v), times 1 + e.
 */
#include <math.h>

#include "services/forecasting/core/models/ets.h"

static double
slope_sum(double phi, int steps)
{
    return phi == 1 ? steps : phi * (1 - pow(phi, steps)) / (1 - phi);
}

double
ets_deviation(const struct ets_fit *fit, const struct ets_data *data)
{
    const int freedom = data->known - fit->parameter_count;
    return sqrt(fit->squares / (freedom > 0 ? freedom : data->known));
}

static double
without_season(const struct ets_fit *fit, int h)
{
    return fit->state.level + fit->state.slope * slope_sum(fit->parameters.phi, h);
}

void
ets_means(const struct ets_fit *fit, const struct ets_data *data, int horizon, double *mean)
{
    for (int h = 1; h <= horizon; h++) {
        const double index = fit->state.season[(data->count + h - 1) % data->period];
        mean[h - 1] = without_season(fit, h);
        if (fit->form.season == ETS_ADDITIVE)
            mean[h - 1] += index;
        if (fit->form.season == ETS_MULTIPLICATIVE)
            mean[h - 1] *= index;
    }
}

/* c_j */
static double
moved_by(const struct ets_fit *fit, const struct ets_data *data, int j)
{
    const bool season = fit->form.season != ETS_NONE && j % data->period == 0;
    return fit->parameters.alpha + fit->parameters.beta * slope_sum(fit->parameters.phi, j) +
           (season ? fit->parameters.gamma : 0);
}

static void
spread_additive(const struct ets_fit *fit, const struct ets_data *data, int horizon,
                double *deviation, double *skewness)
{
    const double sigma = ets_deviation(fit, data);
    double squares = 1;

    for (int h = 1; h <= horizon; h++) {
        deviation[h - 1] = sigma * sqrt(squares);
        skewness[h - 1] = 0;
        const double c = moved_by(fit, data, h);
        squares += c * c;
    }
}

/* Deviation and skewness of level (1 + e), from the level's mean and variance. */
static void
times_error(double mean, double variance, double sigma2, double *deviation, double *skewness)
{
    const double v = variance > 0 && mean > 0 ? sqrt(variance) / mean : 0;
    const double third = v * v * v * (v * v + 3) * v * mean * mean * mean;
    const double third_all = third * (1 + 3 * sigma2) + 6 * sigma2 * mean * variance;

    *deviation = sqrt(fmax(0, variance + sigma2 * (variance + mean * mean)));
    *skewness = *deviation > 0 ? third_all / (*deviation * *deviation * *deviation) : 0;
}

static void
spread_multiplicative(const struct ets_fit *fit, const struct ets_data *data, int horizon,
                      const double *mean, double *deviation, double *skewness)
{
    const double sigma2 = pow(ets_deviation(fit, data), 2);
    const bool factors = fit->form.season == ETS_MULTIPLICATIVE;

    double *const theta = deviation, *const moved = skewness; /* their rooms, until the last loop */
    for (int h = 1; h <= horizon; h++) {
        const double centre = factors ? without_season(fit, h) : mean[h - 1];
        double sum = 0;
        for (int j = 1; j < h; j++)
            sum += moved[j - 1] * theta[h - j - 1];
        theta[h - 1] = centre * centre + sigma2 * sum;
        moved[h - 1] = pow(moved_by(fit, data, h), 2);
    }
    for (int h = 1; h <= horizon; h++) {
        const double centre = factors ? without_season(fit, h) : mean[h - 1];
        times_error(centre, theta[h - 1] - centre * centre, sigma2, &deviation[h - 1],
                    &skewness[h - 1]);
        if (factors)
            deviation[h - 1] *= fit->state.season[(data->count + h - 1) % data->period];
    }
}

void
ets_spread(const struct ets_fit *fit, const struct ets_data *data, int horizon, const double *mean,
           double *deviation, double *skewness)
{
    if (fit->form.error == ETS_MULTIPLICATIVE)
        spread_multiplicative(fit, data, horizon, mean, deviation, skewness);
    else
        spread_additive(fit, data, horizon, deviation, skewness);
}
