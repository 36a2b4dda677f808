/*
 * Model: the mean of forecasts from blocks of one bucket up to the mean interval.
 *
 * Source: Petropoulos, Kourentzes, Forecast combinations for intermittent demand (JORS 66, 2015).
 */
#include <math.h>

#include "services/forecasting/core/models/lumpy_models.h"

#define LEVELS_MAX 60

double
lumpy_imapa_mean(const struct series *series)
{
    const int longest = lumpy_block_length(series);
    double sum = 0;
    int levels = 0;

    for (int length = 1; length <= longest && length <= LEVELS_MAX; length++) {
        const double mean = lumpy_blocks_mean(series, length);
        if (isnan(mean))
            break; /* longer blocks are fewer */
        sum += mean;
        levels++;
    }
    return levels > 0 ? sum / levels : 0;
}

bool
model_imapa(const struct series *series, const struct path_request *request,
            struct scratch *scratch, struct path *path)
{
    struct lumpy state;

    (void)scratch;
    if (!lumpy_run(&level_method, lumpy_weights[0], series, &state))
        return false;
    lumpy_path(series, request, lumpy_imapa_mean(series), state.variance, path);
    return true;
}
