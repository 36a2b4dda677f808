/*
 * Puts a decision into effect: who has what free becomes a request to the core, its answer becomes
 * fulfillment orders that hold stock, or a parked part that waits for people.
 */
#include "services/fulfillment-routing/plan.h"

#include <string.h>

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
park(struct turn *turn, struct order *order, const struct decided *decided, int64_t parent_id)
{
    struct memory *memory = store_memory(turn);
    const enum parked_reason reason = decided->parked;

    memory_keep(memory, &memory->next_id, sizeof memory->next_id);
    struct parked *parked = parked_add(memory, memory->next_id++, order, decided->line_count);
    parked->reason = reason;
    parked->parent_id = parent_id;
    memcpy(parked->lines, decided->lines, decided->line_count * sizeof *parked->lines);
    store_note_parked(turn, parked);
    say_parked(turn, order,
               arena_format(turn_arena(turn), "%s: %s", parked_reason_name(reason),
                            parked_sentence(turn, order, reason)));
}

void
plan_route(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
           int64_t parent_id)
{
    struct memory *memory = store_memory(turn);
    const struct seen_place *place = place_of(memory, &order->destination);
    struct request request;
    struct choice choice;
    struct decided decided = {
        .order = order,
        .lines = lines,
        .line_count = line_count,
        .place = place,
        .choice = &choice,
        .decision_id = memory->next_id,
    };

    choice.rule = RULE_PARKED;
    if (place->place.by == GEOCODED_NONE) {
        decided.parked = PARKED_BAD_ADDRESS;
    } else {
        request = make_request(turn, order, lines, line_count, place);
        decided.request = &request;
        routing_decide(&request, &choice);
        if (choice.rule == RULE_PARKED)
            decided.parked = PARKED_NO_STOCK_IN_VIEW;
    }
    if (decided.parked != 0) {
        park(turn, order, &decided, parent_id);
    } else {
        int64_t *taken =
            arena_take(turn_arena(turn), choice.plan.site_count * line_count * sizeof *taken);
        split_lines(&request, &choice.plan, taken);
        decided.taken = taken;
        put_into_effect(turn, order, &decided, parent_id);
    }
    decision_record(turn, &decided);
}
