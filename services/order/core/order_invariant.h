/* What must hold of an order's lines at all times. */
#ifndef CROSSDOCK_ORDER_ORDER_INVARIANT_H
#define CROSSDOCK_ORDER_ORDER_INVARIANT_H

#include "services/order/core/order.h"

bool line_holds(const struct line_counters *units);
bool order_holds(const struct order *order);

#endif
