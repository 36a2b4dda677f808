/*
 * Questions about decisions: why, why not, and the record itself.
 */
#ifndef ROUTING_WIRE_DECISIONS_H
#define ROUTING_WIRE_DECISIONS_H

#include "services/fulfillment-routing/wire_check.h"

struct asked_why {
    int64_t order_id;
    const char *not_location; /* "": none */
};

struct asked_decision {
    int64_t order_id, decision_id; /* one of them, the other 0 */
    uint32_t round;                /* of an order; 0: the last */
};

READ(read_explain_order);
READ(read_get_decision);

#endif
