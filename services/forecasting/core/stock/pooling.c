/*
 * Formula: what keeping stock in one place saves.
 *
 * Source: Eppen, Effects of centralization on expected costs in a multi-location newsboy problem
 * (Management Science 25, 1979); Chopra and Meindl, 12.4:
 * n equal, independent places together: 1 / sqrt(n), the square-root law.
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
