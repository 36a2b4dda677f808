/*
 * Model: Croston's. Sizes and intervals are smoothed apart, when there is demand.
 *
 * Source: Croston, Forecasting and stock control for intermittent demands (Operational Research
 * Quarterly 23, 1972): at a demand of size z after p buckets Z += a (z - Z), P += a (p - P);
 * forecast Z / P. Biased upwards (Syntetos, Boylan, 2001): sba.c and sbj.c correct it.
 */
#include "services/forecasting/core/models/lumpy_models.h"

void
croston_step(struct lumpy *state, double of_sizes, double of_buckets, double y)
{
    (void)of_buckets;
    state->since++;
    if (y <= 0)
        return;
    state->size += of_sizes * (y - state->size);
    state->interval += of_sizes * (state->since - state->interval);
    state->since = 0;
}

double
croston_ratio(const struct lumpy *state)
{
    return state->interval > 0 ? state->size / state->interval : 0;
}

static double
mean_of(const struct lumpy *state, double weight)
{
    (void)weight;
    return croston_ratio(state);
}

const struct lumpy_method croston_method = {"croston", croston_step, mean_of};

bool
model_croston(const struct series *series, const struct path_request *request,
              struct scratch *scratch, struct path *path)
{
    (void)scratch;
    return lumpy_forecast(&croston_method, series, request, path);
}
