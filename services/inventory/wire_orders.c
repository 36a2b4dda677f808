#include "services/inventory/wire_orders.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

/* --- events ---------------------------------------------------------------------------------- */

static bool
read_line(struct order_line *to, uint32_t line, const char *sku, int64_t quantity,
          struct refusal *refusal)
{
    if (!text_fits(sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !number_fits(line, 1, INT32_MAX, "line", refusal) ||
        !number_fits(quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal))
        return false;
    *to = (struct order_line){.line = line, .sku = sku, .quantity = quantity};
    return true;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

const void *
wire_read_order_placed(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderPlaced *in = (const void *)message;
    const Crossdock__Order__V1__Destination *destination = in->destination;

    if (!is_id(in->order_id, "order_id", refusal) ||
        !number_fits((int64_t)in->n_lines, 1, EVENT_LINES_MAX, "lines", refusal) ||
        !number_fits(in->priority, 0, PRIORITY_MAX, "priority", refusal))
        return NULL;

    struct order_placed *out = arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->order_id = (int64_t)in->order_id;
    out->placed_at_us = in->placed_at_us;
    out->priority = in->priority;
    out->ship_complete = in->ship_complete;
    out->channel = in->channel;
    out->country = destination != NULL ? or_empty(destination->country) : "";
    out->region = destination != NULL ? or_empty(destination->region) : "";
    out->city = destination != NULL ? or_empty(destination->city) : "";
    out->postal_code = destination != NULL ? or_empty(destination->postal_code) : "";
    out->count = (uint32_t)in->n_lines;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!read_line(&out->lines[i], in->lines[i]->line, in->lines[i]->sku,
                       in->lines[i]->quantity, refusal))
            return NULL;
    }
    return out;
}

const void *
wire_read_order_cancel_requested(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderCancelRequested *in = (const void *)message;

    if (!is_id(in->order_id, "order_id", refusal))
        return NULL;
    struct order_event *out = arena_take(arena, sizeof *out);
    out->order_id = (int64_t)in->order_id;
    out->reason = in->reason;
    return out;
}

static struct order_lines *
read_lines(struct arena *arena, uint64_t order_id, Crossdock__Order__V1__LineQuantity *const *lines,
           size_t count, size_t count_min, struct refusal *refusal)
{
    if (!is_id(order_id, "order_id", refusal) ||
        !number_fits((int64_t)count, (int64_t)count_min, EVENT_LINES_MAX, "lines", refusal))
        return NULL;

    struct order_lines *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->order_id = (int64_t)order_id;
    out->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_line(&out->lines[i], lines[i]->line, lines[i]->sku, lines[i]->quantity, refusal))
            return NULL;
    }
    return out;
}

static bool
read_lots(struct arena *arena, struct order_lines *to,
          const Crossdock__Routing__V1__FulfillmentShipped *in, struct refusal *refusal)
{
    struct shipped_lot *lots = arena_take(arena, in->n_lots * sizeof *lots);

    if (!number_fits((int64_t)in->n_lots, 0, EVENT_LINES_MAX, "lots", refusal))
        return false;
    for (size_t i = 0; i < in->n_lots; i++) {
        if (!text_fits(in->lots[i]->lot, 1, LOT_BYTES_MAX, "lot", refusal) ||
            !number_fits(in->lots[i]->quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal))
            return false;
        lots[i] = (struct shipped_lot){in->lots[i]->line, in->lots[i]->lot, in->lots[i]->quantity};
    }
    to->lot_count = in->n_lots;
    to->lots = lots;
    return true;
}

const void *
wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentShipped *in = (const void *)message;

    if (!text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !is_id(in->fulfillment_order_id, "fulfillment_order_id", refusal))
        return NULL;
    struct order_lines *out = read_lines(arena, in->order_id, in->lines, in->n_lines, 1, refusal);
    if (out == NULL)
        return NULL;
    out->location = in->location;
    out->fulfillment_order_id = (int64_t)in->fulfillment_order_id;
    return read_lots(arena, out, in, refusal) ? out : NULL;
}

const void *
wire_read_recall_answered(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Routing__V1__RecallAnswered *in = (const void *)message;

    return read_lines(arena, in->order_id, in->given_back, in->n_given_back, 0, refusal);
}

/* --- events said ----------------------------------------------------------------------------- */

static const char *
order_key(struct turn *turn, int64_t order_id)
{
    return wire_text_of_id(turn, "", order_id);
}

/* The lines whose counter at this offset is not 0. */
static size_t
list_lines(struct turn *turn, const struct reservation *reservation, size_t counter_offset,
           Crossdock__Order__V1__LineQuantity ***list)
{
    Crossdock__Order__V1__LineQuantity *bodies =
        arena_take(turn_arena(turn), reservation->line_count * (sizeof *bodies + sizeof **list));
    size_t count = 0;

    *list = (void *)(bodies + reservation->line_count);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        const int64_t quantity = *(const int64_t *)((const char *)line + counter_offset);
        if (quantity == 0)
            continue;
        crossdock__order__v1__line_quantity__init(&bodies[count]);
        bodies[count].line = line->line;
        bodies[count].sku = wire_text(line->item->sku);
        bodies[count].quantity = quantity;
        (*list)[count] = &bodies[count];
        count++;
    }
    return count;
}

void
wire_say_committed(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Order__V1__Destination destination = CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    Crossdock__Inventory__V1__ReservationCommitted event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_COMMITTED__INIT;

    destination.country = wire_text(reservation->country);
    destination.region = wire_text(reservation->region);
    destination.city = wire_text(reservation->city);
    destination.postal_code = wire_text(reservation->postal_code);
    event.order_id = (uint64_t)reservation->order_id;
    event.channel = wire_text(reservation->channel);
    event.destination = &destination;
    event.placed_at_us = reservation->placed_at_us;
    event.priority = reservation->priority;
    event.ship_complete = reservation->ship_complete;
    event.round = reservation->round;
    event.n_lines =
        list_lines(turn, reservation, offsetof(struct reservation_line, granted), &event.lines);
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_backordered(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__StockBackordered event =
        CROSSDOCK__INVENTORY__V1__STOCK_BACKORDERED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    event.n_lines =
        list_lines(turn, reservation, offsetof(struct reservation_line, backordered), &event.lines);
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_recalled(struct turn *turn, const struct reservation *reservation)
{
    Crossdock__Inventory__V1__ReservationRecalled event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RECALLED__INIT;

    event.order_id = (uint64_t)reservation->order_id;
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_released(struct turn *turn, const struct reservation *reservation, const char *reason)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;
    Crossdock__Inventory__V1__ReleasedLine *bodies =
        arena_take(turn_arena(turn), reservation->line_count * sizeof *bodies);

    event.order_id = (uint64_t)reservation->order_id;
    event.reason = wire_text(reason);
    event.lines = arena_take(turn_arena(turn), reservation->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        const struct reservation_line *line = &reservation->lines[i];
        if (line->gave_waiting == 0 && line->gave_promised == 0)
            continue;
        crossdock__inventory__v1__released_line__init(&bodies[i]);
        bodies[i].line = line->line;
        bodies[i].sku = wire_text(line->item->sku);
        bodies[i].was_backordered = line->gave_waiting;
        bodies[i].was_promised = line->gave_promised;
        event.lines[event.n_lines++] = &bodies[i];
    }
    turn_say(turn, order_key(turn, reservation->order_id), reservation->channel, &event.base);
}

void
wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                          const char *reason)
{
    Crossdock__Inventory__V1__ReservationReleased event =
        CROSSDOCK__INVENTORY__V1__RESERVATION_RELEASED__INIT;

    event.order_id = (uint64_t)order_id;
    event.reason = wire_text(reason);
    turn_say(turn, order_key(turn, order_id), channel, &event.base);
}
