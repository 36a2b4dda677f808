/*
 * What is known beforehand of single days: promotions, prices, holidays, as one factor a day.
 *
 * A factor is expected demand / what it would be without them. History is divided by it before a
 * model sees it (so that last month's promotion is not taken for a level), and the path of the
 * model is multiplied by it (so that next month's is expected).
 */
#ifndef FORECASTING_EFFECTS_H
#define FORECASTING_EFFECTS_H

#include "services/forecasting/core/series.h"

#define FACTOR_MIN 0.02 /* nothing known beforehand does more than this */
#define FACTOR_MAX 50.0

struct effects {
    int32_t first_day;     /* of factors[0]; days outside have factor 1 */
    int count;             /* 0: none */
    const double *factors; /* FACTOR_MIN..FACTOR_MAX */
};

double effects_of_day(const struct effects *effects, int32_t day);

/* values[i] is of first_day + i, in place. NAN stays. */
void effects_take_out(const struct effects *effects, int32_t first_day, double *values, int count);
/* The path's first step is of first_day. */
void effects_put_in(const struct effects *effects, int32_t first_day,
                    const struct path_request *request, struct path *path);

#endif
