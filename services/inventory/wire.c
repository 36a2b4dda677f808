#include "services/inventory/wire.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

/* protobuf-c wants char *; it does not write there. */
char *
wire_text(const char *value)
{
    return (char *)(uintptr_t)value;
}

const char *
wire_text_of_id(struct turn *turn, const char *before, int64_t id)
{
    const size_t bytes = strlen(before);
    char digits[24];
    char *at = digits + sizeof digits - 1;

    *at = '\0';
    do
        *--at = (char)('0' + id % 10);
    while ((id /= 10) > 0);

    char *text = arena_take(turn_arena(turn), bytes + strlen(at) + 1);
    memcpy(text, before, bytes);
    memcpy(text + bytes, at, strlen(at) + 1);
    return text;
}

void
wire_reply_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done reply = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    reply.count = (uint32_t)count;
    turn_accept(turn, &reply.base);
}

void
wire_repeat_done(struct turn *turn, size_t count)
{
    Crossdock__Envelope__V1__Done reply = CROSSDOCK__ENVELOPE__V1__DONE__INIT;

    reply.count = (uint32_t)count;
    turn_duplicate(turn, &reply.base);
}

void
wire_reply_moved(struct turn *turn, int64_t first_movement_id, size_t count)
{
    Crossdock__Inventory__V1__StockMovedReply reply =
        CROSSDOCK__INVENTORY__V1__STOCK_MOVED_REPLY__INIT;

    reply.first_movement_id = (uint64_t)first_movement_id;
    reply.count = (uint32_t)count;
    turn_accept(turn, &reply.base);
}
