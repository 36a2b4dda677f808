/*
 * What people ask: what is pinned where, and to try again.
 */
#ifndef ROUTING_WIRE_ASK_H
#define ROUTING_WIRE_ASK_H

#include "services/fulfillment-routing/wire_check.h"

struct asked_allocations {
    const char *sku, *location; /* location "": everywhere */
    size_t limit;
};

struct retry {
    int64_t order_id; /* 0: all */
    bool redirected;
    struct destination destination;
};

READ(read_get_allocations);
READ(read_retry_parked);

#endif
