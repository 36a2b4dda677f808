/*
 * The baseline of a new plan, computed in slices, so that no turn takes long.
 */
#ifndef FORECASTING_PLAN_BUILD_H
#define FORECASTING_PLAN_BUILD_H

#include "common/service.h"
#include "services/forecasting/memory.h"

void on_plan_tick(struct turn *turn, const struct input *input);

/* plan_baseline.c: its outlook is of all that was counted, by the method that was chosen for it. */
bool plan_is_fitted(const struct memory *memory, const struct item *item);
/* What is expected of an item in each week; false: it was never asked for. */
bool plan_baseline(struct turn *turn, const struct plan *plan, struct item *item, double *path);
/* What `like` sold from its first week on, then what it is expected to sell. */
bool plan_launch_path(struct turn *turn, const struct plan *plan, struct item *like, double percent,
                      int32_t from_week, double *path);

#endif
