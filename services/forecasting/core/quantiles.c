/*
 * Quantiles of the normal distribution, and paths that stay where they can be.
 *
 * Source: the quantile by Newton's steps on erfc from Abramowitz and Stegun 26.2.23; the error of
 * that start is below 4.5e-4, and each step squares it.
 */
#include "services/forecasting/core/quantiles.h"

#include <math.h>

#define STEPS 4

double
standard_normal_density(double z)
{
    return exp(-z * z / 2) / sqrt(2 * M_PI);
}

double
standard_normal_cdf(double z)
{
    return erfc(-z / M_SQRT2) / 2;
}

double
standard_normal_quantile(double probability)
{
    assert(probability > 0 && probability < 1);
    const double tail = probability < 0.5 ? probability : 1 - probability;
    const double t = sqrt(-2 * log(tail));
    double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));

    for (int i = 0; i < STEPS; i++) /* of the upper tail, where erfc keeps its digits */
        z += (standard_normal_cdf(-z) - tail) / standard_normal_density(z);
    return probability < 0.5 ? -z : z;
}

void
normal_quantiles(double mean, double deviation, const struct path_request *request, double *out)
{
    for (int i = 0; i < request->probability_count; i++)
        out[i] = mean + deviation * standard_normal_quantile(request->probabilities[i]);
}

void
path_cut(const struct series *series, const struct path_request *request, struct path *path)
{
    const size_t quantiles = (size_t)request->horizon * (size_t)request->probability_count;

    if (!series->never_negative)
        return;
    for (int h = 0; h < request->horizon; h++)
        if (path->mean[h] < 0)
            path->mean[h] = 0;
    for (size_t i = 0; i < quantiles; i++)
        if (path->quantiles[i] < 0)
            path->quantiles[i] = 0;
}
