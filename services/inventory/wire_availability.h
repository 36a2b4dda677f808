/*
 * Availability, asked and answered.
 */
#ifndef INVENTORY_WIRE_AVAILABILITY_H
#define INVENTORY_WIRE_AVAILABILITY_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire.h"

struct get_availability {
    bool by_location;
    int64_t until_us;    /* 0: only now */
    const char *channel; /* empty: as no channel in particular */
    size_t count;
    char **skus;
};

read_function wire_read_get_availability;

/* items[i] is NULL when skus[i] is unknown. */
const ProtobufCMessage *wire_availability(struct arena *arena, const struct get_availability *query,
                                          const struct item *const *items,
                                          const struct channel *channel, int64_t now_us);

#endif
