/*
 * Who has a SKU pinned at a location.
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

struct found {
    const struct fulfillment *fulfillment;
    int64_t units;
};

static int
compare_found(const void *a, const void *b)
{
    const int64_t left = ((const struct found *)a)->fulfillment->id;
    const int64_t right = ((const struct found *)b)->fulfillment->id;

    return (left > right) - (left < right);
}

static int64_t
units_of(const struct fulfillment *fulfillment, const struct sku *sku)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        if (fulfillment->lines[i].sku == sku)
            units += step_held_units(fulfillment, &fulfillment->lines[i]) -
                     taken_instead(fulfillment, fulfillment->lines[i].line);
    }
    for (const struct taken *t = fulfillment->taken; t != NULL; t = t->next)
        units += t->instead == sku ? t->quantity : 0;
    return units;
}

static bool
is_asked(const struct fulfillment *fulfillment, const char *location)
{
    return (fulfillment_is_open(fulfillment->state) ||
            (fulfillment->state == FULFILLMENT_READY && pickup_is_here(fulfillment))) &&
           (location[0] == '\0' || strcmp(fulfillment->location->code, location) == 0);
}

/* The oldest first; as many as there are. */
static struct found *
find(struct turn *turn, const struct sku *sku, const char *location, size_t *count)
{
    const struct memory *memory = store_memory(turn);
    const struct fulfillment *fulfillment;
    size_t most = 0;

    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;)
        most += is_asked(fulfillment, location) && units_of(fulfillment, sku) > 0;
    struct found *found = arena_take(turn_arena(turn), most * sizeof *found);
    *count = 0;
    for (size_t at = 0; (fulfillment = map_next(memory->fulfillments, &at)) != NULL;) {
        const int64_t units = is_asked(fulfillment, location) ? units_of(fulfillment, sku) : 0;
        if (units > 0)
            found[(*count)++] = (struct found){fulfillment, units};
    }
    qsort(found, most, sizeof *found, compare_found);
    return found;
}

void
on_get_allocations(struct turn *turn, const struct input *input)
{
    const struct asked_allocations *asked = input->message;
    struct arena *arena = turn_arena(turn);
    Crossdock__Routing__V1__AllocationsView view = CROSSDOCK__ROUTING__V1__ALLOCATIONS_VIEW__INIT;
    const struct sku *sku = map_find_text(store_memory(turn)->sku_by_code, asked->sku);
    const bool own = input->from->role == ROLE_WAREHOUSE && asked->location[0] == '\0';
    const char *location = own ? input->from->subject : asked->location;
    const struct found *found = NULL;
    size_t count = 0;

    if (!step_may_speak_for(turn, input, location))
        return;
    if (sku != NULL)
        found = find(turn, sku, location, &count);
    view.n_allocations = count < asked->limit ? count : asked->limit;
    view.allocations = arena_take(arena, view.n_allocations * sizeof *view.allocations);
    for (size_t i = 0; i < count; i++) {
        const struct fulfillment *fulfillment = found[i].fulfillment;
        view.units += found[i].units;
        if (i >= view.n_allocations)
            continue;
        Crossdock__Routing__V1__Allocation *to = arena_take(arena, sizeof *to);
        crossdock__routing__v1__allocation__init(to);
        to->order_id = (uint64_t)fulfillment->order->id;
        to->fulfillment_order_id = (uint64_t)fulfillment->id;
        to->location = (char *)fulfillment->location->code;
        to->status = (Crossdock__Routing__V1__FulfillmentStatus)fulfillment->state;
        to->quantity = found[i].units;
        view.allocations[i] = to;
    }
    view.more = count > view.n_allocations;
    turn_accept(turn, &view.base);
}
