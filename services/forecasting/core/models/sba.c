/*
 * Model: Syntetos and Boylan's approximation, Croston's without most of its bias.
 *
 * Source: Syntetos, Boylan, The accuracy of intermittent demand estimates (International Journal of
 * Forecasting 21, 2005): (1 - a/2) Z / P with a the weight of the intervals.
 */
#include "services/forecasting/core/models/lumpy_models.h"

static double
mean_of(const struct lumpy *state, double weight)
{
    return (1 - weight / 2) * croston_ratio(state);
}

const struct lumpy_method sba_method = {"sba", croston_step, mean_of};

bool
model_sba(const struct series *series, const struct path_request *request, struct scratch *scratch,
          struct path *path)
{
    (void)scratch;
    return lumpy_forecast(&sba_method, series, request, path);
}
