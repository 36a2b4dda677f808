/*
 * Counting who asks: channel, region and currency of what was ordered.
 */
#ifndef FORECASTING_MIX_H
#define FORECASTING_MIX_H

#include "common/service.h"
#include "services/forecasting/wire_demand.h"

/* The lines of an order of this day; `channel` as the order feed tells it. */
void mix_count(struct turn *turn, const struct demand_heard *heard, int32_t day,
               const char *channel);

void on_mix_tick(struct turn *turn, const struct input *input);

#endif
