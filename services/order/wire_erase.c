/* See wire_erase.h. */
#include "services/order/wire_erase.h"

#include <string.h>

#include "crossdock/order/v1/order.pb-c.h"

const void *
wire_read_erase_customer(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__EraseCustomer *message = (const void *)base;
    struct erasure *erasure = arena_take(arena, sizeof *erasure);

    if (id_is_valid(message->order_id) == (message->email[0] != '\0'))
        return refuse(refusal, "name an order, or an e-mail address");
    if (strlen(message->email) > TEXT_BYTES_MAX || strlen(message->reason) > TEXT_BYTES_MAX)
        return refuse(refusal, "email, reason: longer than %d bytes", TEXT_BYTES_MAX);
    *erasure = (struct erasure){
        .order_id = (int64_t)message->order_id, .email = message->email, .reason = message->reason};
    return erasure;
}

const ProtobufCMessage *
wire_erase_reply(struct arena *arena, uint32_t orders)
{
    Crossdock__Order__V1__EraseCustomerReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__erase_customer_reply__init(reply);
    reply->orders = orders;
    return &reply->base;
}

void
wire_say_customer_erased(struct turn *turn, const struct order *order, const char *reason)
{
    Crossdock__Order__V1__CustomerErased event = CROSSDOCK__ORDER__V1__CUSTOMER_ERASED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)reason;
    say_of_order(turn, order, &event.base);
}
