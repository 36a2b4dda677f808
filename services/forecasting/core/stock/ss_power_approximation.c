/*
 * Formula: (s, S) from the mean and deviation of a period's demand, close to optimal.
 *
 * Source: Ehrhardt and Mosier, A revision of the power approximation for computing (s, S) policies
 * (Management Science 30, 1984); Snyder and Shen (2e, 2019), 4.4.4:
 *   Q = 1.30 mu^0.494 (K/h)^0.506 (1 + sdL^2/mu^2)^0.116, over L + 1 periods muL, sdL,
 *   z = sqrt(Q / (sdL p/h)), s = 0.973 muL + sdL (0.183/z + 1.063 - 2.192 z), S = s + Q;
 * where Q <= 1.5 mu not above the base stock level muL + sdL Phi^-1(p/(p+h)).
 */
#include <math.h>

#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/stock/formulas.h"

struct ss_policy
ss_power_approximation(const struct reorder_costs *costs, double mean, double deviation,
                       double lead)
{
    const double h = costs->lot.holding, p = costs->shortage;
    const double mean_over = mean * (lead + 1), deviation_over = deviation * sqrt(lead + 1);
    const double quantity = 1.30 * pow(mean, 0.494) * pow(costs->lot.order / h, 0.506) *
                            pow(1 + deviation_over * deviation_over / (mean * mean), 0.116);
    const double z = sqrt(quantity / (deviation_over * p / h));
    const double s = 0.973 * mean_over + deviation_over * (0.183 / z + 1.063 - 2.192 * z);
    struct ss_policy policy = {s, s + quantity, NAN};

    if (quantity <= 1.5 * mean) {
        const double base = mean_over + deviation_over * standard_normal_quantile(p / (p + h));
        policy.reorder_point = fmin(policy.reorder_point, base);
        policy.order_up_to = fmin(policy.order_up_to, base);
    }
    return policy;
}
