/*
 * The tasks of a pick list follow from the lines of its fulfillment orders and from the shelves at
 * any time: nothing of them is stored, and after a restart they are the same.
 *
 * Which lots: units queue for the lots of a shelf in the order in which they were given out
 * (core/floor/first_expired.c), so before a fulfillment order are all units of the shelf that are
 * held but for its own and those behind it: on its list, on later lists, and waiting for a wave or
 * for a later day.
 */
#include "services/fulfillment-routing/tasks.h"

#include "services/fulfillment-routing/core/floor/sort_pick_list.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

static int64_t
units_from(const struct fulfillment *fulfillment, const struct sku *sku)
{
    int64_t units = 0;

    for (const struct fulfillment *f = fulfillment; f != NULL; f = f->wave_next) {
        for (uint32_t i = 0; i < f->line_count; i++)
            units += f->lines[i].sku == sku ? step_held_units(f, &f->lines[i]) : 0;
    }
    return units;
}

/* Units of the shelf that were given out before this fulfillment order, which is on a list. */
static int64_t
units_before(const struct memory *memory, const struct fulfillment *fulfillment,
             const struct sku *sku, const struct shelf *shelf)
{
    const struct location *location = fulfillment->location;
    int64_t units = shelf->held - units_from(fulfillment, sku) -
                    units_from(location->wave_first, sku) - later_units(memory, location, sku);

    for (const struct pick_list *list = fulfillment->list->next; list != NULL; list = list->next)
        units -= units_from(list->first, sku);
    return units > 0 ? units : 0;
}

/* One pick, or one for each lot that it takes from; room for lots + 1. */
static size_t
put_line(struct turn *turn, const struct fulfillment *fulfillment, const struct ask *line,
         struct pick *picks)
{
    const struct shelf *shelf = shelf_find(line->sku, fulfillment->location);
    struct lot_pick whole = {"", line->quantity};
    struct lot_pick *lots = &whole;
    size_t count = 1;

    if (shelf->lots != NULL) {
        lots = arena_take(turn_arena(turn), (shelf->lots->count + 1) * sizeof *lots);
        count = first_expired(shelf->lots->list, shelf->lots->count,
                              units_before(store_memory(turn), fulfillment, line->sku, shelf),
                              line->quantity, lots);
    }
    for (size_t i = 0; i < count; i++)
        picks[i] = (struct pick){
            .bin = shelf->bin,
            .sku = line->sku->code,
            .quantity = lots[i].quantity,
            .fulfillment_order_id = fulfillment->id,
            .order_id = fulfillment->order->id,
            .line = line->line,
            .lot = lots[i].lot,
        };
    return count;
}

/* How many picks its lines can become. */
static size_t
picks_max(const struct fulfillment *fulfillment)
{
    size_t count = fulfillment->line_count;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct shelf *shelf = shelf_find(fulfillment->lines[i].sku, fulfillment->location);
        count += shelf->lots == NULL ? 0 : shelf->lots->count;
    }
    return count;
}

struct pick *
tasks_picks(struct turn *turn, const struct pick_list *list, size_t *count)
{
    struct arena *arena = turn_arena(turn);
    size_t most = 0;

    for (const struct fulfillment *f = list->first; f != NULL; f = f->wave_next)
        most += picks_max(f);
    struct pick *picks = arena_take(arena, most * sizeof *picks);
    struct pick *spare = arena_take(arena, most * sizeof *spare);
    *count = 0;
    for (const struct fulfillment *f = list->first; f != NULL; f = f->wave_next) {
        for (uint32_t i = 0; i < f->line_count; i++)
            *count += put_line(turn, f, &f->lines[i], &picks[*count]);
    }
    sort_pick_list(picks, *count, spare);
    return picks;
}

static const struct ask *
line_of(const struct memory *memory, const struct pick *pick)
{
    const struct fulfillment *fulfillment =
        map_find(memory->fulfillments, pick->fulfillment_order_id);
    uint32_t i = 0;

    while (fulfillment->lines[i].line != pick->line)
        i++;
    return &fulfillment->lines[i];
}

/* Tasks of one line stand side by side: they share bin, SKU, fulfillment order and line. */
struct pick_task *
tasks_of(struct turn *turn, const struct pick_list *list, size_t *count)
{
    const struct memory *memory = store_memory(turn);
    const struct pick *picks = tasks_picks(turn, list, count);
    struct pick_task *tasks = arena_take(turn_arena(turn), *count * sizeof *tasks);

    for (size_t first = 0, end; first < *count; first = end) {
        const struct pick *pick = &picks[first];
        for (end = first; end < *count && picks[end].line == pick->line &&
                          picks[end].fulfillment_order_id == pick->fulfillment_order_id;
             end++)
            tasks[end].pick = picks[end];
        const struct ask *line = line_of(memory, pick);
        pick_task_fill(&tasks[first], end - first, line->picked, line->missing);
    }
    return tasks;
}

Crossdock__Routing__V1__PickTask *
tasks_shown(struct turn *turn, const struct pick *pick)
{
    Crossdock__Routing__V1__PickTask *task = arena_take(turn_arena(turn), sizeof *task);

    crossdock__routing__v1__pick_task__init(task);
    task->bin = (char *)pick->bin;
    task->sku = (char *)pick->sku;
    task->quantity = pick->quantity;
    task->fulfillment_order_id = (uint64_t)pick->fulfillment_order_id;
    task->order_id = (uint64_t)pick->order_id;
    task->line = (uint32_t)pick->line;
    task->lot = (char *)pick->lot;
    return task;
}
