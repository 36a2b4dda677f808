/* When the clock has something to do with an order. */
#ifndef CROSSDOCK_ORDER_ORDER_DUE_H
#define CROSSDOCK_ORDER_ORDER_DUE_H

#include "services/order/core/order.h"

#define DUE_NEVER INT64_MAX

enum due_what {
    DUE_NOTHING,
    DUE_PAYMENT,  /* nobody paid in time: cancel it */
    DUE_UNFILLED, /* it has waited for stock long enough: cancel what waits */
};

/* The moment of the first thing that is due, DUE_NEVER if there is none. */
int64_t order_due_at(const struct order *order);
/* What is due now. */
enum due_what order_due(const struct order *order, int64_t now_us);

/* The end of so many days from then; 0 days: 0, never. */
int64_t days_after(int64_t from_us, int32_t days);

#endif
