/*
 * Model: Shale, Boylan and Johnston's correction of Croston's, for Poisson arrivals.
 *
 * Source: Shale, Boylan, Johnston, Forecasting for intermittent demand: the estimation of an
 * unbiased average (JORS 57, 2006): (1 - a / (2 - a)) Z / P.
 */
#include "services/forecasting/core/models/lumpy_models.h"

static double
mean_of(const struct lumpy *state, double weight)
{
    return (1 - weight / (2 - weight)) * croston_ratio(state);
}

const struct lumpy_method sbj_method = {"sbj", croston_step, mean_of};

bool
model_sbj(const struct series *series, const struct path_request *request, struct scratch *scratch,
          struct path *path)
{
    (void)scratch;
    return lumpy_forecast(&sbj_method, series, request, path);
}
