/* How far an order is, from sums over its lines. See services/order/core/order_progress.h, whose names these are. */
#ifndef GATEWAY_CORE_ORDER_PROGRESS_H
#define GATEWAY_CORE_ORDER_PROGRESS_H

#include <stdint.h>

/* Units of one order, each a sum of what events told; so the order of hearing does not matter. */
struct order_units {
    int64_t ordered;   /* placed and added later */
    int64_t cancelled; /* out of the order for good */
    int64_t waiting;   /* ever told to wait for stock, when they were ordered */
    int64_t lost;      /* ever promised and told to wait again */
    int64_t promised;  /* promised less taken back, shipped ones included */
    int64_t planned;   /* pinned to a location less withdrawn, shipped ones included */
    int64_t picked;    /* less withdrawn, shipped ones included */
    int64_t shipped;
    int64_t delivered;
};

enum order_progress {
    PROGRESS_UNFULFILLED,
    PROGRESS_BACKORDERED,
    PROGRESS_PARTLY_BACKORDERED,
    PROGRESS_RESERVED,
    PROGRESS_PARTLY_ROUTED,
    PROGRESS_ROUTED,
    PROGRESS_IN_PROGRESS,
    PROGRESS_PARTLY_SHIPPED,
    PROGRESS_SHIPPED,
    PROGRESS_PARTLY_DELIVERED,
    PROGRESS_DELIVERED,
    PROGRESS_CANCELLED,
};

/* Units that wait for stock now. */
int64_t units_backordered(const struct order_units *units);
enum order_progress order_progress(const struct order_units *units);
const char *order_progress_name(enum order_progress progress);

#endif
