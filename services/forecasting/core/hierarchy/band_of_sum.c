/*
 * How wide the band of a sum is, from the bands of its parts.
 *
 * With the same correlation r between any two parts, the variance of a sum is (1 - r) sum s_i^2 +
 * r (sum s_i)^2; the distance from mean to quantile goes like the deviation. r is the mean
 * correlation of the parts' errors, from the variance of their sum (one pass, no matrix), pulled to
 * zero by n / (n + CORRELATION_WEIGHT): a few errors prove no common cause.
 */
#include <math.h>

#include "services/forecasting/core/hierarchy/hierarchy.h"

#define CORRELATION_WEIGHT 10.0

double
band_correlation(const double *errors, int count, int series_count, const int *series)
{
    double squares_of_sum = 0, squares = 0, scales = 0;

    for (int i = 0; i < series_count; i++) {
        double own = 0;
        for (int t = 0; t < count; t++)
            own += errors[series[i] * count + t] * errors[series[i] * count + t];
        squares += own;
        scales += sqrt(own);
    }
    for (int t = 0; t < count; t++) {
        double sum = 0;
        for (int i = 0; i < series_count; i++)
            sum += errors[series[i] * count + t];
        squares_of_sum += sum * sum;
    }
    const double together = scales * scales - squares;
    if (!(together > 0))
        return 0;
    const double r = (squares_of_sum - squares) / together * count / (count + CORRELATION_WEIGHT);
    return r < 0 ? 0 : r > 1 ? 1 : r;
}

double
band_of_sum(const double *distances, int count, double correlation)
{
    double sum = 0, squares = 0;

    for (int i = 0; i < count; i++) {
        sum += distances[i];
        squares += distances[i] * distances[i];
    }
    const double variance = (1 - correlation) * squares + correlation * sum * sum;
    return sum < 0 ? -sqrt(variance) : sqrt(variance);
}
