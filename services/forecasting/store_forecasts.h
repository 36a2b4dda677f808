/*
 * Rows of what was published.
 */
#ifndef FORECASTING_STORE_FORECASTS_H
#define FORECASTING_STORE_FORECASTS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct forecasts_stage {
    struct column item_ids, planning_days, days, history_days, horizon_days;
    struct column means_per_day, variances_per_day, means, lowers, uppers, methods;
};

void stage_forecast(struct turn *turn, const struct item *item);

/* For store.c. */
struct opening;
void forecasts_load(struct opening *opening);
void forecasts_save(struct turn *turn);

#endif
