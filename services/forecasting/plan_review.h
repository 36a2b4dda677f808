/*
 * The supply review of a plan: what stock, goods under way, lead times and capacity allow of its
 * demand.
 */
#ifndef FORECASTING_PLAN_REVIEW_H
#define FORECASTING_PLAN_REVIEW_H

#include "common/service.h"
#include "services/forecasting/memory.h"

/* Arrays of the arena. */
struct plan_reviewed {
    double *reach; /* sku_count * weeks */
    double *stock; /* by week */
    struct plan_gap *gaps;
    uint32_t gap_count;
    double short_units;
};
void plan_review(struct turn *turn, const struct plan *plan, struct plan_reviewed *reviewed);

/* Reviewed and kept; and void again. */
void plan_keep_review(struct turn *turn, struct plan *plan);
void plan_drop_review(struct turn *turn, struct plan *plan);

/* plan_supply.c: what is known of the supply of a SKU, and of what can be shipped. */
struct plan_supply {
    struct supply_of_sku *skus; /* sku_count */
    double *idle;               /* sku_count: units in locations that are closed when it begins */
    double *capacity;           /* by week; negative: no limit */
};
void plan_supply(struct turn *turn, const struct plan *plan, struct plan_supply *supply);

/* plan_gaps.c: the largest gaps, with the cheapest way out of each. */
void plan_gaps(struct turn *turn, const struct plan *plan, const struct plan_supply *supply,
               const double *demand, const struct supply_found *found,
               struct plan_reviewed *reviewed);

#endif
