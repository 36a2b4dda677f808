/* See wire_hold.h. */
#include "services/order/wire_hold.h"

#include <string.h>

#include "crossdock/order/v1/order.pb-c.h"

const void *
wire_read_hold_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__HoldOrder *message = (const void *)base;
    struct hold_request *request = arena_take(arena, sizeof *request);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->hold == NULL)
        return refuse(refusal, "hold: missing");
    *request = (struct hold_request){.order_id = (int64_t)message->order_id,
                                     .hold = read_hold(message->hold)};
    return request;
}

const void *
wire_read_release_hold(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__ReleaseHold *message = (const void *)base;
    struct release_request *request = arena_take(arena, sizeof *request);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if ((int32_t)message->reason <= HOLD_NONE || (int32_t)message->reason >= HOLD_REASON_COUNT)
        return refuse(refusal, "reason: there is no hold for reason %d", (int)message->reason);
    if (strlen(message->note) > TEXT_BYTES_MAX)
        return refuse(refusal, "note: longer than %d bytes", TEXT_BYTES_MAX);
    *request = (struct release_request){.order_id = (int64_t)message->order_id,
                                        .reason = (enum hold_reason)message->reason,
                                        .note = message->note};
    return request;
}

void
wire_say_order_held(struct turn *turn, const struct order *order, const struct hold *hold)
{
    Crossdock__Order__V1__OrderHeld event = CROSSDOCK__ORDER__V1__ORDER_HELD__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.hold = make_hold(turn_arena(turn), hold);
    event.open_holds = holds_open(order);
    say_of_order(turn, order, &event.base);
}

void
wire_say_hold_released(struct turn *turn, const struct order *order, enum hold_reason reason,
                       const char *note, const char *by)
{
    Crossdock__Order__V1__HoldReleased event = CROSSDOCK__ORDER__V1__HOLD_RELEASED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (Crossdock__Order__V1__HoldReason)reason;
    event.note = (char *)note;
    event.by = (char *)by;
    event.open_holds = holds_open(order);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_released(struct turn *turn, const struct order *order)
{
    Crossdock__Order__V1__OrderReleased event = CROSSDOCK__ORDER__V1__ORDER_RELEASED__INIT;

    event.order_id = (uint64_t)order->order_id;
    say_of_order(turn, order, &event.base);
}
