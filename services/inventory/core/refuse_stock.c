/*
 * Rule: what is not there waits, unless the item may not be backordered, or as many units wait as may.
 */
#include "services/inventory/core/inventory.h"

int64_t
may_wait(const struct item *item, int64_t units)
{
    (void)item;
    return units;
}
