/*
 * Rows of demand by outlet; see sql/migrations/0008_plans.sql.
 */
#ifndef FORECASTING_STORE_MIX_H
#define FORECASTING_STORE_MIX_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct mix_columns {
    struct column item_ids, outlet_ids, days, units, values;
};
struct mix_stage {
    struct mix_columns counted, old;
    struct column outlet_ids, channels, regions, currencies;
    int64_t fold_days_until_us, fold_weeks_until_us; /* 0: nothing is folded */
};

void stage_outlet(struct turn *turn, const struct outlet *outlet);
void stage_mix(struct turn *turn, int32_t item_id, int32_t day, const struct mix_added *added);
/* Of a week below memory's floor. */
void stage_old_mix(struct turn *turn, int32_t item_id, int32_t day, const struct mix_added *added);

/* Rows that wait since before are folded with this turn. */
void store_fold_mix(struct turn *turn, int64_t days_until_us, int64_t weeks_until_us);

/* For store.c. */
struct opening;
void mix_load(struct opening *opening);
void mix_save(struct turn *turn);

#endif
