/*
 * What is asked about policies that were not in effect, and about days that are over.
 */
#ifndef ROUTING_WIRE_MOVES_H
#define ROUTING_WIRE_MOVES_H

#include "services/fulfillment-routing/wire_check.h"

struct shadow_asked {
    uint32_t version; /* 0: the present one */
    size_t limit;
};

READ(read_get_shadow_report); /* struct shadow_asked */

#endif
