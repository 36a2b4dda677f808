/*
 * Lots of a shelf: few, so the list is made anew with every change and never changed in place.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

static int
compare_lots(const void *a, const void *b)
{
    return lot_compare(a, b);
}

struct lot
lots_change(struct memory *memory, struct shelf *shelf, const struct lot *change)
{
    const struct lots *old = shelf->lots;
    const uint32_t old_count = old == NULL ? 0 : old->count;
    struct lots *fresh = calloc(1, sizeof *fresh + (old_count + 1) * sizeof *fresh->list);
    struct lot changed = *change;

    assert(fresh != NULL);
    changed.name = bin_of(memory, change->name);
    for (uint32_t i = 0; i < old_count; i++) {
        if (strcmp(old->list[i].name, change->name) == 0)
            changed.quantity += old->list[i].quantity;
        else
            fresh->list[fresh->count++] = old->list[i];
    }
    if (changed.quantity != 0)
        fresh->list[fresh->count++] = changed;
    qsort(fresh->list, fresh->count, sizeof *fresh->list, compare_lots);
    memory_keep(memory, &shelf->lots, sizeof shelf->lots);
    memory_replaced(memory, shelf->lots, fresh);
    shelf->lots = fresh;
    return changed;
}
