/*
 * Model: Teunter, Syntetos and Babai's. The chance of demand is smoothed with every bucket, so the
 * forecast of an item that nobody buys any more fades out.
 *
 * Source: Teunter, Syntetos, Babai, Intermittent demand: linking forecasting to inventory
 * obsolescence (EJOR 214, 2011): P += b (1{y>0} - P) every bucket, Z += a (y - Z) where there is
 * demand; forecast P Z. a = b here.
 */
#include "services/forecasting/core/models/lumpy_models.h"

static void
step(struct lumpy *state, double of_sizes, double of_buckets, double y)
{
    state->chance += of_buckets * ((y > 0 ? 1 : 0) - state->chance);
    if (y > 0)
        state->size += of_sizes * (y - state->size);
}

static double
mean_of(const struct lumpy *state, double weight)
{
    (void)weight;
    return state->chance * state->size;
}

const struct lumpy_method tsb_method = {"tsb", step, mean_of};

bool
model_tsb(const struct series *series, const struct path_request *request, struct scratch *scratch,
          struct path *path)
{
    (void)scratch;
    return lumpy_forecast(&tsb_method, series, request, path);
}
