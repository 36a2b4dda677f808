/*
 * Puts a decision into effect: who has what free becomes a request to the core, its answer becomes
 * fulfillment orders that hold stock, or a parked part that waits for people.
 */
#include "services/fulfillment-routing/plan.h"

#include "services/fulfillment-routing/core/keep_together.h"
#include "services/fulfillment-routing/store.h"

/* By location number: what it has free of each line; NULL: nothing, or it may not ship. */
static const int64_t **
gather_free(struct turn *turn, const struct order *order, const struct ask *lines,
            uint32_t line_count, size_t *location_count)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    int64_t **rows = arena_take(arena, (memory->location_count + 1) * sizeof *rows);

    *location_count = 0;
    for (uint32_t line = 0; line < line_count; line++) {
        const struct sku *sku = lines[line].sku;
        for (uint32_t i = 0; i < sku->shelf_count; i++) {
            const struct shelf *shelf = &sku->shelves[i];
            const int64_t free = free_stock(shelf);
            if (free == 0 || memory->locations[shelf->location]->closed ||
                order_excludes(order, shelf->location))
                continue;
            if (rows[shelf->location] == NULL) {
                rows[shelf->location] = arena_take(arena, line_count * sizeof **rows);
                ++*location_count;
            }
            rows[shelf->location][line] = free;
        }
    }
    return (const int64_t **)rows;
}

/* Who can: the locations that have any of it, nearest first. */
static struct request
make_request(struct turn *turn, const struct order *order, const struct ask *lines,
             uint32_t line_count, const struct seen_place *place)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    size_t count;
    const int64_t **rows = gather_free(turn, order, lines, line_count, &count);
    struct site *sites = arena_take(arena, (count + 1) * sizeof *sites);
    int64_t *quantities = arena_take(arena, line_count * sizeof *quantities);
    size_t filled = 0;

    for (uint32_t line = 0; line < line_count; line++)
        quantities[line] = lines[line].quantity;
    for (uint32_t i = 0; i < memory->location_count && filled < count; i++) {
        const uint32_t location = place->nearest[i];
        if (rows[location] == NULL)
            continue;
        sites[filled++] = (struct site){
            .location = location,
            .distance_m = place->distance_m[location],
            .safety_stock = memory->locations[location]->safety_stock,
            .free = rows[location],
        };
    }
    assert(filled == count);
    return (struct request){
        .quantities = quantities,
        .line_count = line_count,
        .sites = sites,
        .site_count = count,
    };
}

/* The part of the plan that one site ships: it holds the stock and waits for its wave. */
static struct fulfillment *
make_fulfillment(struct turn *turn, struct order *order, const struct ask *lines,
                 const int64_t *taken, uint32_t line_count, const struct site *site)
{
    struct memory *memory = store_memory(turn);
    struct location *location = memory->locations[site->location];
    uint32_t count = 0;

    for (uint32_t line = 0; line < line_count; line++)
        count += taken[line] > 0;
    memory_keep(memory, &memory->next_id, sizeof memory->next_id);
    struct fulfillment *fulfillment =
        fulfillment_add(memory, memory->next_id++, order, location, count);
    fulfillment->state = fulfillment_step(FULFILLMENT_NONE, ON_PLAN)->to;
    fulfillment->distance_m = site->distance_m;
    fulfillment->planned_at_us = turn_now_us(turn);
    count = 0;
    for (uint32_t line = 0; line < line_count; line++) {
        if (taken[line] == 0)
            continue;
        fulfillment->lines[count++] = (struct ask){.line = lines[line].line,
                                                   .sku = lines[line].sku,
                                                   .quantity = taken[line],
                                                   .together = lines[line].together};
        shelf_hold(memory, lines[line].sku, location, taken[line]);
    }
    store_touch(turn, fulfillment)->is_new = true;
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
        struct fulfillment *fulfillment = make_fulfillment(
            turn, order, decided->lines, &decided->taken[parcel * decided->line_count],
            decided->line_count, &decided->request->sites[plan->sites[parcel]]);
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
park(struct turn *turn, struct order *order, const struct decided *decided, int64_t parent_id)
{
    struct memory *memory = store_memory(turn);
    const enum parked_reason reason = decided->parked;

    memory_keep(memory, &memory->next_id, sizeof memory->next_id);
    struct parked *parked =
        parked_add(memory, memory->next_id++, order, decided->lines, decided->line_count);
    parked->reason = reason;
    parked->parent_id = parent_id;
    store_note_parked(turn, parked);
    tell_parked(turn, parked);
}

/* --- the decision ------------------------------------------------------------------------------
 */

/* A decision and all that it was made of. Big, and there is one for each order of a turn: so it lies
 * on the stack, and only what is used of it is set. */
struct made {
    struct decided decided;
    struct request request;
    struct choice choice;
    /* of an order with lines that stay together: the request that was searched */
    struct request grouped;
    int32_t *together;
    uint32_t *row_of;
};

static bool
has_groups(const struct ask *lines, uint32_t line_count)
{
    for (uint32_t line = 0; line < line_count; line++) {
        if (lines[line].together != 0)
            return true;
    }
    return false;
}

/* The same request with every group as one line; see core/keep_together.c. */
static void
make_grouped(struct turn *turn, struct made *made)
{
    struct arena *arena = turn_arena(turn);
    const struct request *request = &made->request;
    const size_t lines = request->line_count;

    made->together = arena_take(arena, lines * sizeof *made->together);
    made->row_of = arena_take(arena, lines * sizeof *made->row_of);
    for (size_t line = 0; line < lines; line++)
        made->together[line] = made->decided.lines[line].together;
    const size_t rows = together_rows(made->together, lines, made->row_of);
    int64_t *quantities = arena_take(arena, rows * sizeof *quantities);
    struct site *sites = arena_take(arena, (request->site_count + 1) * sizeof *sites);
    together_quantities(made->together, made->row_of, request->quantities, lines, quantities);
    for (size_t i = 0; i < request->site_count; i++) {
        int64_t *free = arena_take(arena, rows * sizeof *free);
        together_free(made->together, made->row_of, request->quantities, lines,
                      request->sites[i].free, free);
        sites[i] = request->sites[i];
        sites[i].free = free;
    }
    made->grouped = *request;
    made->grouped.quantities = quantities;
    made->grouped.line_count = rows;
    made->grouped.sites = sites;
}

/* By parcel and line: how much of it. */
static int64_t *
taken_of(struct turn *turn, const struct made *made)
{
    struct arena *arena = turn_arena(turn);
    const struct plan *plan = &made->choice.plan;
    const size_t lines = made->request.line_count;
    int64_t *taken = arena_take(arena, plan->site_count * lines * sizeof *taken);

    if (made->together == NULL) {
        split_lines(&made->request, plan, taken);
        return taken;
    }
    const size_t rows = made->grouped.line_count;
    int64_t *of_rows = arena_take(arena, plan->site_count * rows * sizeof *of_rows);
    split_lines(&made->grouped, plan, of_rows);
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        together_taken(made->together, made->row_of, made->request.quantities, lines,
                       &of_rows[parcel * rows], &taken[parcel * lines]);
    return taken;
}

/* Nobody has it: because of the lines that stay together, or in any way? */
static enum parked_reason
why_nobody(struct made *made)
{
    struct choice apart;

    if (made->together == NULL)
        return PARKED_NO_STOCK_IN_VIEW;
    routing_decide(&made->request, &apart);
    return apart.rule == RULE_PARKED ? PARKED_NO_STOCK_IN_VIEW : PARKED_NOT_TOGETHER;
}

static void
decide(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
       struct made *made)
{
    struct memory *memory = store_memory(turn);
    const struct seen_place *place = place_of(memory, &order->destination);

    made->decided = (struct decided){
        .order = order,
        .lines = lines,
        .line_count = line_count,
        .place = place,
        .choice = &made->choice,
        .decision_id = memory->next_id,
    };
    made->together = NULL;
    made->choice.rule = RULE_PARKED;
    if (place->place.by == GEOCODED_NONE) {
        made->decided.parked = PARKED_BAD_ADDRESS;
        return;
    }
    made->request = make_request(turn, order, lines, line_count, place);
    made->decided.request = &made->request;
    if (has_groups(lines, line_count))
        make_grouped(turn, made);
    routing_decide(made->together == NULL ? &made->request : &made->grouped, &made->choice);
    if (made->choice.rule == RULE_PARKED)
        made->decided.parked = why_nobody(made);
    else
        made->decided.taken = taken_of(turn, made);
}

/* Who hears of something planned takes it that the order waits no more: what still does is told
 * again. */
static void
put_down(struct turn *turn, struct order *order, const struct made *made, int64_t parent_id,
         const struct parked *instead_of)
{
    if (made->decided.parked != 0)
        park(turn, order, &made->decided, parent_id);
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
    for (size_t i = 0; i < made->grouped.site_count; i++) {
        if (made->grouped.sites[i].free[row] > 0)
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
        if (is_anywhere(made, made->row_of[line]))
            goes[go_count++] = decided->lines[line];
        else
            waits[wait_count++] = decided->lines[line];
    }
    if (wait_count == 0 || go_count == 0)
        return false;
    struct made part;
    decide(turn, order, goes, go_count, &part);
    put_down(turn, order, &part, parent_id, NULL);
    decide(turn, order, waits, wait_count, &part);
    put_down(turn, order, &part, parent_id, NULL);
    return true;
}

void
plan_route(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
           int64_t parent_id)
{
    struct made made;

    decide(turn, order, lines, line_count, &made);
    if (made.decided.parked != PARKED_NOT_TOGETHER ||
        !route_the_rest(turn, order, &made, parent_id))
        put_down(turn, order, &made, parent_id, NULL);
}

void
plan_route_whole(struct turn *turn, struct order *order, const struct ask *lines,
                 uint32_t line_count)
{
    struct made made;

    decide(turn, order, lines, line_count, &made);
    put_down(turn, order, &made, 0, NULL);
}

bool
plan_route_parked(struct turn *turn, struct parked *parked)
{
    const size_t mark = arena_mark(turn_arena(turn));
    struct order *order = parked->order;
    struct made made;

    decide(turn, order, parked->lines, parked->line_count, &made);
    if (made.decided.parked != 0) {
        arena_reset(turn_arena(turn), mark);
        return false;
    }
    put_down(turn, order, &made, parked->parent_id, parked);
    store_note_parked_end(turn, parked->id, PARKED_TRIED_AGAIN);
    parked_remove(store_memory(turn), parked);
    return true;
}
