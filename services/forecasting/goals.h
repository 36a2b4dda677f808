/*
 * What channels and regions are to reach, and how far they are.
 */
#ifndef FORECASTING_GOALS_H
#define FORECASTING_GOALS_H

#include "common/service.h"

void on_set_goals(struct turn *turn, const struct input *input);
void on_get_goals(struct turn *turn, const struct input *input);

#endif
