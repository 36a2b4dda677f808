/*
 * How demand of a SKU divides over its keys: by what each asked for in the last weeks. What sold
 * nothing then has no share; if nothing sold at all, all share alike.
 *
 * Source: top-down by proportions of historical averages, Gross and Sohl, Disaggregation methods
 * to expedite product line forecasting, Journal of Forecasting 9 (1990), method F.
 */
#include "services/forecasting/core/plan/plan.h"

void
mix_shares(const double *units, uint32_t keys, double *shares)
{
    double sum = 0;

    for (uint32_t i = 0; i < keys; i++)
        sum += units[i] > 0 ? units[i] : 0;
    for (uint32_t i = 0; i < keys; i++) {
        if (sum > 0)
            shares[i] = units[i] > 0 ? units[i] / sum : 0;
        else
            shares[i] = 1.0 / keys;
    }
}
