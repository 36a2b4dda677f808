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
fill_locations(struct arena *arena, Crossdock__Inventory__V1__Availability *body,
               const struct item *item)
{
    size_t count = 0, at = 0;

    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item)
        count++;
    body->locations = arena_take(arena, count * sizeof *body->locations);
    body->n_locations = count;
    for (const struct stock *stock = item->stocks; stock != NULL; stock = stock->next_of_item) {
        Crossdock__Inventory__V1__LocationStock *place = arena_take(arena, sizeof *place);
        crossdock__inventory__v1__location_stock__init(place);
        place->location = wire_text(stock->location->code);
        place->on_hand = stock->on_hand;
        place->sellable = sellable_at(stock);
        place->bin = wire_text(stock->bin);
        place->unavailable = stock->unavailable;
        body->locations[at++] = place;
    }
}

static void
fill_item(struct arena *arena, Crossdock__Inventory__V1__Availability *body,
          const struct item *item, const struct get_availability *query)
{
    const int64_t available = available_to_promise(item);

    body->known = item->defined;
    body->available = available > 0 ? available : 0;
    body->on_hand = item->on_hand;
    body->reserved = item->reserved;
    body->backordered = item->backordered;
    if (query->by_location)
        fill_locations(arena, body, item);
}

const ProtobufCMessage *
wire_availability(struct arena *arena, const struct get_availability *query,
                  const struct item *const *items)
{
    Crossdock__Inventory__V1__AvailabilityView *reply = arena_take(arena, sizeof *reply);

    crossdock__inventory__v1__availability_view__init(reply);
    reply->n_items = query->count;
    reply->items = arena_take(arena, query->count * sizeof *reply->items);
    for (size_t i = 0; i < query->count; i++) {
        Crossdock__Inventory__V1__Availability *body = arena_take(arena, sizeof *body);
        crossdock__inventory__v1__availability__init(body);
        body->sku = query->skus[i];
        reply->items[i] = body;
        if (items[i] != NULL)
            fill_item(arena, body, items[i], query);
    }
    return &reply->base;
}
