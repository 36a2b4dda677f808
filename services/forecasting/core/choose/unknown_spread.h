/*
 * How sure a forecast of next to nothing is.
 */
#ifndef FORECASTING_UNKNOWN_SPREAD_H
#define FORECASTING_UNKNOWN_SPREAD_H

#include "services/forecasting/core/series.h"

/* Where so few values are known that none of them says how far they vary, quantiles that all are
 * the mean are spread. grid: quantiles[horizon * GRID_COUNT]. */
void spread_unknown(int known, const double *mean, double *grid, int horizon);

#endif
