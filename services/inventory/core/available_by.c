/*
 * Rule: available by a date is what is available now and what is due by then, less all that waits:
 * a new order is served after those.
 */
#include "services/inventory/core/inventory.h"

int64_t
due_by(const struct item *item, int64_t until_us)
{
    int64_t units = 0;

    for (const struct inbound *i = item->inbound;
         i != NULL && i->due_at_us != 0 && i->due_at_us <= until_us; i = i->next_of_item) {
        if (!i->location->closed)
            units += i->units;
    }
    return units;
}

int64_t
available_by(const struct item *item, int64_t until_us)
{
    const int64_t available =
        available_to_promise(item) + due_by(item, until_us) - item->backordered;

    return available > 0 ? available : 0;
}
