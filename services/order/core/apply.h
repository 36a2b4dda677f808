/*
 * What events do to the counters of one line, one file each. They return NULL, or the reason why
 * the event cannot be true; then nothing has changed.
 */
#ifndef CROSSDOCK_ORDER_APPLY_H
#define CROSSDOCK_ORDER_APPLY_H

#include "common/check.h"
#include "services/order/core/order.h"

typedef const char *(apply_function)(struct line_counters *units, int64_t quantity);

/* from inventory */
must_check const char *apply_reservation_committed(struct line_counters *units, int64_t quantity);
must_check const char *apply_stock_backordered(struct line_counters *units, int64_t quantity);
must_check const char *apply_reservation_released(struct line_counters *units,
                                                  int64_t was_backordered, int64_t was_promised,
                                                  int64_t was_undecided);
must_check const char *apply_growth_backordered(struct line_counters *units, int64_t quantity);
must_check const char *apply_stock_lost(struct line_counters *units, int64_t quantity);
/* from fulfillment-routing */
must_check const char *apply_fulfillment_planned(struct line_counters *units, int64_t quantity);
must_check const char *apply_item_picked(struct line_counters *units, int64_t quantity);
must_check const char *apply_plan_withdrawn(struct line_counters *units, int64_t quantity);
must_check const char *apply_fulfillment_shipped(struct line_counters *units, int64_t quantity);

/* These units of what shipped have reached the customer. */
must_check const char *apply_fulfillment_delivered(struct order_line *line, int64_t quantity);

/* Units of which inventory has told nothing yet. */
int64_t units_undecided(const struct line_counters *units);

#endif
