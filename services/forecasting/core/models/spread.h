/*
 * Quantiles around a mean from deviation and skewness.
 */
#ifndef FORECASTING_SPREAD_H
#define FORECASTING_SPREAD_H

#include "services/forecasting/core/models/tidy.h"

/* One step: out[probability_count]. Skewness 0 is the normal distribution. */
void spread_quantiles(const struct asked *asked, double mean, double deviation, double skewness,
                      double *out);

#endif
