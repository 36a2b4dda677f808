/*
 * How good a layer was: WAPE, MASE, bias, tracking signal, attainment.
 *
 * Sources: WAPE = sum |F - A| / sum A and bias = sum (F - A) / sum A, Gilliland, The Business
 * Forecasting Deal (2010), chapter 2; MASE, here the errors against those of the naive plan on the
 * same weeks, after Hyndman and Koehler, Another look at measures of forecast accuracy,
 * International Journal of Forecasting 22 (2006), section 3; tracking signal = sum (A - F) / mean
 * |A - F|, Brown, Smoothing, Forecasting and Prediction (1963); 4 is its customary limit. With
 * nothing sold at all the measures that divide by it are 0 when nothing was planned, else 1.
 */
#include <math.h>

#include "services/forecasting/core/plan/plan_accuracy.h"

void
layer_errors_add(struct layer_errors *errors, double forecast, double actual, double naive)
{
    errors->absolute += fabs(forecast - actual);
    errors->error += forecast - actual;
    errors->planned += forecast;
    errors->actual += actual;
    errors->reached += fmin(forecast, actual);
    errors->naive_absolute += fabs(actual - naive);
    errors->cells++;
    errors->week_error += actual - forecast;
}

void
layer_errors_end_week(struct layer_errors *errors)
{
    errors->running += errors->week_error;
    errors->week_absolute += fabs(errors->week_error);
    errors->week_error = 0;
    errors->weeks++;
}

/* 0 of nothing is nothing, something of nothing is all of it. */
static double
ratio(double part, double whole)
{
    if (whole > 0)
        return part / whole;
    return part > 0 ? 1 : part < 0 ? -1 : 0;
}

struct layer_accuracy
layer_accuracy(const struct layer_errors *errors)
{
    const double mean_absolute = errors->weeks > 0 ? errors->week_absolute / errors->weeks : 0;

    return (struct layer_accuracy){
        .wape = ratio(errors->absolute, errors->actual),
        .mase = ratio(errors->absolute, errors->naive_absolute),
        .bias = ratio(errors->error, errors->actual),
        .tracking_signal = mean_absolute > 0 ? errors->running / mean_absolute : 0,
        .attainment = errors->planned > 0 ? errors->reached / errors->planned : 0,
    };
}
