/*
 * Counts with a given mean and variance: negative binomial, Poisson when the variance is not above
 * the mean; count_quantile.c says how they are summed.
 */
#ifndef FORECASTING_COUNT_LAW_H
#define FORECASTING_COUNT_LAW_H

#include <stdbool.h>
#include <stdint.h>

#include "common/check.h"

/* The smallest number of units that the count stays within with this probability, in (0, 1). */
int64_t count_quantile(double mean, double variance, double probability);
/* The same of many, rising, at the price of one. */
void count_quantiles(double mean, double variance, const double *probabilities, int count,
                     int64_t *out);

/* How likely the count is at most, and above, so many units. Both keep their digits near zero. */
double count_chance(double mean, double variance, int64_t units);
double count_chance_above(double mean, double variance, int64_t units);

/* Units that are asked beyond so many, on average: E (D - units)+, the loss function. */
double count_shortage(double mean, double variance, int64_t units);

#endif
