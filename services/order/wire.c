/* What the pairs wire_*.c share. See wire.h. */
#include "services/order/wire.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "services/order/timeline.h"

typedef Crossdock__Order__V1__LineQuantity line_quantity;

const void *
refuse(struct refusal *refusal, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
    va_end(arguments);
    return NULL;
}

bool
id_is_valid(uint64_t id)
{
    return id >= 1 && id <= INT64_MAX;
}

const char *
cut_text(struct arena *arena, const char *text, size_t bytes_max)
{
    size_t bytes = strlen(text);

    if (bytes <= bytes_max)
        return text;
    bytes = bytes_max;
    while (bytes > 0 && ((uint8_t)text[bytes] & 0xc0) == 0x80)
        bytes--;
    char *cut = arena_take(arena, bytes + 1);
    memcpy(cut, text, bytes);
    return cut;
}

void
say_of_order(struct turn *turn, const struct order *order, const ProtobufCMessage *event)
{
    char key[24];

    snprintf(key, sizeof key, "%lld", (long long)order->order_id);
    timeline_said(turn, order, event, turn_say(turn, key, order->channel, event));
}

const ProtobufCMessage *
wire_done(struct arena *arena)
{
    Crossdock__Envelope__V1__Done *done = arena_take(arena, sizeof *done);

    crossdock__envelope__v1__done__init(done);
    return &done->base;
}

Crossdock__Order__V1__Destination *
make_destination(struct arena *arena, const struct destination *destination)
{
    Crossdock__Order__V1__Destination *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__destination__init(to);
    to->country = (char *)destination->country;
    to->region = (char *)destination->region;
    to->city = (char *)destination->city;
    to->postal_code = (char *)destination->postal_code;
    return to;
}

Crossdock__Order__V1__DeliveryTerms *
make_terms(struct arena *arena, const struct delivery_terms *terms)
{
    if (!terms_are_given(terms))
        return NULL;

    Crossdock__Order__V1__DeliveryTerms *to = arena_take(arena, sizeof *to);
    crossdock__order__v1__delivery_terms__init(to);
    to->deliver_by_day = terms->deliver_by_day;
    to->substitutes_allowed = terms->substitutes_allowed;
    to->pickup_location = (char *)terms->pickup_location;
    return to;
}

Crossdock__Order__V1__Hold *
make_hold(struct arena *arena, const struct hold *hold)
{
    Crossdock__Order__V1__Hold *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__hold__init(to);
    to->reason = (Crossdock__Order__V1__HoldReason)hold->reason;
    to->note = (char *)hold->note;
    to->expires_at_us = hold->expires_at_us;
    to->by = (char *)hold->by;
    to->at_us = hold->at_us;
    return to;
}

struct destination
read_destination(const Crossdock__Order__V1__Destination *message)
{
    if (message == NULL)
        return (struct destination){"", "", "", ""};
    return (struct destination){.country = message->country,
                                .region = message->region,
                                .city = message->city,
                                .postal_code = message->postal_code};
}

struct delivery_terms
read_terms(const Crossdock__Order__V1__DeliveryTerms *message)
{
    if (message == NULL)
        return (struct delivery_terms){.pickup_location = ""};
    return (struct delivery_terms){.deliver_by_day = message->deliver_by_day,
                                   .substitutes_allowed = message->substitutes_allowed,
                                   .pickup_location = message->pickup_location};
}

struct recipient
read_recipient(const Crossdock__Order__V1__Recipient *message)
{
    if (message == NULL)
        return (struct recipient){"", "", "", ""};
    return (struct recipient){.name = message->name,
                              .street = message->street,
                              .phone = message->phone,
                              .email = message->email};
}

struct request_hold
read_hold(const Crossdock__Order__V1__Hold *message)
{
    return (struct request_hold){.reason = (int32_t)message->reason,
                                 .note = message->note,
                                 .expires_at_us = message->expires_at_us};
}

line_quantity **
make_quantities(struct arena *arena, const struct line_change *lines, uint32_t line_count)
{
    line_quantity *list = arena_take(arena, line_count * sizeof *list);
    line_quantity **quantities = arena_take(arena, line_count * sizeof *quantities);

    for (uint32_t i = 0; i < line_count; i++) {
        crossdock__order__v1__line_quantity__init(&list[i]);
        list[i].line = lines[i].line;
        list[i].sku = (char *)lines[i].sku;
        list[i].quantity = lines[i].quantity;
        quantities[i] = &list[i];
    }
    return quantities;
}
