/*
 * What the core says of every series, week by week, as if no later day were known.
 */
#ifndef BENCH_REPLENISH_FORECASTS_H
#define BENCH_REPLENISH_FORECASTS_H

#include "services/forecasting/core/lead_time/lead_time.h"
#include "tests/bench/replenish/world.h"

#define REFIT_DAYS 7
#define REFITS     ((WARM_UP_DAYS + YEAR_DAYS + REFIT_DAYS - 1) / REFIT_DAYS)
#define PATH_DAYS  (LEAD_MAX + 30 + REFIT_DAYS)

struct fit {
    float path[PATH_DAYS]; /* from the day after it on, promotions left out */
};

struct forecasts {
    int sku_count;
    struct fit *fits; /* [sku][site][refit] */
    float *lifts;     /* [sku][refit]: expected of its promotions */
};

struct forecasts forecasts_make(const struct world *world);
void forecasts_free(struct forecasts *forecasts);
const struct fit *forecasts_fit(const struct forecasts *forecasts, int sku, int site, int refit);

/* What is known of a promotion before it begins: its days, and the lift that earlier ones had. */
double forecasts_factor(const struct world *world, const struct forecasts *forecasts, int sku,
                        int refit, int day);
/* History of a series as the models see it: promotions divided out. */
void forecasts_history(const struct world *world, const struct forecasts *forecasts, int sku,
                       int site, int refit, double *values);

#endif
