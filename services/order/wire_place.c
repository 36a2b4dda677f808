/* See wire_place.h. */
#include "services/order/wire_place.h"

#include "crossdock/order/v1/order.pb-c.h"
#include "services/order/core/content_hash.h"
#include "services/order/core/number_lines.h"

static void
take_lines(struct arena *arena, const Crossdock__Order__V1__PlaceOrder *message,
           struct order_request *request)
{
    request->lines_given = message->n_lines;
    request->line_count =
        (uint32_t)(message->n_lines < ORDER_LINES_MAX ? message->n_lines : ORDER_LINES_MAX);
    request->lines = arena_take(arena, request->line_count * sizeof *request->lines);
    for (uint32_t i = 0; i < request->line_count; i++) {
        const Crossdock__Order__V1__Line *line = message->lines[i];

        request->lines[i] = (struct request_line){.line = line->line,
                                                  .sku = line->sku,
                                                  .quantity = line->quantity,
                                                  .unit_price_minor = line->unit_price_minor};
    }
    number_lines(request->lines, request->line_count);
}

const void *
wire_read_place_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    static const Crossdock__Order__V1__Destination nowhere =
        CROSSDOCK__ORDER__V1__DESTINATION__INIT;
    static const Crossdock__Order__V1__Recipient nobody = CROSSDOCK__ORDER__V1__RECIPIENT__INIT;
    const Crossdock__Order__V1__PlaceOrder *message = (const void *)base;
    const Crossdock__Order__V1__Destination *to =
        message->destination ? message->destination : &nowhere;
    const Crossdock__Order__V1__Recipient *recipient =
        message->recipient ? message->recipient : &nobody;
    struct order_request *request = arena_take(arena, sizeof *request);

    (void)refusal; /* whatever is wrong with an order is a defect, told in the reply */
    *request = (struct order_request){
        .channel = message->channel,
        .external_id = message->external_id,
        .placed_at_us = message->placed_at_us,
        .currency = message->currency,
        .country = to->country,
        .region = to->region,
        .city = to->city,
        .postal_code = to->postal_code,
        .recipient = {.name = recipient->name,
                      .street = recipient->street,
                      .phone = recipient->phone,
                      .email = recipient->email},
        .ship_complete = message->ship_complete,
        .address_incomplete = message->address_incomplete,
        .priority = message->priority,
    };
    take_lines(arena, message, request);
    content_hash(request, request->content_hash);
    return request;
}

const ProtobufCMessage *
wire_place_order_reply(struct arena *arena, int64_t order_id, const struct defects *defects)
{
    Crossdock__Order__V1__PlaceOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__place_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    if (defects == NULL)
        return &reply->base;

    Crossdock__Order__V1__Defect *list = arena_take(arena, defects->count * sizeof *list);
    reply->defects = arena_take(arena, defects->count * sizeof *reply->defects);
    reply->n_defects = defects->count;
    for (size_t i = 0; i < defects->count; i++) {
        const struct defect *defect = &defects->list[i];

        crossdock__order__v1__defect__init(&list[i]);
        list[i].code = (Crossdock__Order__V1__DefectCode)defect->code;
        list[i].line = defect->line;
        list[i].field = (char *)defect->field;
        list[i].detail = (char *)defect->detail;
        reply->defects[i] = &list[i];
    }
    return &reply->base;
}

void
wire_say_order_placed(struct turn *turn, const struct order *order)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Order__V1__OrderPlaced event = CROSSDOCK__ORDER__V1__ORDER_PLACED__INIT;
    Crossdock__Order__V1__Line *lines = arena_take(arena, order->line_count * sizeof *lines);

    event.order_id = (uint64_t)order->order_id;
    event.channel = (char *)order->channel;
    event.external_id = (char *)order->external_id;
    event.placed_at_us = order->placed_at_us;
    event.destination = make_destination(arena, order);
    event.ship_complete = order->ship_complete;
    event.priority = order->priority;
    event.currency = (char *)order->currency;
    event.n_lines = order->line_count;
    event.lines = arena_take(arena, order->line_count * sizeof *event.lines);
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        crossdock__order__v1__line__init(&lines[i]);
        lines[i].line = line->line;
        lines[i].sku = (char *)line->sku;
        lines[i].quantity = line->units.ordered;
        lines[i].unit_price_minor = line->unit_price_minor;
        event.lines[i] = &lines[i];
    }
    say_of_order(turn, order, &event.base);
}
