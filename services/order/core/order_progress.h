/* How far an order is, derived from its counters; never stored. */
#ifndef CROSSDOCK_ORDER_ORDER_PROGRESS_H
#define CROSSDOCK_ORDER_ORDER_PROGRESS_H

#include "services/order/core/order.h"

/* The numbers are those of the protocol. */
enum order_progress {
    PROGRESS_UNFULFILLED = 1,
    PROGRESS_BACKORDERED = 2,
    PROGRESS_PARTLY_BACKORDERED = 3,
    PROGRESS_RESERVED = 4,
    PROGRESS_PARTLY_ROUTED = 5,
    PROGRESS_ROUTED = 6,
    PROGRESS_IN_PROGRESS = 7,
    PROGRESS_PARTLY_SHIPPED = 8,
    PROGRESS_SHIPPED = 9,
    PROGRESS_CANCELLED = 10,
    PROGRESS_PARTLY_DELIVERED = 11,
    PROGRESS_DELIVERED = 12,
};

enum order_progress order_progress(const struct order *order);
const char *order_progress_name(enum order_progress progress);

#endif
