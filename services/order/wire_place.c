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
                                                  .unit_price_minor = line->unit_price_minor,
                                                  .together = line->together};
    }
    number_lines(request->lines, request->line_count);
}

static void
take_holds(const Crossdock__Order__V1__PlaceOrder *message, struct order_request *request)
{
    request->holds_given = message->n_holds;
    request->hold_count = (uint32_t)(message->n_holds < HOLDS_MAX ? message->n_holds : HOLDS_MAX);
    for (uint32_t i = 0; i < request->hold_count; i++)
        request->holds[i] = read_hold(message->holds[i]);
}

const void *
wire_read_place_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__PlaceOrder *message = (const void *)base;
    struct order_request *request = arena_take(arena, sizeof *request);

    (void)refusal; /* whatever is wrong with an order is a defect, told in the reply */
    *request = (struct order_request){
        .channel = message->channel,
        .external_id = message->external_id,
        .placed_at_us = message->placed_at_us,
        .currency = message->currency,
        .destination = read_destination(message->destination),
        .recipient = read_recipient(message->recipient),
        .ship_complete = message->ship_complete,
        .address_incomplete = message->address_incomplete,
        .priority = message->priority,
        .hold_id = message->hold_id,
        .cancel_unfilled_days = message->cancel_unfilled_days,
        .exchange_for_return_id = message->exchange_for_return_id <= INT64_MAX
                                      ? (int64_t)message->exchange_for_return_id
                                      : -1, /* no return has this number */
        .terms = read_terms(message->terms),
    };
    take_lines(arena, message, request);
    take_holds(message, request);
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

static void
make_lines(struct arena *arena, const struct order *order, Crossdock__Order__V1__OrderPlaced *event)
{
    Crossdock__Order__V1__Line *lines = arena_take(arena, order->line_count * sizeof *lines);

    event->n_lines = order->line_count;
    event->lines = arena_take(arena, order->line_count * sizeof *event->lines);
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        crossdock__order__v1__line__init(&lines[i]);
        lines[i].line = line->line;
        lines[i].sku = (char *)line->sku;
        lines[i].quantity = line->units.ordered;
        lines[i].unit_price_minor = line->unit_price_minor;
        lines[i].together = line->together;
        event->lines[i] = &lines[i];
    }
}

void
wire_say_order_placed(struct turn *turn, const struct order *order, const char *hold_id,
                      const struct hold *const *holds, uint32_t hold_count)
{
    struct arena *arena = turn_arena(turn);
    Crossdock__Order__V1__OrderPlaced event = CROSSDOCK__ORDER__V1__ORDER_PLACED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.channel = (char *)order->channel;
    event.external_id = (char *)order->external_id;
    event.placed_at_us = order->placed_at_us;
    event.destination = make_destination(arena, &order->destination);
    event.ship_complete = order->ship_complete;
    event.priority = order->priority;
    event.currency = (char *)order->currency;
    event.hold_id = (char *)hold_id;
    event.held = hold_count > 0;
    event.n_holds = hold_count;
    event.holds = arena_take(arena, hold_count * sizeof *event.holds);
    for (uint32_t i = 0; i < hold_count; i++)
        event.holds[i] = make_hold(arena, holds[i]);
    event.exchange_for_return_id = (uint64_t)order->exchange_for_return_id;
    event.terms = make_terms(arena, &order->terms);
    make_lines(arena, order, &event);
    say_of_order(turn, order, &event.base);
}
