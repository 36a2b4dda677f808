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
    bool day_moved;
};

void stage_demand(struct turn *turn, const struct place *place, int32_t day, int64_t units);
/* Of a day below memory's floor. */
void stage_old_demand(struct turn *turn, const struct place *place, int32_t day, int64_t units);
/* It moved. */
void stage_planning_day(struct turn *turn);

/* For store.c. */
struct opening;
void demand_load(struct opening *opening);
void demand_save(struct turn *turn); /* days that are older than memory, and the planning day */

/* For store_journal.c. */
void demand_fold(struct turn *turn, int64_t until_us);

#endif
