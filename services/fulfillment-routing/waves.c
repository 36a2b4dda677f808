/*
 * Waves: what was planned for a location since its last wave becomes pick lists, when the
 * location's rule says so (core/floor/wave_due.c) or somebody asks (ReleaseWave).
 *
 * Without a rule of its own a location has the service's settings. With CROSSDOCK_WAVE_MS 0 a wave
 * is a turn: its fulfillment orders are written once, already released. What waits is in the
 * tables as PLANNED and survives a restart.
 */
#include "services/fulfillment-routing/handlers.h"

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/reevaluate.h"
#include "services/fulfillment-routing/rules.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/tasks.h"
#include "services/fulfillment-routing/wire.h"

static void
say_released(struct turn *turn, const struct pick_list *list)
{
    Crossdock__Routing__V1__PickListReleased event =
        CROSSDOCK__ROUTING__V1__PICK_LIST_RELEASED__INIT;
    size_t count;
    const struct pick *picks = tasks_picks(turn, list, &count);

    event.tasks = arena_take(turn_arena(turn), count * sizeof *event.tasks);
    for (size_t i = 0; i < count; i++)
        event.tasks[i] = tasks_shown(turn, &picks[i]);
    event.n_tasks = count;
    event.pick_list_id = (uint64_t)list->id;
    event.location = (char *)list->location->code;
    event.fulfillment_orders = list->fulfillment_count;
    event.cut_off_at_us = list->cut_off_at_us;
    turn_say(turn, list->location->code, list->location->code, &event.base);
}

/* Moves a fulfillment order from the wave onto the list. */
static void
release(struct turn *turn, struct fulfillment *fulfillment, struct pick_list *list)
{
    store_touch(turn, fulfillment);
    fulfillment_wait_no_more(store_memory(turn), fulfillment);
    fulfillment->state = fulfillment_step(fulfillment->state, ON_RELEASE)->to;
    fulfillment->pick_list_id = list->id;
    pick_list_join(store_memory(turn), list, fulfillment);
}

/* 0 is never. */
static int64_t
earlier(int64_t a_us, int64_t b_us)
{
    return a_us == 0 || (b_us != 0 && b_us < a_us) ? b_us : a_us;
}

/* One pick list of at most orders_max fulfillment orders. */
static void
release_pick_list(struct turn *turn, struct location *location, int64_t orders_max)
{
    struct memory *memory = store_memory(turn);
    const int64_t count = location->wave_count < orders_max ? location->wave_count : orders_max;
    int64_t *ids = arena_take(turn_arena(turn), (size_t)count * sizeof *ids);

    memory_keep(memory, &memory->next_pick_list_id, sizeof memory->next_pick_list_id);
    struct pick_list *list = pick_list_add(memory, memory->next_pick_list_id++, location);
    list->released_at_us = turn_now_us(turn);
    for (int64_t i = 0; i < count; i++) {
        struct fulfillment *fulfillment = location->wave_first;
        ids[i] = fulfillment->id;
        list->cut_off_at_us = earlier(list->cut_off_at_us, fulfillment->dispatch_by_us);
        release(turn, fulfillment, list);
    }
    store_note_pick_list(turn, list, ids, (size_t)count);
    say_released(turn, list);
}

static struct wave
wave_of(struct turn *turn, const struct location *location, const struct wave_rule *rule)
{
    return (struct wave){
        .now_us = turn_now_us(turn),
        .oldest_us = location->wave_first == NULL ? 0 : location->wave_first->planned_at_us,
        .count = location->wave_count,
        .cut_off_us = rule->before_cut_off_us == 0 || location->wave_first == NULL
                          ? 0
                          : rules_cut_off_us(location, turn_now_us(turn)),
    };
}

/* How many orders a list of this location has at most. */
static int64_t
list_size(const struct wave_rule *rule)
{
    return rule->single ? 1 : rule->orders_max;
}

static void
release_due(struct turn *turn, struct location *location)
{
    const struct wave_rule rule = rules_wave(location);
    struct wave wave = wave_of(turn, location, &rule);

    if (wave_due(&rule, &wave) != WAVE_WAITS) {
        reevaluate_before_wave(turn, location);
        wave = wave_of(turn, location, &rule);
    }
    /* A full wave takes the oldest and leaves the rest; one that is old or leaves soon, everything.
     */
    for (enum wave_due due; (due = wave_due(&rule, &wave)) != WAVE_WAITS;
         wave = wave_of(turn, location, &rule)) {
        const int64_t lists_of = list_size(&rule);
        int64_t left = due == WAVE_FULL ? rule.orders_max : wave.count;
        for (; left > 0; left -= lists_of)
            release_pick_list(turn, location, lists_of);
    }
}

void
waves_release(struct turn *turn, const struct input *input)
{
    const struct memory *memory = store_memory(turn);
    struct location **waiting =
        arena_take(turn_arena(turn), memory->waiting_locations * sizeof(struct location *));
    uint32_t count = 0;

    (void)input;
    for (struct location *at = memory->waiting_first; at != NULL; at = at->waiting_next)
        waiting[count++] = at;
    for (uint32_t i = 0; i < count; i++)
        release_due(turn, waiting[i]); /* may move work between the others */
}

void
on_release_wave(struct turn *turn, const struct input *input)
{
    const struct wave_asked *asked = input->message;
    struct location *location = location_find(store_memory(turn), asked->location);
    size_t lists = 0;

    if (!step_may_speak_for(turn, input, asked->location))
        return;
    if (location == NULL) {
        step_no_location(turn, asked->location);
        return;
    }
    const struct wave_rule rule = rules_wave(location);
    const int64_t lists_of =
        asked->orders_max > 0 && !rule.single ? asked->orders_max : list_size(&rule);
    reevaluate_before_wave(turn, location);
    for (; location->wave_first != NULL; lists++)
        release_pick_list(turn, location, lists_of);
    answer_count(turn, lists);
}
