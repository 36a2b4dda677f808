/*
 * Puts a decision into effect: the answer of the core becomes fulfillment orders that hold stock,
 * or a parked part that waits for people.
 */
#include "services/fulfillment-routing/plan.h"

#include "services/fulfillment-routing/parcel_promise.h"
#include "services/fulfillment-routing/shadow.h"
#include "services/fulfillment-routing/store.h"

/* Which day of its location it takes, who carries it, when it comes and what that costs. */
static void
put_promise(struct turn *turn, struct fulfillment *fulfillment, const struct decided *decided,
            size_t parcel)
{
    struct memory *memory = store_memory(turn);
    const struct parcel_promise promise = parcel_promise(memory, decided, parcel);

    fulfillment->dispatch_day = promise.dispatch_day;
    fulfillment->dispatch_by_us = promise.dispatch_by_us;
    fulfillment->deliver_on_day = promise.deliver_on_day;
    fulfillment->cost_nano = promise.cost_nano;
    if (promise.carrier[0] != '\0') {
        fulfillment->carrier = bin_of(memory, promise.carrier);
        fulfillment->service = bin_of(memory, promise.service);
    }
    slot_take(memory, fulfillment);
    promise_watch(memory, fulfillment);
}

/* The part of the plan that one site ships: it holds the stock and waits for its wave. */
static struct fulfillment *
make_fulfillment(struct turn *turn, struct order *order, const struct decided *decided,
                 size_t parcel)
{
    struct memory *memory = store_memory(turn);
    const struct site *site = &decided->request->sites[decided->choice->plan.sites[parcel]];
    const int64_t *taken = &decided->taken[parcel * decided->line_count];
    struct location *location = memory->locations[site->location];
    uint32_t count = 0;

    for (uint32_t line = 0; line < decided->line_count; line++)
        count += taken[line] > 0;
    memory_keep(memory, &memory->next_id, sizeof memory->next_id);
    struct fulfillment *fulfillment =
        fulfillment_add(memory, memory->next_id++, order, location, count);
    fulfillment->state = fulfillment_step(FULFILLMENT_NONE, ON_PLAN)->to;
    fulfillment->distance_m = site->distance_m;
    fulfillment->pickup = order->terms.pickup;
    fulfillment->planned_at_us = turn_now_us(turn);
    fulfillment->seen_turn = memory->turn;
    fulfillment->policy = decided->policy->version;
    count = 0;
    for (uint32_t line = 0; line < decided->line_count; line++) {
        const struct ask *asked = &decided->lines[line];
        if (taken[line] == 0)
            continue;
        fulfillment->lines[count++] = (struct ask){.line = asked->line,
                                                   .sku = asked->sku,
                                                   .quantity = taken[line],
                                                   .together = asked->together};
        shelf_hold(memory, asked->sku, location, taken[line]);
    }
    if (decided->views != NULL)
        put_promise(turn, fulfillment, decided, parcel);
    store_touch(turn, fulfillment)->is_new = true;
    if (decided->views != NULL && decided->views[decided->choice->plan.sites[parcel]].on_later_day)
        later_wait(memory, fulfillment, location->until_us);
    else
        fulfillment_wait(memory, fulfillment);
    return fulfillment;
}

/* By line: units that are no new demand, since they were planned before. */
static const int64_t *
units_planned_before(struct turn *turn, const struct fulfillment *fulfillment)
{
    int64_t *units = arena_take(turn_arena(turn), fulfillment->line_count * sizeof *units);
    struct order *order = fulfillment->order;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        if (fulfillment->parent_id != 0)
            units[i] = line->quantity;
        else if (order->before_count > 0)
            units[i] = order_plan_again(store_memory(turn), order, line->line, line->quantity);
    }
    return units;
}

static void
put_into_effect(struct turn *turn, struct order *order, const struct decided *decided,
                int64_t parent_id)
{
    const struct plan *plan = &decided->choice->plan;

    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        struct fulfillment *fulfillment = make_fulfillment(turn, order, decided, parcel);
        fulfillment->parent_id = parent_id;
        say_planned(turn, fulfillment, decided->place, (uint32_t)plan->site_count,
                    units_planned_before(turn, fulfillment));
    }
    if (parent_id == 0 && order->before_count > 0)
        store_note_past(turn, order);
}

static void
tell_parked(struct turn *turn, const struct parked *parked)
{
    say_parked(turn, parked->order,
               arena_format(turn_arena(turn), "%s: %s", parked_reason_name(parked->reason),
                            parked_sentence(turn, parked->order, parked->reason)));
}

static void
park(struct turn *turn, struct order *order, const struct made *made, int64_t parent_id)
{
    struct memory *memory = store_memory(turn);
    const struct decided *decided = &made->decided;
    const enum parked_reason reason = decided->parked;

    memory_keep(memory, &memory->next_id, sizeof memory->next_id);
    struct parked *parked =
        parked_add(memory, memory->next_id++, order, decided->lines, decided->line_count);
    parked->reason = reason;
    parked->parent_id = parent_id;
    parked->promised_day = made->promised_day;
    store_note_parked(turn, parked);
    tell_parked(turn, parked);
}

/* Who hears of something planned takes it that the order waits no more: what still does is told
 * again. */
static void
put_down(struct turn *turn, struct order *order, const struct made *made, int64_t parent_id,
         const struct parked *instead_of)
{
    if (made->decided.parked != 0)
        park(turn, order, made, parent_id);
    else
        put_into_effect(turn, order, &made->decided, parent_id);
    decision_record(turn, &made->decided);
    const struct parked *waits = order->parked;
    if (waits == instead_of && waits != NULL)
        waits = waits->next;
    if (made->decided.parked == 0 && waits != NULL)
        tell_parked(turn, waits);
}

/* --- what others ask for -----------------------------------------------------------------------
 */

static bool
is_anywhere(const struct made *made, size_t row)
{
    for (size_t i = 0; i < made->grouping.searched.site_count; i++) {
        if (made->grouping.searched.sites[i].free[row] > 0)
            return true;
    }
    return false;
}

/* Groups that no location has whole wait; the rest goes on. False: there is no such rest. */
static bool
route_the_rest(struct turn *turn, struct order *order, const struct made *made, int64_t parent_id)
{
    const struct decided *decided = &made->decided;
    const size_t bytes = decided->line_count * sizeof(struct ask);
    struct ask *waits = arena_take(turn_arena(turn), bytes);
    struct ask *goes = arena_take(turn_arena(turn), bytes);
    uint32_t wait_count = 0;
    uint32_t go_count = 0;

    for (uint32_t line = 0; line < decided->line_count; line++) {
        if (is_anywhere(made, made->grouping.row_of[line]))
            goes[go_count++] = decided->lines[line];
        else
            waits[wait_count++] = decided->lines[line];
    }
    if (wait_count == 0 || go_count == 0)
        return false;
    struct made part;
    request_decide(turn, order, goes, go_count, made->promised_day, &part);
    put_down(turn, order, &part, parent_id, NULL);
    request_decide(turn, order, waits, wait_count, made->promised_day, &part);
    put_down(turn, order, &part, parent_id, NULL);
    return true;
}

/* The day on which the customer was told to have these units. */
static int32_t
promised_by(const struct memory *memory, int64_t parent_id)
{
    const struct fulfillment *parent = map_find(memory->fulfillments, parent_id);

    return parent == NULL ? 0 : parent->deliver_on_day;
}

static void
put_down_or_part(struct turn *turn, struct order *order, const struct made *made, int64_t parent_id)
{
    if (made->decided.parked != PARKED_NOT_TOGETHER ||
        !route_the_rest(turn, order, made, parent_id))
        put_down(turn, order, made, parent_id, NULL);
}

void
plan_route(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
           int64_t parent_id)
{
    struct made made;

    request_decide(turn, order, lines, line_count, promised_by(store_memory(turn), parent_id),
                   &made);
    put_down_or_part(turn, order, &made, parent_id);
}

void
plan_route_first(struct turn *turn, struct order *order, const struct ask *lines,
                 uint32_t line_count)
{
    struct made made;

    request_decide(turn, order, lines, line_count, 0, &made);
    shadow_decide(turn, &made);
    put_down_or_part(turn, order, &made, 0);
}

void
plan_route_whole(struct turn *turn, struct order *order, const struct ask *lines,
                 uint32_t line_count)
{
    struct made made;

    request_decide(turn, order, lines, line_count, 0, &made);
    shadow_decide(turn, &made);
    put_down(turn, order, &made, 0, NULL);
}

void
plan_park(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
          int64_t parent_id, enum parked_reason reason)
{
    struct memory *memory = store_memory(turn);
    struct made made;

    made.choice.rule = RULE_PARKED;
    made.decided = (struct decided){
        .order = order,
        .lines = lines,
        .line_count = line_count,
        .place = place_of_order(memory, order),
        .choice = &made.choice,
        .decision_id = memory->next_id,
        .parked = reason,
        .policy = memory->policy,
    };
    made.promised_day = promised_by(memory, parent_id);
    put_down(turn, order, &made, parent_id, NULL);
}

bool
plan_route_parked(struct turn *turn, struct parked *parked)
{
    const size_t mark = arena_mark(turn_arena(turn));
    struct order *order = parked->order;
    struct made made;

    request_decide(turn, order, parked->lines, parked->line_count, parked->promised_day, &made);
    if (made.decided.parked != 0) {
        arena_reset(turn_arena(turn), mark);
        return false;
    }
    put_down(turn, order, &made, parked->parent_id, parked);
    store_note_parked_end(turn, parked->id, PARKED_TRIED_AGAIN);
    parked_remove(store_memory(turn), parked);
    return true;
}
