/*
 * Rows of demand by day.
 */
#ifndef FORECASTING_STORE_DEMAND_H
#define FORECASTING_STORE_DEMAND_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct demand_columns {
    struct column item_ids, location_ids, days, units;
};

struct demand_stage {
    struct demand_columns counted, old;
};

void stage_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                  int64_t units);
/* Of a day below memory's floor. */
void stage_old_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                      int64_t units);

/* For store.c. */
struct opening;
void demand_load(struct opening *opening);
void demand_save(struct turn *turn); /* of days that are older than memory */

/* For store_journal.c. */
void demand_fold(struct turn *turn, int64_t until_us);

#endif
