/*
 * By what stock is kept: planning policies and how suppliers sell, merged for an item at a location.
 */
#ifndef FORECASTING_TERMS_H
#define FORECASTING_TERMS_H

#include "services/forecasting/core/stock/stock.h"
#include "services/forecasting/core/supply/lead_time_measured.h"
#include "services/forecasting/memory.h"

/* How the supplier of an item sells it; 0 and "": the item's. Texts live as long as memory. */
struct supplier_terms {
    const char *supplier, *currency;
    int32_t lead_time_days;
    double lead_time_sd_days;
    int64_t minimum_units, pack_units, unit_cost_minor;
    struct price_break breaks[PRICE_BREAKS_MAX];
    int break_count;
};

/* New, or instead of what its scope had before. Texts are taken over. */
void terms_set_policy(struct memory *memory, struct journal *journal,
                      const struct planning_policy *policy);
/* False: there is none. */
bool terms_remove_policy(struct memory *memory, struct journal *journal,
                         const struct policy_scope *scope);
void terms_set_supplier(struct memory *memory, struct journal *journal, const struct item *item,
                        const struct supplier_terms *terms);

/* All that holds. */
struct planning_terms {
    struct merged_policy merged;
    const char *supplier, *currency;
    struct lead_time_known lead_time;
    struct stock_terms stock; /* for core/stock */
};
/* location NULL: over the network. */
struct planning_terms terms_of(const struct memory *memory, const struct item *item,
                               const struct location *location);
/* Days until a purchase arrives, as the supplier or the item says; at least 1. */
double terms_told_lead_time(const struct memory *memory, const struct item *item);

#endif
