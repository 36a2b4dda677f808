/*
 * Rule: stock is aged when some is on hand and none was shipped for so many days; what was never
 * shipped counts from the day the item first came.
 */
#include "services/inventory/core/insight.h"

int32_t
days_since_shipped(const struct item *item, int32_t today)
{
    return item->shipped_last_on > 0 ? today - item->shipped_last_on : -1;
}

bool
stock_is_aged(const struct item *item, int32_t today, int32_t aged_days)
{
    const int32_t since =
        item->shipped_last_on > 0 ? item->shipped_last_on : item->stocked_first_on;

    return item->on_hand > 0 && since > 0 && today - since >= aged_days;
}
