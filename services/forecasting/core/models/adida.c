/*
 * Model: aggregate, smooth, disaggregate. Blocks as long as the mean interval have demand nearly
 * always, and can be smoothed like any series.
 *
 * Source: Nikolopoulos, Syntetos, Boylan, Petropoulos, Assimakopoulos, An aggregate-disaggregate
 * intermittent demand approach (ADIDA) to forecasting (JORS 62, 2011); equal weights within a
 * block.
 */
#include <math.h>

#include "services/forecasting/core/models/lumpy_models.h"

bool
model_adida(const struct series *series, const struct path_request *request,
            struct scratch *scratch, struct path *path)
{
    struct lumpy state;
    const int length = lumpy_block_length(series);

    (void)scratch;
    if (!lumpy_run(&level_method, lumpy_weights[0], series, &state))
        return false;
    const double mean = length > 0 ? lumpy_blocks_mean(series, length) : 0;
    lumpy_path(series, request, isnan(mean) ? state.level : mean, state.variance, path);
    return true;
}
