/*
 * What was taken for a fulfillment order otherwise than planned: of a lot that was scanned, or
 * another item in place of the line's own. Forgotten with the fulfillment order; the rows stay.
 */
#include <string.h>

#include "services/fulfillment-routing/memory.h"

static struct taken *
find(const struct fulfillment *fulfillment, int32_t line, const struct sku *instead,
     const char *lot)
{
    struct taken *taken = fulfillment->taken;

    while (taken != NULL &&
           (taken->line != line || taken->instead != instead || strcmp(taken->lot, lot) != 0))
        taken = taken->next;
    return taken;
}

struct taken *
taken_add(struct memory *memory, struct fulfillment *fulfillment, int32_t line, struct sku *instead,
          const char *lot, int64_t units)
{
    struct taken *taken = find(fulfillment, line, instead, lot);

    if (taken == NULL) {
        memory_keep(memory, &memory->next_taken, sizeof memory->next_taken);
        memory_keep(memory, &fulfillment->taken, sizeof fulfillment->taken);
        taken = map_add(memory->taken, memory->journal, ++memory->next_taken, sizeof *taken);
        *taken = (struct taken){.next = fulfillment->taken,
                                .number = memory->next_taken,
                                .line = line,
                                .instead = instead,
                                .lot = bin_of(memory, lot)};
        fulfillment->taken = taken;
    }
    memory_keep(memory, &taken->quantity, sizeof taken->quantity);
    taken->quantity += units;
    return taken;
}

int64_t
taken_instead(const struct fulfillment *fulfillment, int32_t line)
{
    int64_t units = 0;

    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next)
        units += t->line == line && t->instead != NULL ? t->quantity : 0;
    return units;
}

void
taken_forget(struct memory *memory, const struct fulfillment *fulfillment)
{
    for (const struct taken *t = fulfillment->taken, *next; t != NULL; t = next) {
        next = t->next;
        map_remove(memory->taken, memory->journal, t->number);
    }
}
