/*
 * Places: postal codes, locations and their bins.
 */
#ifndef ROUTING_WIRE_PLACES_H
#define ROUTING_WIRE_PLACES_H

#include "services/fulfillment-routing/wire_check.h"

struct postal_codes {
    size_t count;
    struct postal_entry *entries; /* no key twice */
};

struct bins {
    const char *location;
    size_t count;
    const struct bin {
        const char *sku, *bin;
    } * list;
};

READ(read_define_postal_codes);
READ(read_location_changed);
READ(read_bins_assigned);

#endif
