/*
 * Versions of the plan: begun, taken step by step to its release, listed.
 */
#ifndef FORECASTING_PLANS_H
#define FORECASTING_PLANS_H

#include "common/service.h"

void on_create_plan(struct turn *turn, const struct input *input);
void on_advance_plan(struct turn *turn, const struct input *input);
void on_get_plans(struct turn *turn, const struct input *input);

/* plan_views.c */
void on_get_plan(struct turn *turn, const struct input *input);
void on_compare_plans(struct turn *turn, const struct input *input);
/* plan_scores.c */
void on_get_plan_accuracy(struct turn *turn, const struct input *input);

#endif
