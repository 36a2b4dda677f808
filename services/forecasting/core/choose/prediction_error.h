/*
 * How much surer a forecast is than a try that knew less of the series.
 */
#ifndef FORECASTING_PREDICTION_ERROR_H
#define FORECASTING_PREDICTION_ERROR_H

/* Deviation of the error of one who knows `known` values, in units of that of one who knows `seen`,
 * each as its own residuals make it look: at most 1 for seen <= known. */
double prediction_error_ratio(int seen, int known);

#endif
