/*
 * What the core says of every series, week by week, as if no later day were known.
 */
#ifndef BENCH_REPLENISH_OUTLOOKS_H
#define BENCH_REPLENISH_OUTLOOKS_H

#include "services/forecasting/core/outlook.h"
#include "tests/bench/replenish/world.h"

#define REFIT_DAYS 7
#define REFITS     ((WARM_UP_DAYS + YEAR_DAYS + REFIT_DAYS - 1) / REFIT_DAYS)

struct outlooks {
    int sku_count;
    struct outlook *fits; /* [sku][site][refit] */
    float *lifts;         /* [sku][refit]: what is expected of promotions, by those that are over */
};

/* terms: all but what is the SKU's own. */
struct outlooks outlooks_make(const struct world *world, const struct stock_terms *terms);
void outlooks_free(struct outlooks *outlooks);

struct stock_terms outlooks_terms(const struct sku *sku, const struct stock_terms *terms);
/* The newest that is made by the end of this day, and the day that it is of. */
const struct outlook *outlooks_fit(const struct outlooks *outlooks, int sku, int site, int day);
/* What is known beforehand of all days, as it is known at the end of this one. */
void outlooks_factors(const struct world *world, const struct outlooks *outlooks, int sku, int day,
                      double factors[DAYS]);

#endif
