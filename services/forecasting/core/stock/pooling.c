/*
 * Formula: what keeping stock in one place saves.
 *
 * Source: Eppen, Effects of centralization on expected costs in a multi-location newsboy problem
 * (Management Science 25, 1979); Chopra and Meindl, 12.4: the deviation of a sum is
 * sqrt(sum_ij r_ij sd_i sd_j); n equal, independent places: 1 / sqrt(n), the square-root law.
 */
#include <math.h>

#include "services/forecasting/core/stock/formulas.h"

double
pooled_share(int places, double correlation)
{
    assert(places > 0 && correlation >= -1 && correlation <= 1);
    const double variance = 1 + (places - 1) * correlation;

    return variance > 0 ? sqrt(variance / places) : 0;
}

double
pooled_deviation(const double *deviations, const double *correlations, int count)
{
    double variance = 0;

    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            variance += deviations[i] * deviations[j] * (i == j ? 1 : correlations[i * count + j]);
    return sqrt(fmax(variance, 0));
}
