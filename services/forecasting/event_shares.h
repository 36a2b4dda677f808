/*
 * Which part of a SKU's demand a promotion of one channel, or a holiday of some countries,
 * concerns: as it was asked for in the eight weeks before, or before the planning day when that is
 * earlier.
 */
#ifndef FORECASTING_EVENT_SHARES_H
#define FORECASTING_EVENT_SHARES_H

#include "services/forecasting/memory.h"

/* 0..1, 1 while nobody knows; channel not empty. */
double share_of_channel(const struct memory *memory, const struct item *item, const char *channel,
                        int32_t before_day);
/* 0..1, of all holidays that have the day and the name of this one. location_id 0: the network,
 * by where its orders went. */
double share_of_holiday(const struct memory *memory, const struct item *item, int32_t location_id,
                        uint32_t holiday);

#endif
