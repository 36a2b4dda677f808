/*
 * Rule: what is not there waits, unless the item may not be backordered, or as many units wait as
 * may.
 *
 * A preorder item is sold before its first receipt, up to its cap. Until then nothing of it was ever
 * promised, so what is sold is what waits. From the first receipt on it is an item as any other.
 */
#include "services/inventory/core/inventory.h"

bool
is_preorder(const struct item *item)
{
    if (item->preorder_cap == 0)
        return false;
    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
        if (stock->movement_last != 0)
            return false;
    }
    return true;
}

int64_t
may_wait(const struct item *item, int64_t units)
{
    const int64_t before = item->backordered - units;
    int64_t room = units;

    if (is_preorder(item))
        room = item->preorder_cap - before;
    else if (item->backorder == BACKORDER_DENY)
        room = 0;
    else if (item->backorder_cap > 0)
        room = item->backorder_cap - before;
    return room < 0 ? 0 : room < units ? room : units;
}
