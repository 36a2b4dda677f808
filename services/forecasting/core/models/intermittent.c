/*
 * Model: the intermittent family together.
 *
 * Choosing one member by a short history is choosing by noise, and the equal mean of few unlike
 * members does as well as any of them (Petropoulos, Kourentzes, Forecast combinations for
 * intermittent demand, JORS 66, 2015): Syntetos and Boylan's, Teunter, Syntetos and Babai's, each
 * with its best weight, and IMAPA. The first cannot see that nobody buys any more, since it moves
 * only when there is demand; it is left out when the silence since the last demand would come by
 * chance less than three times in a hundred, (1 - 1 / P)^silence with P the mean interval.
 */
#include <math.h>

#include "services/forecasting/core/models/lumpy_models.h"

#define SILENCE_CHANCE 0.03
#define INTERVAL_MIN   1.05 /* who has demand in every bucket is silent after one without, else */

static bool
is_silent(const struct lumpy *state)
{
    const double gap = 1 - 1 / fmax(state->interval, INTERVAL_MIN);

    return state->with_demand > 0 && state->since * log(gap) < log(SILENCE_CHANCE);
}

bool
model_intermittent(const struct series *series, const struct path_request *request,
                   struct scratch *scratch, struct path *path)
{
    struct lumpy sba, tsb;
    double of_sba, of_tsb;

    (void)scratch;
    if (!lumpy_best(&sba_method, series, request->horizon, &sba, &of_sba) ||
        !lumpy_best(&tsb_method, series, request->horizon, &tsb, &of_tsb))
        return false;
    const double of_blocks = lumpy_imapa_mean(series);
    if (is_silent(&sba))
        lumpy_path(series, request, (of_tsb + of_blocks) / 2, tsb.variance, path);
    else
        lumpy_path(series, request, (of_sba + of_tsb + of_blocks) / 3,
                   (sba.variance + tsb.variance) / 2, path);
    return true;
}
