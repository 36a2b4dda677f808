/* What follows a shipment: delivered, not delivered, ready to be collected. See wire_progress.h. */
#include <string.h>

#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/core/returns.h"
#include "services/order/wire_progress.h"

const void *
wire_read_fulfillment_delivered(struct arena *arena, const ProtobufCMessage *base,
                                struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentDelivered *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (wire_of_fulfillment(change, message->fulfillment_order_id, refusal) == NULL)
        return NULL;
    change->location = message->location;
    change->at_us = message->delivered_at_us;
    return change;
}

const void *
wire_read_fulfillment_exception(struct arena *arena, const ProtobufCMessage *base,
                                struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentException *message = (const void *)base;
    struct order_change *change = arena_take(arena, sizeof *change);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    *change = (struct order_change){.order_id = (int64_t)message->order_id,
                                    .fault = (uint32_t)message->kind};
    return wire_of_fulfillment(change, message->fulfillment_order_id, refusal);
}

const void *
wire_read_promise_changed(struct arena *arena, const ProtobufCMessage *base,
                          struct refusal *refusal)
{
    const Crossdock__Routing__V1__PromiseChanged *message = (const void *)base;
    struct order_change *change = arena_take(arena, sizeof *change);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    *change = (struct order_change){
        .order_id = (int64_t)message->order_id,
        .day = message->deliver_on_day < 0 ? 0 : message->deliver_on_day,
    };
    return wire_of_fulfillment(change, message->fulfillment_order_id, refusal);
}

const void *
wire_read_pickup_ready(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__PickupReady *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (wire_of_fulfillment(change, message->fulfillment_order_id, refusal) == NULL)
        return NULL;
    change->location = message->location;
    change->at_us = message->until_us;
    return change;
}

const void *
wire_read_pickup_expired(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__PickupExpired *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (wire_of_fulfillment(change, message->fulfillment_order_id, refusal) == NULL)
        return NULL;
    if (message->location[0] == '\0' || strlen(message->location) > LOCATION_BYTES_MAX)
        return refuse(refusal, "location: not 1 to %d bytes", LOCATION_BYTES_MAX);
    change->location = message->location;
    change->came_from_elsewhere = message->came_from_elsewhere;
    return wire_read_substitutions(arena, refusal, change, message->substitutions,
                                   message->n_substitutions)
               ? change
               : NULL;
}

void
wire_say_order_delivered(struct turn *turn, const struct order *order,
                         const struct order_change *delivery)
{
    Crossdock__Order__V1__OrderDelivered event = CROSSDOCK__ORDER__V1__ORDER_DELIVERED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.fulfillment_order_id = (uint64_t)delivery->fulfillment_order_id;
    event.location = (char *)delivery->location;
    event.delivered_at_us = delivery->at_us;
    event.n_lines = delivery->line_count;
    event.lines = make_quantities(turn_arena(turn), delivery->lines, delivery->line_count);
    event.all = order_is_delivered(order);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_ready(struct turn *turn, const struct order *order, const struct order_change *ready)
{
    Crossdock__Order__V1__OrderReadyForPickup event =
        CROSSDOCK__ORDER__V1__ORDER_READY_FOR_PICKUP__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.fulfillment_order_id = (uint64_t)ready->fulfillment_order_id;
    event.location = (char *)ready->location;
    event.until_us = ready->at_us;
    event.n_lines = ready->line_count;
    event.lines = make_quantities(turn_arena(turn), ready->lines, ready->line_count);
    say_of_order(turn, order, &event.base);
}
