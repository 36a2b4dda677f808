#include "services/inventory/wire_availability.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

#define INBOUND_LISTED_MAX 16
#define CHANNEL_BYTES_MAX  32

const void *
wire_read_get_availability(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetAvailability *in = (const void *)message;

    if (!number_fits((int64_t)in->n_skus, 1, COMMAND_LINES_MAX, "skus", refusal) ||
        !number_fits(in->until_us, 0, INT64_MAX, "until_us", refusal) ||
        !text_fits(in->channel, 0, CHANNEL_BYTES_MAX, "channel", refusal))
        return NULL;
    struct get_availability *out = arena_take(arena, sizeof *out);
    out->by_location = in->by_location;
    out->until_us = in->until_us;
    out->channel = in->channel;
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

/* What comes by then, soonest first; the sum counts also what there is no room to list. */
static void
fill_inbound(struct arena *arena, Crossdock__Inventory__V1__Availability *body,
             const struct item *item, int64_t until_us)
{
    body->available_by = available_by(item, until_us);
    body->inbound = arena_take(arena, INBOUND_LISTED_MAX * sizeof *body->inbound);
    for (const struct inbound *i = item->inbound;
         i != NULL && i->due_at_us != 0 && i->due_at_us <= until_us &&
         body->n_inbound < INBOUND_LISTED_MAX;
         i = i->next_of_item) {
        Crossdock__Inventory__V1__Inbound *to = arena_take(arena, sizeof *to);
        crossdock__inventory__v1__inbound__init(to);
        to->due_at_us = i->due_at_us;
        to->location = wire_text(i->location->code);
        to->quantity = i->units;
        to->reference = wire_text(i->reference);
        body->inbound[body->n_inbound++] = to;
    }
}

static void
fill_item(struct arena *arena, Crossdock__Inventory__V1__Availability *body,
          const struct availability *seen, const struct get_availability *query)
{
    const struct item *item = &seen->item;

    body->known = item->defined;
    body->available = seen->available;
    body->on_hand = item->on_hand;
    body->reserved = item->reserved + item->held;
    body->held = item->held;
    body->backordered = item->backordered;
    body->unavailable = item->unavailable;
    body->in_transit = item->in_transit;
    body->on_order = item->on_order;
    body->preorder = is_preorder(item);
    body->available_from_us = body->preorder ? item->available_from_us : 0;
    if (query->until_us > 0)
        fill_inbound(arena, body, item, query->until_us);
    if (query->by_location)
        fill_locations(arena, body, item);
}

const ProtobufCMessage *
wire_availability(struct arena *arena, const struct get_availability *query,
                  const struct item *const *items, const struct channel *channel, int64_t now_us)
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
        if (items[i] == NULL)
            continue;
        const struct availability seen = availability_at(items[i], channel, now_us);
        fill_item(arena, body, &seen, query);
    }
    return &reply->base;
}
