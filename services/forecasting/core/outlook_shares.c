/*
 * Rule: what is expected of the locations adds up to what is expected of the network.
 *
 * Each of them has a forecast of its own with an error of its own; the least squares adjustment
 * by the errors' variances spreads the difference over all: Hyndman, Athanasopoulos, Forecasting:
 * Principles and Practice (3e, 2021), 11.3, for two levels and independent errors, where it is
 * a division: the difference falls on each by its part of the variances' sum.
 */
#include <math.h>

#include "services/forecasting/core/outlook.h"

#define SHARE_MIN 0.25
#define SHARE_MAX 4.0

void
outlook_shares(const double *levels, const double *variances, int count, double elsewhere,
               double *shares)
{
    double sum = 0, spread = 0, total = 0;

    assert(count >= 1);
    for (int i = 0; i < count; i++) {
        shares[i] = 1;
        spread += fmax(0, variances[i]);
        if (i > 0)
            sum += levels[i];
    }
    if (count == 1 || spread <= 0 || sum <= 0 || levels[0] <= 0)
        return;
    const double difference = levels[0] - elsewhere - sum;
    for (int i = 1; i < count; i++) {
        const double adjusted = levels[i] + difference * fmax(0, variances[i]) / spread;
        if (levels[i] > 0)
            shares[i] = fmin(fmax(adjusted / levels[i], SHARE_MIN), SHARE_MAX);
        total += shares[i] * levels[i];
    }
    shares[0] = (total + elsewhere) / levels[0];
}
