/*
 * What leaves on a later day because the first was full waits for that day: on a pick list of today
 * it would take the place of what was promised for today. It joins its location's wave when an
 * order that came now would leave on its day, too.
 */
#include <stdlib.h>

#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/store.h"

void
later_wait(struct memory *memory, struct fulfillment *fulfillment, int64_t look_us)
{
    fulfillment->waits_for_day = true;
    *(struct fulfillment **)map_add(memory->later, memory->journal, fulfillment->id,
                                    sizeof fulfillment) = fulfillment;
    if (look_us < memory->later_look_us) {
        memory_keep(memory, &memory->later_look_us, sizeof memory->later_look_us);
        memory->later_look_us = look_us;
    }
}

void
later_wait_no_more(struct memory *memory, struct fulfillment *fulfillment)
{
    memory_keep(memory, &fulfillment->waits_for_day, sizeof fulfillment->waits_for_day);
    fulfillment->waits_for_day = false;
    map_remove(memory->later, memory->journal, fulfillment->id);
}

int64_t
later_units(const struct memory *memory, const struct location *location, const struct sku *sku)
{
    struct fulfillment *const *at_fulfillment;
    int64_t units = 0;

    for (size_t at = 0; (at_fulfillment = map_next(memory->later, &at)) != NULL;) {
        const struct fulfillment *f = *at_fulfillment;
        for (uint32_t i = 0; i < f->line_count && f->location == location; i++)
            units += f->lines[i].sku == sku ? f->lines[i].quantity : 0;
    }
    return units;
}

static int
compare_ids(const void *a, const void *b)
{
    const int64_t left = (*(struct fulfillment *const *)a)->id;
    const int64_t right = (*(struct fulfillment *const *)b)->id;

    return (left > right) - (left < right);
}

/* Those whose day has come, in the order in which they were planned. */
static size_t
find_due(struct turn *turn, struct fulfillment **due)
{
    struct memory *memory = store_memory(turn);
    struct fulfillment *const *at_fulfillment;
    size_t count = 0;

    memory_keep(memory, &memory->later_look_us, sizeof memory->later_look_us);
    memory->later_look_us = INT64_MAX;
    for (size_t at = 0; (at_fulfillment = map_next(memory->later, &at)) != NULL;) {
        struct fulfillment *f = *at_fulfillment;
        if (f->dispatch_day <= location_leaves_on(f->location, turn_now_us(turn)))
            due[count++] = f;
        else if (f->location->until_us < memory->later_look_us)
            memory->later_look_us = f->location->until_us;
    }
    qsort(due, count, sizeof(struct fulfillment *), compare_ids);
    return count;
}

void
later_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);

    (void)input;
    if (map_count(memory->later) == 0 || turn_now_us(turn) < memory->later_look_us)
        return;
    struct fulfillment **due =
        arena_take(turn_arena(turn), map_count(memory->later) * sizeof(struct fulfillment *));
    const size_t count = find_due(turn, due);
    for (size_t i = 0; i < count; i++) {
        later_wait_no_more(memory, due[i]);
        memory_keep(memory, due[i], sizeof *due[i]);
        fulfillment_wait(memory, due[i]);
    }
}
