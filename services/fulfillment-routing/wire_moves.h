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

struct measure_asked {
    int32_t day;
};

struct regret_asked {
    int32_t from_day, to_day; /* 0: see the proto */
};

READ(read_get_shadow_report); /* struct shadow_asked */
READ(read_measure_regret);    /* struct measure_asked */
READ(read_get_regret);        /* struct regret_asked */

#endif
