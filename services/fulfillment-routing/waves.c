/*
 * Waves: what was planned for a location since its last wave becomes one pick list.
 *
 * With CROSSDOCK_WAVE_MS 0 a wave is a turn: its fulfillment orders are written once, already
 * released. Else a location's wave ends when its oldest order has waited so long, or when
 * CROSSDOCK_WAVE_ORDERS_MAX are there. What waits is in the tables as PLANNED and survives a
 * restart.
 */
#include "common/service.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/sort_pick_list.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"

typedef Crossdock__Routing__V1__PickTask pick_task;

static void
say_released(struct turn *turn, int64_t pick_list_id, const struct location *location,
             const struct pick *picks, size_t pick_count, size_t fulfillment_count)
{
    Crossdock__Routing__V1__PickListReleased event =
        CROSSDOCK__ROUTING__V1__PICK_LIST_RELEASED__INIT;
    struct arena *arena = turn_arena(turn);
    pick_task *tasks = arena_take(arena, pick_count * sizeof *tasks);

    event.tasks = arena_take(arena, pick_count * sizeof *event.tasks);
    for (size_t i = 0; i < pick_count; i++) {
        crossdock__routing__v1__pick_task__init(&tasks[i]);
        tasks[i].bin = (char *)picks[i].bin;
        tasks[i].sku = (char *)picks[i].sku;
        tasks[i].quantity = picks[i].quantity;
        tasks[i].fulfillment_order_id = (uint64_t)picks[i].fulfillment_order_id;
        tasks[i].order_id = (uint64_t)picks[i].order_id;
        tasks[i].line = (uint32_t)picks[i].line;
        tasks[i].lot = (char *)picks[i].lot;
        event.tasks[i] = &tasks[i];
    }
    event.n_tasks = pick_count;
    event.pick_list_id = (uint64_t)pick_list_id;
    event.location = (char *)location->code;
    event.fulfillment_orders = (uint32_t)fulfillment_count;
    turn_say(turn, location->code, location->code, &event.base);
}

/* Moves a fulfillment order from the wave onto the list. */
static void
release(struct turn *turn, struct fulfillment *fulfillment, int64_t pick_list_id)
{
    store_touch(turn, fulfillment);
    fulfillment_wait_no_more(store_memory(turn), fulfillment);
    fulfillment->state = fulfillment_step(fulfillment->state, ON_RELEASE)->to;
    fulfillment->pick_list_id = pick_list_id;
}

/* Units of the shelf that were given out before this fulfillment order, the first that waits. */
static int64_t
units_before(const struct fulfillment *fulfillment, const struct sku *sku,
             const struct shelf *shelf)
{
    int64_t units = shelf->held;

    for (const struct fulfillment *f = fulfillment; f != NULL; f = f->wave_next) {
        for (uint32_t i = 0; i < f->line_count; i++)
            units -= f->lines[i].sku == sku ? f->lines[i].quantity : 0;
    }
    return units;
}

/* One pick, or one for each lot that it takes from; room for lots + 1. */
static size_t
put_line(struct arena *arena, const struct fulfillment *fulfillment, const struct ask *line,
         struct pick *picks)
{
    const struct shelf *shelf = shelf_find(line->sku, fulfillment->location);
    struct lot_pick whole = {"", line->quantity};
    struct lot_pick *lots = &whole;
    size_t count = 1;

    if (shelf->lots != NULL) {
        lots = arena_take(arena, (shelf->lots->count + 1) * sizeof *lots);
        count = first_expired(shelf->lots->list, shelf->lots->count,
                              units_before(fulfillment, line->sku, shelf), line->quantity, lots);
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

static size_t
put_picks(struct arena *arena, const struct fulfillment *fulfillment, struct pick *picks)
{
    size_t count = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        count += put_line(arena, fulfillment, &fulfillment->lines[i], &picks[count]);
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

/* One pick list of at most orders_max fulfillment orders. */
static void
release_pick_list(struct turn *turn, struct location *location, int64_t orders_max)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    size_t fulfillment_count = 0;
    size_t pick_count = 0;

    for (const struct fulfillment *f = location->wave_first;
         f != NULL && (int64_t)fulfillment_count < orders_max; f = f->wave_next) {
        fulfillment_count++;
        pick_count += picks_max(f);
    }
    int64_t *ids = arena_take(arena, fulfillment_count * sizeof *ids);
    struct pick *picks = arena_take(arena, pick_count * sizeof *picks);
    struct pick *spare = arena_take(arena, pick_count * sizeof *spare);

    memory_keep(memory, &memory->next_pick_list_id, sizeof memory->next_pick_list_id);
    const int64_t pick_list_id = memory->next_pick_list_id++;
    pick_count = 0;
    for (size_t i = 0; i < fulfillment_count; i++) {
        struct fulfillment *fulfillment = location->wave_first;
        ids[i] = fulfillment->id;
        pick_count += put_picks(arena, fulfillment, &picks[pick_count]);
        release(turn, fulfillment, pick_list_id);
    }
    sort_pick_list(picks, pick_count, spare);
    store_note_pick_list(turn, pick_list_id, location, ids, fulfillment_count);
    say_released(turn, pick_list_id, location, picks, pick_count, fulfillment_count);
}

void
waves_release(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    const int64_t wave_us = service_setting("CROSSDOCK_WAVE_MS") * 1000;
    const int64_t orders_max = service_setting("CROSSDOCK_WAVE_ORDERS_MAX");

    (void)input;
    for (uint32_t i = 0; i < memory->location_count && memory->waiting_count > 0; i++) {
        struct location *location = memory->locations[i];
        while (location->wave_first != NULL &&
               (location->wave_count >= orders_max ||
                turn_now_us(turn) - location->wave_first->planned_at_us >= wave_us))
            release_pick_list(turn, location, orders_max);
    }
}
