/*
 * What the numbers tell, asked and said.
 */
#ifndef INVENTORY_WIRE_INSIGHT_H
#define INVENTORY_WIRE_INSIGHT_H

#include "services/inventory/core/insight.h"
#include "services/inventory/wire.h"

struct get_stock_report {
    int32_t days;
    size_t limit;
    int32_t aged_days;
};

struct report_line {
    const struct item *item;
    char abc;
    int64_t shipped, cost_shipped_minor, value_minor;
    double turnover;
    int32_t days_since_shipped;
    bool aged;
};

read_function wire_read_get_stock_report;
/* The first `count` of so many SKUs. */
void wire_reply_stock_report(struct turn *turn, const struct report_line *lines, size_t count,
                             size_t skus);

/* That the item is low, or is not any more. */
void wire_say_low_stock(struct turn *turn, const struct item *item);
/* How many units of it wait now. */
void wire_say_backorders(struct turn *turn, const struct item *item);

#endif
