/* The counters of a line as people ask for them, derived from the two halves that the feeds move.
 */
#ifndef CROSSDOCK_ORDER_LINE_SHOWN_H
#define CROSSDOCK_ORDER_LINE_SHOWN_H

#include "services/order/core/order.h"

/* ordered - cancelled = undecided + backordered + reserved + allocated + shipped */
struct line_shown {
    int64_t undecided; /* inventory has not been heard yet */
    int64_t backordered;
    int64_t reserved;  /* promised, not yet pinned to a location */
    int64_t allocated; /* pinned to a location, not yet shipped */
    int64_t picked;    /* of the allocated and shipped */
};

struct line_shown line_shown(const struct line_counters *units);

#endif
