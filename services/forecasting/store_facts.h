/*
 * Rows of what items and locations are.
 */
#ifndef FORECASTING_STORE_FACTS_H
#define FORECASTING_STORE_FACTS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct facts_stage {
    struct column item_ids, categories, suppliers, currencies, unit_costs;
    struct column location_ids, closed, latitudes, longitudes, countries;
};

void stage_item_facts(struct turn *turn, const struct item *item);
void stage_location_facts(struct turn *turn, const struct location *location);

/* For store.c. */
struct opening;
void facts_load(struct opening *opening);
void facts_save(struct turn *turn);

#endif
