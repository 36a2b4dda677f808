/*
 * Rule: what is fitted to n values with k parameters errs by (n + k) / (n - k) times the variance
 * that its residuals show: they are too small, and the parameters are off.
 *
 * Source: the final prediction error of Akaike, Fitting autoregressive models for prediction
 * (1969). k is 4: level, slope, and the two weights they are smoothed with.
 */
#include "services/forecasting/core/choose/prediction_error.h"

#include <math.h>

#define PARAMETERS 4.0
#define VALUES_MIN 8 /* fewer say nothing of it */

static double
inflation(int values)
{
    const double n = values > VALUES_MIN ? values : VALUES_MIN;
    return (n + PARAMETERS) / (n - PARAMETERS);
}

double
prediction_error_ratio(int seen, int known)
{
    return sqrt(inflation(known) / inflation(seen));
}
