/*
 * Forecasts, made in rounds; and asked for.
 */
#ifndef FORECASTING_FORECASTS_H
#define FORECASTING_FORECASTS_H

#include "common/service.h"

struct item;

void on_get_forecast(struct turn *turn, const struct input *input);
void on_forecast_tick(struct turn *turn, const struct input *input);

/* What is known of an item changed, or it sells otherwise than expected: all of it is fitted anew,
 * as soon as a thread has time. */
void forecasts_refit(struct turn *turn, struct item *item);

#endif
