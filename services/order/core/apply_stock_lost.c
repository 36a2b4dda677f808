/* StockBackordered of lost stock: promised units wait again. */
#include "services/order/core/apply.h"

const char *
apply_stock_lost(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->promised)
        return "more units lost than were promised";

    units->promised -= quantity;
    units->backordered += quantity;
    return NULL;
}
