/*
 * Formula: share of the units that come from stock (type 2 service) for normal demand over the
 * lead time.
 *
 * Source: Silver, Pyke, Thomas (4e, 2017), 6.7: short in a cycle sd G(k), with
 * G(k) = phi(k) - k (1 - Phi(k)); share = 1 - sd G(k) / Q. G falls from infinity to 0 and is
 * convex, so Newton's steps from the left never pass the root.
 */
#include <math.h>

#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/stock/formulas.h"

#define STEPS_MAX 200
#define NEAR      1e-13

double
normal_loss(double k)
{
    return standard_normal_density(k) - k * standard_normal_cdf(-k);
}

double
normal_loss_inverse(double loss)
{
    assert(loss > 0);
    double k = -loss; /* G(k) > -k */

    for (int i = 0; i < STEPS_MAX; i++) {
        const double step = (normal_loss(k) - loss) / standard_normal_cdf(-k);
        k += step;
        if (fabs(step) < NEAR)
            break;
    }
    return k;
}

double
fill_rate(double deviation, double quantity, double k)
{
    assert(quantity > 0);
    return 1 - deviation * normal_loss(k) / quantity;
}

double
fill_rate_factor(double deviation, double quantity, double share)
{
    assert(deviation > 0 && quantity > 0 && share < 1);
    return normal_loss_inverse(quantity * (1 - share) / deviation);
}
