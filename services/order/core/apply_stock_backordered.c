/* StockBackordered: units wait for stock. */
#include "services/order/core/apply.h"

const char *
apply_stock_backordered(struct line_counters *units, int64_t quantity)
{
    if (quantity > units_undecided(units))
        return "more units backordered than were undecided of the line";

    units->backordered += quantity;
    return NULL;
}
