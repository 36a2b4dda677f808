/*
 * Rows of what was published, and of what fits found.
 */
#ifndef FORECASTING_STORE_FORECASTS_H
#define FORECASTING_STORE_FORECASTS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct forecasts_stage {
    struct column item_ids, location_ids, planning_days, days, history_days, horizon_days;
    struct column means_per_day, variances_per_day, means, lowers, uppers;
    struct column wapes, mases, biases, tracking_signals, methods, reasons, classes;
};
struct outlooks_stage {
    struct column item_ids, location_ids, fitted_days, methods, reasons, numbers;
};

/* At most once a turn. */
void stage_forecast(struct turn *turn, const struct place *place);
void stage_outlook(struct turn *turn, const struct place *place);

/* For store.c. */
struct opening;
void forecasts_load(struct opening *opening);
void forecasts_save(struct turn *turn);

#endif
