/*
 * Rule: units that wait are expected when enough is due for them and for all who are served before
 * them. Each unit that waits is counted once, each receipt serves it once.
 *
 * What a loss took from the promises must come first; what is there and waits for something else
 * need not come. Receipts without a date, or at a closed location, promise nothing.
 */
#include "services/inventory/core/inventory.h"

int64_t
expected_at(const struct item *item, int64_t units)
{
    int64_t missing = units - available_to_promise(item);

    if (missing <= 0)
        return 0;
    for (const struct inbound *i = item->inbound; i != NULL && i->due_at_us != 0;
         i = i->next_of_item) {
        if (i->location->closed)
            continue;
        missing -= i->units;
        if (missing <= 0)
            return i->due_at_us;
    }
    return 0;
}
