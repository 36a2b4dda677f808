/*
 * What is told and asked of goods that customers collect.
 */
#ifndef ROUTING_WIRE_PICKUP_H
#define ROUTING_WIRE_PICKUP_H

#include "services/fulfillment-routing/wire_check.h"

struct pickup_told {
    int64_t fulfillment_order_id;
};

struct asked_pickups {
    const char *location; /* "": the key's own */
    int64_t after;
    size_t limit;
};

READ(read_confirm_arrival);
READ(read_confirm_collected);
READ(read_get_pickups);

#endif
