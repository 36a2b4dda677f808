/*
 * From a mean and a deviation, or from simulated paths, to quantiles.
 */
#ifndef FORECASTING_QUANTILES_H
#define FORECASTING_QUANTILES_H

#include "services/forecasting/core/series.h"

/* z with this probability below it; within 1e-9 over (1e-300, 1 - 1e-16). */
double standard_normal_quantile(double probability);
double standard_normal_cdf(double z);
double standard_normal_density(double z);

/* One step: out[probability_count]. */
void normal_quantiles(double mean, double deviation, const struct path_request *request, double *out);

/* Means and quantiles below zero become zero when the series never goes there. */
void path_cut(const struct series *series, const struct path_request *request, struct path *path);

#endif
