/*
 * What is known beforehand, told by operators: promotions, holidays, what new items are like.
 */
#ifndef FORECASTING_EVENTS_H
#define FORECASTING_EVENTS_H

#include "common/service.h"

void on_define_promotions(struct turn *turn, const struct input *input);
void on_cancel_promotion(struct turn *turn, const struct input *input);
void on_define_holidays(struct turn *turn, const struct input *input);
void on_define_analogues(struct turn *turn, const struct input *input);
/* What was learnt changed: whatever a promotion to come expects from it is forecast again. */
void events_refit_learners(struct turn *turn);

void on_get_demand_events(struct turn *turn, const struct input *input);

#endif
