/* What is asked of fulfillment orders. */
#ifndef ROUTING_WIRE_FULFILLMENTS_H
#define ROUTING_WIRE_FULFILLMENTS_H

#include "services/fulfillment-routing/wire_check.h"

struct asked_fulfillments {
    int64_t id;           /* this one only; 0: several */
    int64_t order_id;     /* 0: of the location */
    const char *location; /* "": the key's own */
    unsigned statuses;    /* bit by FulfillmentStatus; 0: any */
    int64_t before;
    size_t limit;
};

READ(read_get_fulfillments);

#endif
