/*
 * Formula: safety stock for normal demand over a lead time that varies.
 *
 * Source: variance of a sum of a random number of days, V = L s2 + mu2 sdL2 (Hadley and Whitin
 * 1963; Chopra and Meindl, Supply Chain Management, 12.3; Silver, Pyke, Thomas (4e), 6.10); under
 * periodic review L is the lead time + the review period.
 */
#include <math.h>

#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/stock/formulas.h"

double
span_deviation(const struct span_terms *span)
{
    const double from_length = span->mean * span->periods_deviation;

    return sqrt(span->periods * span->deviation * span->deviation + from_length * from_length);
}

double
safety_stock(const struct span_terms *span, double service_level)
{
    return standard_normal_quantile(service_level) * span_deviation(span);
}
