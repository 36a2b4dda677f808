/*
 * Rule: an item is low when what is available falls to its low_stock, and until it is above its
 * recovered_stock again. Between the two nothing changes, so that one sale does not ring twice.
 *
 * An item that never had stock anywhere has not run low. Without a threshold nothing is low.
 */
#include "services/inventory/core/insight.h"

int64_t
available_units(const struct item *item)
{
    const int64_t available = available_to_promise(item);

    return available > 0 ? available : 0;
}

enum low_change
low_stock_change(const struct item *item)
{
    const int64_t available = available_units(item);
    const int64_t recovered =
        item->recovered_stock > item->low_stock ? item->recovered_stock : item->low_stock;

    if (item->is_low)
        return item->low_stock == 0 || available > recovered ? LOW_ENDS : LOW_SAME;
    if (item->low_stock == 0 || item->stocks == NULL)
        return LOW_SAME;
    return available <= item->low_stock ? LOW_BEGINS : LOW_SAME;
}
