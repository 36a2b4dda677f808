/* See wire_progress.h. */
#include "services/order/wire_progress.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/order/core/validate.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;

const void *
wire_read_item_changed(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ItemChanged *message = (const void *)base;
    struct changed_item *item = arena_take(arena, sizeof *item);

    if (message->item == NULL)
        return refuse(refusal, "item: missing");
    if (message->item->sku[0] == '\0' || strlen(message->item->sku) > SKU_BYTES_MAX)
        return refuse(refusal, "item.sku: not 1 to %d bytes", SKU_BYTES_MAX);
    item->sku = message->item->sku;
    return item;
}

const void *
wire_read_channel_changed(struct arena *arena, const ProtobufCMessage *base,
                          struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ChannelChanged *message = (const void *)base;
    struct changed_channel *channel = arena_take(arena, sizeof *channel);

    if (message->channel == NULL || !channel_is_valid(message->channel->code))
        return refuse(refusal, "channel: missing, or its code is not valid");
    if (message->channel->cancel_unfilled_days < 0 ||
        message->channel->cancel_unfilled_days > CANCEL_DAYS_MAX)
        return refuse(refusal, "cancel_unfilled_days: %d", message->channel->cancel_unfilled_days);
    *channel =
        (struct changed_channel){message->channel->code, message->channel->cancel_unfilled_days};
    return channel;
}

struct order_change *
wire_read_change(struct arena *arena, struct refusal *refusal, uint64_t order_id,
            line_quantity *const *lines, size_t line_count)
{
    struct order_change *change = arena_take(arena, sizeof *change);

    if (!id_is_valid(order_id)) {
        refuse(refusal, "order_id: there is no order %llu", (unsigned long long)order_id);
        return NULL;
    }
    if (line_count < 1 || line_count > ORDER_LINES_MAX) {
        refuse(refusal, "lines: %zu of them", line_count);
        return NULL;
    }
    *change = (struct order_change){.order_id = (int64_t)order_id,
                                    .location = "",
                                    .carrier = "",
                                    .tracking = "",
                                    .pickup_location = "",
                                    .line_count = (uint32_t)line_count};
    change->lines = arena_take(arena, line_count * sizeof *change->lines);
    for (size_t i = 0; i < line_count; i++) {
        if (lines[i]->quantity < 1 || lines[i]->quantity > ORDER_QUANTITY_MAX) {
            refuse(refusal, "lines: quantity %lld of line %u", (long long)lines[i]->quantity,
                   lines[i]->line);
            return NULL;
        }
        change->lines[i] = (struct line_change){
            .line = lines[i]->line, .sku = lines[i]->sku, .quantity = lines[i]->quantity};
    }
    return change;
}

const void *
wire_of_fulfillment(struct order_change *change, uint64_t fulfillment_order_id, struct refusal *refusal)
{
    if (change == NULL)
        return NULL;
    if (!id_is_valid(fulfillment_order_id))
        return refuse(refusal, "fulfillment_order_id: missing");
    change->fulfillment_order_id = (int64_t)fulfillment_order_id;
    return change;
}

const void *
wire_read_reservation_committed(struct arena *arena, const ProtobufCMessage *base,
                                struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReservationCommitted *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (change != NULL)
        change->promised_before = message->promised_before;
    return change;
}

const void *
wire_read_stock_reserved(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__StockReserved *message = (const void *)base;

    return wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);
}

const void *
wire_read_stock_backordered(struct arena *arena, const ProtobufCMessage *base,
                            struct refusal *refusal)
{
    const Crossdock__Inventory__V1__StockBackordered *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (change == NULL)
        return NULL;
    if (message->n_expected_at_us != 0 && message->n_expected_at_us != message->n_lines)
        return refuse(refusal, "expected_at_us: %zu of them", message->n_expected_at_us);
    change->lost = message->lost;
    if (message->n_expected_at_us > 0)
        change->expected_at_us = message->expected_at_us;
    return change;
}

const void *
wire_read_fulfillment_planned(struct arena *arena, const ProtobufCMessage *base,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentPlanned *message = (const void *)base;

    return wire_of_fulfillment(
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines),
        message->fulfillment_order_id, refusal);
}

const void *
wire_read_item_picked(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__ItemPicked *message = (const void *)base;

    return wire_of_fulfillment(
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines),
        message->fulfillment_order_id, refusal);
}

const void *
wire_read_item_short(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__ItemShort *message = (const void *)base;

    return wire_of_fulfillment(
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines),
        message->fulfillment_order_id, refusal);
}

const void *
wire_read_fulfillment_rejected(struct arena *arena, const ProtobufCMessage *base,
                               struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentRejected *message = (const void *)base;

    return wire_of_fulfillment(
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines),
        message->fulfillment_order_id, refusal);
}

const void *
wire_read_fulfillment_cancelled(struct arena *arena, const ProtobufCMessage *base,
                                struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentCancelled *message = (const void *)base;
    struct order_change *nothing = arena_take(arena, sizeof *nothing);

    if (message->n_lines == 0 && id_is_valid(message->order_id)) { /* said before it had lines */
        nothing->order_id = (int64_t)message->order_id;
        return wire_of_fulfillment(nothing, message->fulfillment_order_id, refusal);
    }
    return wire_of_fulfillment(
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines),
        message->fulfillment_order_id, refusal);
}

bool
wire_read_substitutions(struct arena *arena, struct refusal *refusal, struct order_change *change,
                        Crossdock__Routing__V1__Substitution *const *substitutions, size_t count)
{
    if (count > ORDER_LINES_MAX) {
        refuse(refusal, "substitutions: %zu of them", count);
        return false;
    }
    change->substitute_count = (uint32_t)count;
    change->substitutes = arena_take(arena, count * sizeof *change->substitutes);
    for (size_t i = 0; i < count; i++) {
        const Crossdock__Routing__V1__Substitution *one = substitutions[i];

        if (one->quantity < 1 || one->quantity > ORDER_QUANTITY_MAX || one->sku[0] == '\0' ||
            strlen(one->sku) > SKU_BYTES_MAX) {
            refuse(refusal, "substitutions: %lld of '%.64s' for line %u",
                   (long long)one->quantity, one->sku, one->line);
            return false;
        }
        change->substitutes[i] = (struct line_change){
            .line = one->line, .sku = one->sku, .quantity = one->quantity};
    }
    return true;
}

const void *
wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *base,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentShipped *message = (const void *)base;
    struct order_change *change =
        wire_read_change(arena, refusal, message->order_id, message->lines, message->n_lines);

    if (wire_of_fulfillment(change, message->fulfillment_order_id, refusal) == NULL)
        return NULL;
    change->location = message->location;
    change->carrier = message->carrier;
    change->tracking = message->tracking;
    change->pickup_location = message->pickup_location;
    return wire_read_substitutions(arena, refusal, change, message->substitutions,
                                   message->n_substitutions)
               ? change
               : NULL;
}

const void *
wire_read_order_parked(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Routing__V1__OrderParked *message = (const void *)base;
    struct parked_order *parked = arena_take(arena, sizeof *parked);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->reason[0] == '\0')
        return refuse(refusal, "reason: missing");
    *parked = (struct parked_order){.order_id = (int64_t)message->order_id,
                                    .reason = cut_text(arena, message->reason, TEXT_BYTES_MAX)};
    return parked;
}

static void
make_substitutes(struct arena *arena, Crossdock__Order__V1__OrderShipped *event,
                 const struct order_change *shipment)
{
    const uint32_t count = shipment->substitute_count;
    Crossdock__Order__V1__ShippedSubstitute *list = arena_take(arena, count * sizeof *list);

    event->substitutes = arena_take(arena, count * sizeof *event->substitutes);
    event->n_substitutes = count;
    for (uint32_t i = 0; i < count; i++) {
        crossdock__order__v1__shipped_substitute__init(&list[i]);
        list[i].line = shipment->substitutes[i].line;
        list[i].sku = (char *)shipment->substitutes[i].sku;
        list[i].quantity = shipment->substitutes[i].quantity;
        event->substitutes[i] = &list[i];
    }
}

void
wire_say_order_shipped(struct turn *turn, const struct order *order,
                       const struct order_change *shipment)
{
    Crossdock__Order__V1__OrderShipped event = CROSSDOCK__ORDER__V1__ORDER_SHIPPED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.fulfillment_order_id = (uint64_t)shipment->fulfillment_order_id;
    event.location = (char *)shipment->location;
    event.carrier = (char *)shipment->carrier;
    event.tracking = (char *)shipment->tracking;
    event.pickup_location = (char *)shipment->pickup_location;
    make_substitutes(turn_arena(turn), &event, shipment);
    event.n_lines = shipment->line_count;
    event.lines = make_quantities(turn_arena(turn), shipment->lines, shipment->line_count);
    say_of_order(turn, order, &event.base);
}
