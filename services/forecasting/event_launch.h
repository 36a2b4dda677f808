/*
 * New items that are like others: their launch, as the analogues' history and their own say.
 */
#ifndef FORECASTING_EVENT_LAUNCH_H
#define FORECASTING_EVENT_LAUNCH_H

#include "services/forecasting/core/launch/launch.h"
#include "services/forecasting/memory.h"

struct known_launch {
    struct launch launch; /* corrected by what was sold so far */
    int32_t day;          /* its first */
};

/* At a place, as of the planning day. False: the item is not like others, not launched yet on any
 * known day, launched long ago, or they sold nothing there. place NULL: the network, of an item
 * that nobody asked for yet. */
bool event_launch(const struct memory *memory, const struct item *item, const struct place *place,
                  struct arena *arena, struct known_launch *known);

#endif
