/*
 * How demand answers to prices, deals and whatever else is known beforehand: least squares on
 * logarithms, each series pulled to its pool.
 */
#ifndef FORECASTING_REGRESSION_H
#define FORECASTING_REGRESSION_H

#include "services/forecasting/core/series.h"

#define DRIVERS_MAX       24
#define POOL_OBSERVATIONS 50.0 /* that the pool counts for beside a series' own */

/* Sums of products of what differs from the mean: X'X and X'y, and how many rows. */
struct driver_sums {
    int columns;
    double rows;
    double xx[DRIVERS_MAX * DRIVERS_MAX];
    double xy[DRIVERS_MAX];
};

/* Rows x[row * columns + column] with y[row], each less the means of its block of rows, so that a
 * level that moves is not taken for an answer. A row with anything NAN is left out. */
void driver_sums_add(struct driver_sums *sums, const double *x, const double *y, int rows);
void driver_sums_join(struct driver_sums *sums, const struct driver_sums *other);

/* b of all rows together. A column that never differs, or not by itself, has 0. */
void regression_of_pool(const struct driver_sums *pool, double *b);
/* b of one series: b_pool + (X'X + L diag(var x))^-1 X'(y - X b_pool), L = POOL_OBSERVATIONS. */
void regression_of_series(const struct driver_sums *own, const struct driver_sums *pool,
                          const double *b_pool, double *b);

#endif
