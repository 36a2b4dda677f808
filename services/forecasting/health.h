/*
 * The state of stock as a planner sees it.
 */
#ifndef FORECASTING_HEALTH_H
#define FORECASTING_HEALTH_H

#include "common/service.h"

void on_get_stock_health(struct turn *turn, const struct input *input);

#endif
