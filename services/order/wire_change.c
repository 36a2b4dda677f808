/* See wire_change.h. */
#include "services/order/wire_change.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"

const void *
wire_read_cancel_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__CancelOrder *message = (const void *)base;
    struct cancel_request *request = arena_take(arena, sizeof *request);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (strlen(message->reason) > TEXT_BYTES_MAX)
        return refuse(refusal, "reason: longer than %d bytes", TEXT_BYTES_MAX);
    *request =
        (struct cancel_request){.order_id = (int64_t)message->order_id, .reason = message->reason};
    return request;
}

const void *
wire_read_reservation_released(struct arena *arena, const ProtobufCMessage *base,
                               struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReservationReleased *message = (const void *)base;
    struct order_release *release = arena_take(arena, sizeof *release);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->n_lines > ORDER_LINES_MAX)
        return refuse(refusal, "lines: %zu of them", message->n_lines);
    *release = (struct order_release){.order_id = (int64_t)message->order_id,
                                      .reason = message->reason,
                                      .line_count = (uint32_t)message->n_lines};
    release->lines = arena_take(arena, message->n_lines * sizeof *release->lines);
    for (size_t i = 0; i < message->n_lines; i++) {
        const Crossdock__Inventory__V1__ReleasedLine *line = message->lines[i];

        if (line->was_backordered < 0 || line->was_backordered > ORDER_QUANTITY_MAX ||
            line->was_promised < 0 || line->was_promised > ORDER_QUANTITY_MAX)
            return refuse(refusal, "lines: units released of line %u", line->line);
        release->lines[i] = (struct released_line){.line = line->line,
                                                   .sku = line->sku,
                                                   .was_backordered = line->was_backordered,
                                                   .was_promised = line->was_promised};
    }
    return release;
}

const ProtobufCMessage *
wire_cancel_order_reply(struct arena *arena, int64_t order_id)
{
    Crossdock__Order__V1__CancelOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__cancel_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    return &reply->base;
}

void
wire_say_order_cancel_requested(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Order__V1__OrderCancelRequested event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REQUESTED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)reason;
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_cancelled(struct turn *turn, const struct order *order,
                         const struct line_change *lines, uint32_t line_count)
{
    Crossdock__Order__V1__OrderCancelled event = CROSSDOCK__ORDER__V1__ORDER_CANCELLED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.n_lines = line_count;
    event.lines = make_quantities(turn_arena(turn), lines, line_count);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_cancel_refused(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Order__V1__OrderCancelRefused event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REFUSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)reason;
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_closed(struct turn *turn, const struct order *order)
{
    Crossdock__Order__V1__OrderClosed event = CROSSDOCK__ORDER__V1__ORDER_CLOSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    say_of_order(turn, order, &event.base);
}
