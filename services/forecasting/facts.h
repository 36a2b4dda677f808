/*
 * What items and locations are: told by inventory, kept for planning.
 */
#ifndef FORECASTING_FACTS_H
#define FORECASTING_FACTS_H

#include "common/service.h"
#include "services/forecasting/memory.h"

/* Kept and staged when it differs. */
void item_facts_change(struct turn *turn, struct item *item, const struct item_facts *told);

/* LocationChanged. */
struct location_heard {
    const char *code, *country;
    bool closed;
    double latitude_deg, longitude_deg;
};
const void *read_location_changed(struct arena *arena, const ProtobufCMessage *message,
                                  struct refusal *refusal);
void on_location_changed(struct turn *turn, const struct input *input);

#endif
