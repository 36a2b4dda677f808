/*
 * Which task a scan is for.
 */
#ifndef ROUTING_SCAN_MATCH_H
#define ROUTING_SCAN_MATCH_H

#include "services/fulfillment-routing/core/floor/pick_task.h"

struct scan {
    const char *sku;
    int64_t quantity;             /* 0: all that is open */
    int64_t fulfillment_order_id; /* 0: of any */
    const char *lot;              /* "": of any */
};

enum scan_outcome {
    SCAN_MATCHES,
    SCAN_NOT_ON_LIST,
    SCAN_NOT_IN_ORDER, /* on the list, but not for this fulfillment order */
    SCAN_ALL_DONE,     /* nothing is open of it */
    SCAN_TOO_MANY,
    SCAN_OUTCOME_COUNT
};

struct scan_match {
    enum scan_outcome outcome;
    size_t task;  /* of the line that it is for */
    int64_t open; /* units that are open of that line */
};

/* tasks in walking order. A task is a line's, or a lot's of it: units count for the line. */
struct scan_match scan_match(const struct pick_task *tasks, size_t count, const struct scan *scan);
const char *scan_outcome_name(enum scan_outcome outcome);

#endif
