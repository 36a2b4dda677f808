/*
 * Rows of policies and supplier's terms.
 */
#ifndef FORECASTING_STORE_TERMS_H
#define FORECASTING_STORE_TERMS_H

#include "common/turn.h"
#include "services/forecasting/terms.h"

struct terms_stage {
    struct column skus, classes, categories, locations, removed, service_levels, review_days;
    struct column order_costs, holding_rates, rules, hold_backs, auto_values, auto_units;
    struct column auto_cover_days, auto_transfers, transfer_costs, transfer_days;
    struct column sold_skus, suppliers, lead_times, deviations, minimums, packs, unit_costs;
    struct column currencies, break_units, break_costs;
};

void stage_policy(struct turn *turn, const struct planning_policy *policy, bool removed);
void stage_supplier_terms(struct turn *turn, const char *sku, const struct supplier_terms *terms);

/* For store.c. */
struct opening;
void terms_load(struct opening *opening);
void terms_save(struct turn *turn);

#endif
