/*
 * Formula: how many for one period, when a unit too few and one too many have their cost.
 *
 * Source: Arrow, Harris, Marschak 1951; Snyder and Shen (2e, 2019), 4.3: the least Q with
 * F(Q) >= cu / (cu + co); cost co (Q - mean) + (cu + co) E max(0, X - Q).
 */
#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/stock/formulas.h"

double
newsvendor_ratio(double under, double over)
{
    assert(under > 0 && over > 0);
    return under / (under + over);
}

double
newsvendor_normal(double under, double over, double mean, double deviation)
{
    return mean + deviation * standard_normal_quantile(newsvendor_ratio(under, over));
}

double
newsvendor_normal_cost(double under, double over, double mean, double deviation, double quantity)
{
    const double lost = deviation * normal_loss((quantity - mean) / deviation);

    return over * (quantity - mean) + (under + over) * lost;
}

int64_t
newsvendor_count(double under, double over, double mean, double variance)
{
    return count_quantile(mean, variance, newsvendor_ratio(under, over));
}

double
newsvendor_count_cost(double under, double over, double mean, double variance, int64_t quantity)
{
    return over * ((double)quantity - mean) +
           (under + over) * count_shortage(mean, variance, quantity);
}
