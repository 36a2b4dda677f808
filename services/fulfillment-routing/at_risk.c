/*
 * Promises at risk: a fulfillment order has missed its cut-off, and nobody has begun with it. If
 * another location can still keep what the customer was told, it goes there; else it stays, and the
 * later day is told, once for each day that it slips.
 *
 * memory->due_us is the next cut-off that anything has to make, so most ticks look at nothing. It
 * may be too early, never too late. They may be many when it comes, so they go a slice a tick.
 */
#include <stdlib.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/core/promise_at_risk.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/request.h"
#include "services/fulfillment-routing/reroute.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

#define SLICE 200

static const struct reroute in_time_elsewhere = {
    .on = ON_MOVE, .reason = "PROMISE_AT_RISK", .frees = true};

static struct promised
promised_of(const struct fulfillment *fulfillment)
{
    return (struct promised){fulfillment->state, fulfillment->dispatch_by_us,
                             fulfillment->deliver_on_day};
}

void
promise_watch(struct memory *memory, const struct fulfillment *fulfillment)
{
    if (fulfillment->deliver_on_day == 0 || fulfillment->dispatch_by_us == 0 ||
        (memory->due_us != 0 && memory->due_us <= fulfillment->dispatch_by_us))
        return;
    memory_keep(memory, &memory->due_us, sizeof memory->due_us);
    memory->due_us = fulfillment->dispatch_by_us;
}

/* --- where it would come when ------------------------------------------------------------------
 */

/* The day on which a parcel of the plan comes last; 0: one of them has no date. */
static int32_t
last_day(const struct decided *decided)
{
    const struct plan *plan = &decided->choice->plan;
    int32_t last = 0;

    for (size_t i = 0; i < plan->site_count && decided->views != NULL; i++) {
        const struct site *site = &decided->request->sites[plan->sites[i]];
        const struct parcel_load load =
            parcel_load(decided->request, site, &decided->taken[i * decided->line_count]);
        const struct way way = promise_way(decided->policy, site->distance_m,
                                           decided->views[plan->sites[i]].dispatch_day,
                                           decided->needed_by_day, load.weight_ug);
        if (way.deliver_on_day == 0)
            return 0;
        last = way.deliver_on_day > last ? way.deliver_on_day : last;
    }
    return last;
}

/* When all of it would come if it were decided again; 0: not without being late, or never. */
static int32_t
day_elsewhere(struct turn *turn, struct fulfillment *fulfillment)
{
    struct memory *memory = store_memory(turn);
    const struct order *order = fulfillment->order;
    struct ask *lines;
    const uint32_t line_count = step_lines_left(turn, fulfillment, &lines);
    struct made made;

    if (order->reroutes >= REROUTES_MAX || order->terms.pickup != NULL)
        return 0;
    for (uint32_t i = 0; i < line_count; i++)
        shelf_hold(memory, lines[i].sku, fulfillment->location, -lines[i].quantity);
    slot_give_back(memory, fulfillment);
    request_decide(turn, order, lines, line_count, fulfillment->deliver_on_day, &made);
    slot_take(memory, fulfillment);
    for (uint32_t i = 0; i < line_count; i++)
        shelf_hold(memory, lines[i].sku, fulfillment->location, lines[i].quantity);
    if (made.decided.parked != 0 || made.decided.gave_way != 0 || made.choice.dips)
        return 0;
    return last_day(&made.decided);
}

static int64_t
weight_ug(const struct fulfillment *fulfillment)
{
    wide weight = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        weight += (wide)fulfillment->lines[i].quantity * fulfillment->lines[i].sku->weight_g *
                  INT64_C(1000000);
    return weight > COST_NANO_MAX ? COST_NANO_MAX : (int64_t)weight;
}

static int64_t
units(const struct fulfillment *fulfillment)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++)
        sum += fulfillment->lines[i].quantity;
    return sum;
}

/* --- what becomes of it ------------------------------------------------------------------------
 */

static void
say_changed(struct turn *turn, const struct fulfillment *fulfillment, int32_t promised_day)
{
    Crossdock__Routing__V1__PromiseChanged event = CROSSDOCK__ROUTING__V1__PROMISE_CHANGED__INIT;

    event.order_id = (uint64_t)fulfillment->order->id;
    event.fulfillment_order_id = (uint64_t)fulfillment->id;
    event.location = (char *)fulfillment->location->code;
    event.deliver_on_day = fulfillment->deliver_on_day;
    event.promised_day = promised_day;
    event.dispatch_by_us = fulfillment->dispatch_by_us;
    turn_say(turn, arena_format(turn_arena(turn), "%lld", (long long)fulfillment->order->id),
             fulfillment->location->code, &event.base);
}

/* It takes a slot of the day on which it leaves now, and comes on that day. */
static void
leave_on(struct turn *turn, struct fulfillment *fulfillment, int32_t dispatch_day,
         int32_t deliver_on_day)
{
    struct memory *memory = store_memory(turn);
    const struct calendar calendar = location_calendar(fulfillment->location);

    slot_give_back(memory, fulfillment);
    memory_keep(memory, fulfillment, sizeof *fulfillment);
    fulfillment->dispatch_day = dispatch_day;
    fulfillment->dispatch_by_us = calendar_cut_off_us(&calendar, dispatch_day);
    fulfillment->deliver_on_day = deliver_on_day;
    slot_take(memory, fulfillment);
    promise_watch(memory, fulfillment);
    store_note_promise(turn, fulfillment);
}

static void
forget_cut_off(struct turn *turn, struct fulfillment *fulfillment)
{
    memory_keep(store_memory(turn), fulfillment, sizeof *fulfillment);
    const int32_t promised_day = fulfillment->deliver_on_day;
    fulfillment->deliver_on_day = 0;
    store_note_promise(turn, fulfillment);
    say_changed(turn, fulfillment, promised_day);
}

/* When it comes if it leaves on that day; 0: nobody can tell. */
static int32_t
day_here(const struct memory *memory, const struct fulfillment *fulfillment, int32_t dispatch_day)
{
    if (dispatch_day == CALENDAR_NEVER)
        return 0;
    if (fulfillment->location == fulfillment->order->terms.pickup)
        return dispatch_day;
    return promise_way(memory->policy, fulfillment->distance_m, dispatch_day,
                       fulfillment->deliver_on_day, weight_ug(fulfillment))
        .deliver_on_day;
}

static void
look_at(struct turn *turn, struct fulfillment *fulfillment)
{
    const struct promised promised = promised_of(fulfillment);
    struct location *location = fulfillment->location;
    const int32_t first = location_leaves_on(location, turn_now_us(turn));
    const int32_t day = first == CALENDAR_NEVER
                            ? CALENDAR_NEVER
                            : slot_day_with_room(location, first, units(fulfillment));
    const int32_t here = day_here(store_memory(turn), fulfillment, day);

    switch (risk_decide(&promised, here, day_elsewhere(turn, fulfillment))) {
    case RISK_MOVES:
        reroute_fulfillment(turn, fulfillment, &in_time_elsewhere);
        break;
    case RISK_KEPT:
        leave_on(turn, fulfillment, day, promised.deliver_on_day);
        break;
    case RISK_LATER:
        if (here == 0) { /* nobody can tell a day, so nothing is to be made any more */
            forget_cut_off(turn, fulfillment);
            break;
        }
        leave_on(turn, fulfillment, day, here);
        say_changed(turn, fulfillment, promised.deliver_on_day);
        break;
    }
}

/* --- found -------------------------------------------------------------------------------------
 */

static int
compare_ids(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a;
    const int64_t right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

/* Those at risk, at most SLICE; and the next cut-off, when these are all. */
static size_t
find(struct turn *turn, int64_t ids[SLICE], int64_t *next_us)
{
    const struct memory *memory = store_memory(turn);
    const struct fulfillment *fulfillment;
    size_t count = 0;

    *next_us = 0;
    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;) {
        const struct promised promised = promised_of(fulfillment);
        if (promised.deliver_on_day == 0 || promised.dispatch_by_us == 0 ||
            promised.state > FULFILLMENT_RELEASED)
            continue;
        if (promise_at_risk(&promised, turn_now_us(turn))) {
            if (count == SLICE)
                break;
            ids[count++] = fulfillment->id;
        } else if (*next_us == 0 || promised.dispatch_by_us < *next_us) {
            *next_us = promised.dispatch_by_us;
        }
    }
    return count;
}

void
promises_go_on(struct turn *turn, const struct input *input)
{
    struct memory *memory = store_memory(turn);
    int64_t ids[SLICE];
    int64_t next_us;

    (void)input;
    if (memory->due_us == 0 || turn_now_us(turn) < memory->due_us)
        return;
    const size_t count = find(turn, ids, &next_us);
    qsort(ids, count, sizeof *ids, compare_ids);
    memory_keep(memory, &memory->due_us, sizeof memory->due_us);
    memory->due_us = count == SLICE ? turn_now_us(turn) : next_us;
    for (size_t i = 0; i < count; i++) {
        struct fulfillment *fulfillment = map_find(memory->fulfillments, ids[i]);
        if (fulfillment != NULL)
            look_at(turn, fulfillment);
    }
}
