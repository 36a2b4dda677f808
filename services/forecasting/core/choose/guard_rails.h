/*
 * Numbers that a forecast may take.
 */
#ifndef FORECASTING_GUARD_RAILS_H
#define FORECASTING_GUARD_RAILS_H

#include "services/forecasting/core/series.h"

/* Is this what a method may have meant: finite, and nowhere beyond 20 times the largest value that
 * was ever seen? If not, a plainer method is to be taken. grid: quantiles[horizon * GRID_COUNT]. */
bool path_is_sound(const double *mean, const double *grid, int horizon, double largest);

/* Whatever is published of one step: quantiles rise, none beyond 20 times the largest value, none
 * below zero where the series never goes, the mean between the outermost of the grid. */
void step_within_rails(const double *grid, double largest, bool never_negative, double *mean,
                       double *quantiles, int count);

#endif
