/*
 * How well a series is foretold one bucket ahead when these factors are known: mean pinball loss
 * over three quantiles of a level by simple exponential smoothing.
 *
 * Losses are in parts of the series' mean, so that series of all sizes add up. Pinball loss:
 * Koenker and Bassett, Econometrica 46 (1978).
 */
#include <math.h>

#include "services/forecasting/core/drivers/driver_fit.h"

#define ALPHA          0.2
#define VARIANCE_ALPHA 0.05
#define Z              1.2816 /* of 10 % and 90 % */

static double
pinball(double actual, double quantile, double probability)
{
    return actual >= quantile ? probability * (actual - quantile)
                              : (1 - probability) * (quantile - actual);
}

double
driver_loss(const double *values, const double *factors, int from, int count)
{
    double level = NAN, variance = 0, loss = 0, sum = 0;
    int known = 0;

    for (int i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        const double base = values[i] / factors[i];
        if (isnan(level))
            level = base;
        if (i >= from) {
            const double deviation = Z * sqrt(variance) * factors[i];
            const double mean = level * factors[i];
            loss += pinball(values[i], mean, 0.5) + pinball(values[i], mean - deviation, 0.1) +
                    pinball(values[i], mean + deviation, 0.9);
            known++;
        }
        sum += fabs(values[i]);
        variance += VARIANCE_ALPHA * ((base - level) * (base - level) - variance);
        level += ALPHA * (base - level);
    }
    return known > 0 && sum > 0 ? loss / 3 / known / (sum / count) : 0;
}
