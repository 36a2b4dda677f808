/*
 * How planners and suppliers want it: policies and terms, defined, removed, asked for.
 */
#ifndef FORECASTING_POLICIES_H
#define FORECASTING_POLICIES_H

#include "common/service.h"

void on_define_planning_policies(struct turn *turn, const struct input *input);
void on_remove_planning_policy(struct turn *turn, const struct input *input);
void on_define_supplier_terms(struct turn *turn, const struct input *input);
void on_get_planning_terms(struct turn *turn, const struct input *input);

#endif
