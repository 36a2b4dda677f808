/*
 * Rows of items and locations.
 */
#ifndef FORECASTING_STORE_ITEMS_H
#define FORECASTING_STORE_ITEMS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct items_stage {
    struct column ids, skus, lead_times;
    struct column location_ids, codes;
    struct column changed_ids, changed_lead_times;
};

void stage_item(struct turn *turn, const struct item *item, const char *sku);
void stage_location(struct turn *turn, const struct location *location, const char *code);
void stage_lead_time(struct turn *turn, const struct item *item);

/* For store.c. */
struct opening;
void items_load(struct opening *opening);
void items_save(struct turn *turn);

#endif
