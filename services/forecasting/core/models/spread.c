/*
 * Quantiles around a mean from deviation and skewness: the lognormal distribution with a shift
 * (Johnson's S_L) that has these three moments, the normal one when there is no skewness. What
 * grows by many random factors, as a level with multiplicative errors does, is close to it.
 *
 * Source: Johnson, Systems of Frequency Curves (Biometrika 36, 1949). With w = exp(d^2), skewness
 * is (w + 2) sqrt(w - 1); for u = sqrt(w - 1) that is u^3 + 3u, so u = 2 sinh(asinh(skewness/2)/3).
 * The quantile at score z is mean + deviation (exp(d z - d^2/2) - 1)/u.
 */
#include "services/forecasting/core/models/spread.h"

#include <math.h>

#define SKEWNESS_SEEN 1e-6

void
spread_quantiles(const struct asked *asked, double mean, double deviation, double skewness,
                 double *out)
{
    const int count = asked->request->probability_count;

    if (!(fabs(skewness) > SKEWNESS_SEEN && deviation > 0)) {
        for (int i = 0; i < count; i++)
            out[i] = mean + deviation * asked->scores[i];
        return;
    }
    const double u = 2 * sinh(asinh(fabs(skewness) / 2) / 3);
    const double d = sqrt(log1p(u * u));
    const double side = skewness > 0 ? 1 : -1;
    for (int i = 0; i < count; i++)
        out[i] = mean + side * deviation * expm1(d * side * asked->scores[i] - d * d / 2) / u;
}
