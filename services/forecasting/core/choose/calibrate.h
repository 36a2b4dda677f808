/*
 * Inside of calibration; what others need is in choose.h.
 */
#ifndef FORECASTING_CALIBRATE_H
#define FORECASTING_CALIBRATE_H

#include "services/forecasting/core/choose/choose.h"

/* One try: quantiles[steps * GRID_COUNT] and what came true (NAN: not known). surer: deviation of
 * the forecast that is to come in units of the try's, see prediction_error.h. */
void calibration_count(struct calibration *calibration, enum spread spread, const double *quantiles,
                       const double *actual, int steps, double surer);

/* Quantiles as the method says them. */
void correction_none(const struct path_request *request, struct correction *correction);

#endif
