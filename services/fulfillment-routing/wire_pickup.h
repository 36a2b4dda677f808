/*
 * What is told of goods that customers collect.
 */
#ifndef ROUTING_WIRE_PICKUP_H
#define ROUTING_WIRE_PICKUP_H

#include "services/fulfillment-routing/wire_check.h"

struct pickup_told {
    int64_t fulfillment_order_id;
};

READ(read_confirm_arrival);
READ(read_confirm_collected);

#endif
