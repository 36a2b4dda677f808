/* See wire_show.h. */
#include "services/order/wire_show.h"

#include "crossdock/order/v1/order.pb-c.h"
#include "services/order/core/line_shown.h"
#include "services/order/core/order_progress.h"
#include "services/order/core/validate.h"

const void *
wire_read_get_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__GetOrder *message = (const void *)base;
    struct order_query *query = arena_take(arena, sizeof *query);

    if (message->order_id > INT64_MAX)
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    if (message->order_id == 0 &&
        !(channel_is_valid(message->channel) && external_id_is_valid(message->external_id)))
        return refuse(refusal, "name an order by order_id, or by channel and external_id");
    if (message->order_id != 0 && message->external_id[0] != '\0')
        return refuse(refusal, "external_id: names an order when order_id is 0");
    *query = (struct order_query){.order_id = (int64_t)message->order_id,
                                  .channel = message->channel,
                                  .external_id = message->external_id};
    return query;
}

static Crossdock__Order__V1__Recipient *
make_recipient(struct arena *arena, const struct recipient *recipient)
{
    Crossdock__Order__V1__Recipient *to = arena_take(arena, sizeof *to);

    crossdock__order__v1__recipient__init(to);
    to->name = (char *)recipient->name;
    to->street = (char *)recipient->street;
    to->phone = (char *)recipient->phone;
    to->email = (char *)recipient->email;
    return to;
}

static void
make_line_view(Crossdock__Order__V1__LineView *view, const struct order_line *line)
{
    const struct line_shown shown = line_shown(&line->units);

    crossdock__order__v1__line_view__init(view);
    view->line = line->line;
    view->sku = (char *)line->sku;
    view->unit_price_minor = line->unit_price_minor;
    view->ordered = line->units.ordered;
    view->cancelled = line->units.cancelled;
    view->backordered = shown.backordered;
    view->reserved = shown.reserved;
    view->allocated = shown.allocated;
    view->picked = shown.picked;
    view->shipped = line->units.shipped;
    view->together = line->together;
    view->expected_at_us = shown.backordered > 0 ? line->expected_at_us : 0;
    view->delivered = line->delivered;
}

const ProtobufCMessage *
wire_order_view(struct arena *arena, const struct order *order, const struct recipient *recipient,
                const char *waits_for, const struct hold *const *holds, uint32_t hold_count)
{
    Crossdock__Order__V1__OrderView *view = arena_take(arena, sizeof *view);
    Crossdock__Order__V1__LineView *lines = arena_take(arena, order->line_count * sizeof *lines);

    crossdock__order__v1__order_view__init(view);
    view->order_id = (uint64_t)order->order_id;
    view->channel = (char *)order->channel;
    view->external_id = (char *)order->external_id;
    view->status = (Crossdock__Order__V1__OrderStatus)order->status;
    view->progress = (Crossdock__Order__V1__Progress)order_progress(order);
    view->placed_at_us = order->placed_at_us;
    view->received_at_us = order->received_at_us;
    view->currency = (char *)order->currency;
    view->destination = make_destination(arena, &order->destination);
    if (recipient != NULL)
        view->recipient = make_recipient(arena, recipient);
    view->ship_complete = order->ship_complete;
    view->priority = order->priority;
    view->waits_for = (char *)waits_for;
    view->cancel_unfilled_at_us = order->cancel_unfilled_at_us;
    view->exchange_for_return_id = (uint64_t)order->exchange_for_return_id;
    view->terms = make_terms(arena, &order->terms);
    view->n_holds = hold_count;
    view->holds = arena_take(arena, hold_count * sizeof *view->holds);
    for (uint32_t i = 0; i < hold_count; i++)
        view->holds[i] = make_hold(arena, holds[i]);
    view->n_lines = order->line_count;
    view->lines = arena_take(arena, order->line_count * sizeof *view->lines);
    for (uint32_t i = 0; i < order->line_count; i++) {
        make_line_view(&lines[i], &order->lines[i]);
        view->lines[i] = &lines[i];
    }
    return &view->base;
}
