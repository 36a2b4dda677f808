/*
 * Forecasts, made in rounds; and asked for.
 */
#ifndef FORECASTING_FORECASTS_H
#define FORECASTING_FORECASTS_H

#include "common/service.h"

void on_get_forecast(struct turn *turn, const struct input *input);
void on_forecast_tick(struct turn *turn, const struct input *input);

#endif
