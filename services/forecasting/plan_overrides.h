/*
 * Overrides of a plan: made, removed, taken over from another.
 */
#ifndef FORECASTING_PLAN_OVERRIDES_H
#define FORECASTING_PLAN_OVERRIDES_H

#include "common/service.h"
#include "services/forecasting/memory.h"

void on_override_plan(struct turn *turn, const struct input *input);
void on_remove_override(struct turn *turn, const struct input *input);

/* Those of demand that the parent has, made again; how many. */
uint32_t plan_take_over_overrides(struct turn *turn, struct plan *plan);
/* All of the consensus; the plan goes back. */
void plan_void_consensus(struct turn *turn, struct plan *plan, const char *by, const char *note);

#endif
