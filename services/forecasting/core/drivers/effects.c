/*
 * Factors of days taken out of history and put into what is expected; see effects.h.
 */
#include "services/forecasting/core/drivers/effects.h"

double
effects_of_day(const struct effects *effects, int32_t day)
{
    const int64_t at = (int64_t)day - effects->first_day;

    if (at < 0 || at >= effects->count)
        return 1;
    const double factor = effects->factors[at];
    return factor < FACTOR_MIN ? FACTOR_MIN : factor > FACTOR_MAX ? FACTOR_MAX : factor;
}

void
effects_take_out(const struct effects *effects, int32_t first_day, double *values, int count)
{
    for (int i = 0; i < count; i++)
        values[i] /= effects_of_day(effects, first_day + i);
}

void
effects_put_in(const struct effects *effects, int32_t first_day, const struct path_request *request,
               struct path *path)
{
    const int quantiles = request->probability_count;

    for (int h = 0; h < request->horizon; h++) {
        const double factor = effects_of_day(effects, first_day + h);
        path->mean[h] *= factor;
        for (int i = 0; i < quantiles; i++)
            path->quantiles[(size_t)h * (size_t)quantiles + (size_t)i] *= factor;
    }
}
