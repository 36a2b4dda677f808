/*
 * What was planned cannot stay: refused, short, at a location that closed or is full, too late, or
 * better elsewhere. The units are let go, routed again and pinned again in one turn.
 *
 * Every order counts how often that happened to it (order_past keeps the count). Warehouses that
 * hand an order round for ever would keep everybody busy and ship nothing, so beyond REROUTES_MAX
 * the units are parked for people; RetryParked begins the count again.
 */
#include "services/fulfillment-routing/reroute.h"

#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

/* More of a fulfillment order that was found short line by line: counted once. */
static bool
was_counted(const struct order *order, int64_t parent_id)
{
    for (const struct fulfillment *f = order->first; f != NULL; f = f->next) {
        if (f->parent_id == parent_id)
            return true;
    }
    for (const struct parked *p = order->parked; p != NULL; p = p->next) {
        if (p->parent_id == parent_id)
            return true;
    }
    return false;
}

void
reroute_units(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
              int64_t parent_id)
{
    if (!was_counted(order, parent_id))
        order_count_reroutes(store_memory(turn), order, order->reroutes + 1);
    store_note_past(turn, order); /* who refused it, too */
    if (order->reroutes > REROUTES_MAX)
        plan_park(turn, order, lines, line_count, parent_id, PARKED_REROUTES);
    else
        plan_route(turn, order, lines, line_count, parent_id);
}

static uint32_t
take_back(struct turn *turn, struct fulfillment *fulfillment, const struct reroute *why,
          struct ask **lines)
{
    struct memory *memory = store_memory(turn);
    const uint32_t line_count = step_lines_left(turn, fulfillment, lines);

    if (why->frees)
        step_set_free(turn, fulfillment);
    else
        step_let_go(turn, fulfillment);
    step_fulfillment(turn, fulfillment, why->on);
    store_touch(turn, fulfillment)->reason = why->reason;
    say_rejected(turn, fulfillment, why->reason, (struct told_lines){line_count, *lines});
    if (why->excludes)
        order_exclude(memory, fulfillment->order, fulfillment->location);
    return line_count;
}

void
reroute_take_back(struct turn *turn, struct fulfillment *fulfillment, const struct reroute *why)
{
    struct ask *lines;

    (void)take_back(turn, fulfillment, why, &lines);
}

void
reroute_fulfillment(struct turn *turn, struct fulfillment *fulfillment, const struct reroute *why)
{
    struct ask *lines;
    const uint32_t line_count = take_back(turn, fulfillment, why, &lines);

    reroute_units(turn, fulfillment->order, lines, line_count, fulfillment->id);
    fulfillment_remove(store_memory(turn), fulfillment);
}
