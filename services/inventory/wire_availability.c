#include "services/inventory/wire_availability.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

const void *
wire_read_get_availability(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetAvailability *in = (const void *)message;

    if (!number_fits((int64_t)in->n_skus, 1, COMMAND_LINES_MAX, "skus", refusal))
        return NULL;
    struct get_availability *out = arena_take(arena, sizeof *out);
    out->by_location = in->by_location;
    out->count = in->n_skus;
    out->skus = in->skus;
    return out;
}

static void
fill_locations(struct turn *turn, Crossdock__Inventory__V1__Availability *body,
               const struct item *item)
{
    size_t count = 0, at = 0;

    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item)
        count++;
    body->locations = arena_take(turn_arena(turn), count * sizeof *body->locations);
    body->n_locations = count;
    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
        Crossdock__Inventory__V1__LocationStock *place =
            arena_take(turn_arena(turn), sizeof *place);
        crossdock__inventory__v1__location_stock__init(place);
        place->location = wire_text(stock->location->code);
        place->on_hand = stock->on_hand;
        place->sellable = sellable_at(stock);
        place->bin = wire_text(stock->bin);
        body->locations[at++] = place;
    }
}

void
wire_reply_availability(struct turn *turn, const struct get_availability *query,
                        struct item *const *items)
{
    Crossdock__Inventory__V1__AvailabilityView reply =
        CROSSDOCK__INVENTORY__V1__AVAILABILITY_VIEW__INIT;

    reply.n_items = query->count;
    reply.items = arena_take(turn_arena(turn), query->count * sizeof *reply.items);
    for (size_t i = 0; i < query->count; i++) {
        Crossdock__Inventory__V1__Availability *body = arena_take(turn_arena(turn), sizeof *body);
        const struct item *item = items[i];
        crossdock__inventory__v1__availability__init(body);
        body->sku = query->skus[i];
        reply.items[i] = body;
        if (item == NULL)
            continue;
        body->known = item->defined;
        body->available = available_to_promise(item) > 0 ? available_to_promise(item) : 0;
        body->on_hand = item->on_hand;
        body->reserved = item->reserved;
        body->backordered = item->backordered;
        if (query->by_location)
            fill_locations(turn, body, item);
    }
    turn_accept(turn, &reply.base);
}
