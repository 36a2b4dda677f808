/*
 * Private to the intermittent family: what its files share.
 */
#ifndef FORECASTING_LUMPY_MODELS_H
#define FORECASTING_LUMPY_MODELS_H

#include "services/forecasting/core/models/lumpy.h"
#include "services/forecasting/core/models/models.h"

void croston_step(struct lumpy *state, double of_sizes, double of_buckets, double y);
double croston_ratio(const struct lumpy *state);

/* The path of one method with the best of the weights. */
bool lumpy_forecast(const struct lumpy_method *method, const struct series *series,
                    const struct path_request *request, struct path *path);

/* The state after a series by the best of the weights, and the mean read from it; false as in
 * lumpy_run. */
bool lumpy_best(const struct lumpy_method *method, const struct series *series, int horizon,
                struct lumpy *state, double *mean);

/* The mean a bucket over blocks of every length up to the mean interval. */
double lumpy_imapa_mean(const struct series *series);

/* Mean demand a bucket by smoothing blocks of so many buckets, the newest whole block last; NAN
 * when fewer than two blocks have known buckets; of single buckets one is enough. */
double lumpy_blocks_mean(const struct series *series, int length);
/* The mean interval as a number of buckets, at least 1; 0 when there is no demand. */
int lumpy_block_length(const struct series *series);

#endif
