/*
 * Units that inventory promised are routed, for the first time or again.
 */
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

/* Routing may have heard of the order before: a later round, or the first units again. */
static bool
was_here(const struct promise *promise)
{
    return promise->round > 1 || promise->promised_before;
}

/* Only an order that was here before can have a past. */
void
want_past_of_promise(struct turn *turn, const struct input *input)
{
    const struct promise *promise = input->message;

    if (was_here(promise))
        store_want_past(turn, promise->order_id);
}

/* Where this promise says goods go counts from here on. */
static struct order *
order_of_promise(struct turn *turn, const struct promise *promise)
{
    struct memory *memory = store_memory(turn);
    struct order *order = map_find(memory->orders, promise->order_id);

    if (order != NULL) {
        if (!order_goes_to(order, &promise->destination))
            order_redirect(memory, order, &promise->destination);
        return order;
    }
    order = order_open(memory, promise->order_id, promise->placed_at_us, &promise->destination);
    const struct past *past = store_past(turn, order->id);
    if (past != NULL)
        order_remember(memory, order, past);
    return order;
}

/* How the customer wants it: the last promise counts. An order of which nothing was open has left memory
 * (called back, or cancelled while the rest waits for stock), and its row may tell of a place of
 * collection that it has no more. */
static void
set_terms(struct turn *turn, struct order *order, const struct promise *promise)
{
    struct memory *memory = store_memory(turn);
    struct terms terms = {.deliver_by_day = promise->deliver_by_day,
                          .substitutes_allowed = promise->substitutes_allowed};

    if (promise->pickup_location[0] != '\0') {
        terms.pickup = location_find(memory, promise->pickup_location);
        if (terms.pickup == NULL)
            turn_give_up(turn, "location '%s' was never told", promise->pickup_location);
    }
    if (order->terms.pickup == terms.pickup &&
        order->terms.deliver_by_day == terms.deliver_by_day &&
        order->terms.substitutes_allowed == terms.substitutes_allowed && !was_here(promise))
        return;
    order->terms = terms; /* kept by the caller */
    store_note_terms(turn, order);
}

void
on_reservation_committed(struct turn *turn, const struct input *input)
{
    const struct promise *promise = input->message;
    struct memory *memory = store_memory(turn);
    struct ask *lines = arena_take(turn_arena(turn), promise->line_count * sizeof *lines);

    for (size_t i = 0; i < promise->line_count; i++) {
        const struct promised_line *from = &promise->lines[i];
        lines[i] = (struct ask){.line = from->line,
                                .sku = sku_of(memory, from->sku),
                                .quantity = from->quantity,
                                .together = from->together};
    }
    struct order *order = order_of_promise(turn, promise);
    memory_keep(memory, order, sizeof *order);
    order->channel = bin_of(memory, promise->channel);
    set_terms(turn, order, promise);
    if (promise->ship_complete)
        plan_route_whole(turn, order, lines, (uint32_t)promise->line_count);
    else
        plan_route_first(turn, order, lines, (uint32_t)promise->line_count);
}
