/*
 * What promotions and holidays did, measured when they are over.
 */
#ifndef FORECASTING_EVENT_MEASURE_H
#define FORECASTING_EVENT_MEASURE_H

#include "common/service.h"

void on_events_tick(struct turn *turn, const struct input *input);

#endif
