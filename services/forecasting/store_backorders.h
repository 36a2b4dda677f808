/*
 * Rows of what customers wait for.
 */
#ifndef FORECASTING_STORE_BACKORDERS_H
#define FORECASTING_STORE_BACKORDERS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct backorders_stage {
    struct column item_ids, units;
};

void stage_backorders(struct turn *turn, const struct item *item);

/* For store.c. */
struct opening;
void backorders_load(struct opening *opening);
void backorders_save(struct turn *turn);

#endif
