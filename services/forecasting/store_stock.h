/*
 * Units that are fit for sale.
 */
#ifndef FORECASTING_STORE_STOCK_H
#define FORECASTING_STORE_STOCK_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct stock_stage {
    struct column item_ids, units;
};

void stage_stock(struct turn *turn, const struct item *item, int64_t units);

/* For store.c. */
struct opening;
void stock_load(struct opening *opening);

/* For store_journal.c. */
void stock_fold(struct turn *turn, int64_t until_us);

#endif
