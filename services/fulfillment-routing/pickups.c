/*
 * What customers are to collect at a location: ready, on its way there, or still to be picked.
 *
 * Every open fulfillment order is looked at: some nanoseconds each, for a question that people ask.
 */
#include <stdlib.h>
#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/handlers.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"
#include "services/fulfillment-routing/wire.h"

static int
compare_ids(const void *a, const void *b)
{
    const int64_t left = (*(const struct fulfillment *const *)a)->id;
    const int64_t right = (*(const struct fulfillment *const *)b)->id;

    return (left > right) - (left < right);
}

static bool
is_asked(const struct fulfillment *fulfillment, const struct location *location, int64_t after)
{
    return fulfillment->pickup == location && fulfillment->id > after &&
           (fulfillment_is_open(fulfillment->state) || pickup_goes_on(fulfillment));
}

static const struct fulfillment **
find(struct turn *turn, const struct location *location, int64_t after, size_t *count)
{
    const struct memory *memory = store_memory(turn);
    const struct fulfillment *fulfillment;
    size_t most = 0;

    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;)
        most += is_asked(fulfillment, location, after);
    const struct fulfillment **found = arena_take(turn_arena(turn), most * sizeof *found);
    *count = 0;
    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;) {
        if (is_asked(fulfillment, location, after))
            found[(*count)++] = fulfillment;
    }
    qsort(found, most, sizeof(struct fulfillment *), compare_ids);
    return found;
}

static Crossdock__Routing__V1__Pickup *
show(struct turn *turn, const struct fulfillment *fulfillment)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Routing__V1__Pickup *to = arena_take(arena, sizeof *to);
    struct ask *lines;

    crossdock__routing__v1__pickup__init(to);
    to->order_id = (uint64_t)fulfillment->order->id;
    to->fulfillment_order_id = (uint64_t)fulfillment->id;
    to->from = (char *)fulfillment->location->code;
    to->status = (Crossdock__Routing__V1__FulfillmentStatus)fulfillment->state;
    to->until_us = fulfillment->ready_until_us;
    to->over = fulfillment->ready_until_us != 0 && fulfillment->ready_until_us <= turn_now_us(turn);
    to->n_lines = step_lines_left(turn, fulfillment, &lines);
    to->lines = arena_take(arena, to->n_lines * sizeof *to->lines);
    for (size_t i = 0; i < to->n_lines; i++) {
        to->lines[i] = arena_take(arena, sizeof **to->lines);
        crossdock__order__v1__line_quantity__init(to->lines[i]);
        to->lines[i]->line = (uint32_t)lines[i].line;
        to->lines[i]->sku = (char *)lines[i].sku->code;
        to->lines[i]->quantity = lines[i].quantity;
    }
    return to;
}

void
on_get_pickups(struct turn *turn, const struct input *input)
{
    const struct asked_pickups *asked = input->message;
    Crossdock__Routing__V1__PickupsView view = CROSSDOCK__ROUTING__V1__PICKUPS_VIEW__INIT;
    const bool own = input->from->role == ROLE_WAREHOUSE && asked->location[0] == '\0';
    const char *code = own ? input->from->subject : asked->location;
    size_t count;

    if (!step_may_speak_for(turn, input, code))
        return;
    const struct location *location = location_find(store_memory(turn), code);
    if (location == NULL) {
        step_no_location(turn, code);
        return;
    }
    const struct fulfillment **found = find(turn, location, asked->after, &count);
    view.more = count > asked->limit;
    view.n_pickups = view.more ? asked->limit : count;
    view.pickups = arena_take(turn_arena(turn), view.n_pickups * sizeof *view.pickups);
    for (size_t i = 0; i < view.n_pickups; i++)
        view.pickups[i] = show(turn, found[i]);
    turn_accept(turn, &view.base);
}
