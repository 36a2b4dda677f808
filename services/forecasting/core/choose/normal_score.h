/*
 * Quantiles on a fixed grid, read both ways: what is at a normal score, and which normal score a
 * value has. Between the points of the grid both are straight lines in the score, which is exact
 * for a normal distribution; beyond its ends they go on as from the middle to the end.
 */
#ifndef FORECASTING_NORMAL_SCORE_H
#define FORECASTING_NORMAL_SCORE_H

#include "services/forecasting/core/series.h"

#define GRID_COUNT 15
#define SCORE_MAX  8.0 /* further out is counted as this */

extern const double grid_probabilities[GRID_COUNT]; /* the middle one is 0.5 */
extern const double grid_scores[GRID_COUNT];

/* quantiles[GRID_COUNT], rising. */
double normal_score(const double *quantiles, double value);
double at_normal_score(const double *quantiles, double score);

#endif
