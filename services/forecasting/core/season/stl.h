/*
 * Seasons that change: seasonal-trend decomposition by loess, of one season or of two.
 */
#ifndef FORECASTING_STL_H
#define FORECASTING_STL_H

#include "services/forecasting/core/series.h"

/* The seasonal part of every bucket, added up; all values known, at least two seasons of them.
 * window: over how many seasons an index is smoothed, odd. */
void stl_season(const double *values, int count, int period, int window, struct scratch *scratch,
                double *season);

/* Two seasons, the shorter one inside the longer (hours of a day, of a week); the seasonal part of
 * each. */
void stl_two_seasons(const double *values, int count, int inner, int outer, struct scratch *scratch,
                     double *inner_season, double *outer_season);

#endif
