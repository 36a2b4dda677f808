/*
 * Units that are fit for sale, by place; and the days on which there were none.
 */
#ifndef FORECASTING_STORE_STOCK_H
#define FORECASTING_STORE_STOCK_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct stock_stage {
    struct column item_ids, location_ids, units;
    struct column out_item_ids, out_location_ids, out_from_days, out_to_days;
};

void stage_stock(struct turn *turn, const struct place *place, int64_t units);
void stage_sold_out(struct turn *turn, const struct place *place, const struct sold_out *span);

/* For store.c. */
struct opening;
void stock_load(struct opening *opening);
void stock_save(struct turn *turn); /* days without stock */

/* For store_journal.c. */
void stock_fold(struct turn *turn, int64_t until_us);

#endif
