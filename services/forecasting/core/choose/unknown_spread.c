/*
 * Rule: fewer than eight values that are all alike (or just one) do not say that nothing ever
 * changes. Their spread is taken as half of the mean: the coefficient of variation up to which
 * demand counts as steady (XYZ analysis, class X: Scholz-Reiter et al., Integration of demand
 * forecasts in ABC-XYZ analysis, 2012).
 */
#include "services/forecasting/core/choose/unknown_spread.h"

#include <math.h>

#include "services/forecasting/core/choose/normal_score.h"

#define VALUES_ENOUGH 8
#define VARIATION     0.5

void
spread_unknown(int known, const double *mean, double *grid, int horizon)
{
    for (int h = 0; h < horizon && known < VALUES_ENOUGH; h++) {
        double *quantiles = grid + (size_t)h * GRID_COUNT;
        if (quantiles[GRID_COUNT - 1] > quantiles[0])
            continue;
        for (int i = 0; i < GRID_COUNT; i++)
            quantiles[i] = mean[h] + VARIATION * fabs(mean[h]) * grid_scores[i];
    }
}
