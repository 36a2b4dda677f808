/* See wire_change.h. */
#include "services/order/wire_change.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"

/* Lines that a command names; what they mean is for the rules to judge. */
static struct line_change *
read_lines(struct arena *arena, Crossdock__Order__V1__LineQuantity *const *lines, size_t line_count)
{
    struct line_change *read = arena_take(arena, line_count * sizeof *read);

    for (size_t i = 0; i < line_count; i++)
        read[i] = (struct line_change){lines[i]->line, lines[i]->sku, lines[i]->quantity};
    return read;
}

/* What all commands about an order have in common. */
static bool
command_is_sound(uint64_t order_id, const char *reason, size_t line_count, struct refusal *refusal)
{
    if (!id_is_valid(order_id))
        refuse(refusal, "order_id: there is no order %llu", (unsigned long long)order_id);
    else if (strlen(reason) > TEXT_BYTES_MAX)
        refuse(refusal, "reason: longer than %d bytes", TEXT_BYTES_MAX);
    else if (line_count > ORDER_LINES_MAX)
        refuse(refusal, "lines: %zu of them", line_count);
    else
        return true;
    return false;
}

const void *
wire_read_cancel_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__CancelOrder *message = (const void *)base;
    struct cancel_request *request = arena_take(arena, sizeof *request);

    if (!command_is_sound(message->order_id, message->reason, message->n_lines, refusal))
        return NULL;
    *request =
        (struct cancel_request){.order_id = (int64_t)message->order_id,
                                .reason = message->reason,
                                .line_count = (uint32_t)message->n_lines,
                                .lines = read_lines(arena, message->lines, message->n_lines)};
    return request;
}

/* Names and addresses fit on a label. */
static bool
texts_fit(const struct amend_request *request, struct refusal *refusal)
{
    const struct {
        const char *field, *text;
    } texts[] = {
        {"destination.region", request->destination.region},
        {"destination.city", request->destination.city},
        {"destination.postal_code", request->destination.postal_code},
        {"recipient.name", request->recipient.name},
        {"recipient.street", request->recipient.street},
        {"recipient.phone", request->recipient.phone},
        {"recipient.email", request->recipient.email},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strlen(texts[i].text) > TEXT_BYTES_MAX) {
            refuse(refusal, "%s: longer than %d bytes", texts[i].field, TEXT_BYTES_MAX);
            return false;
        }
    return true;
}

const void *
wire_read_amend_order(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__AmendOrder *message = (const void *)base;
    struct amend_request *request = arena_take(arena, sizeof *request);

    if (!command_is_sound(message->order_id, message->reason, message->n_lines, refusal))
        return NULL;
    *request = (struct amend_request){
        .order_id = (int64_t)message->order_id,
        .reason = message->reason,
        .line_count = (uint32_t)message->n_lines,
        .lines = read_lines(arena, message->lines, message->n_lines),
        .destination_given = message->destination != NULL,
        .destination = read_destination(message->destination),
        .recipient_given = message->recipient != NULL,
        .recipient = read_recipient(message->recipient),
    };
    if (request->line_count == 0 && !request->destination_given && !request->recipient_given)
        return refuse(refusal, "nothing to change: no lines, destination or recipient");
    return texts_fit(request, refusal) ? request : NULL;
}

const void *
wire_read_reservation_redirected(struct arena *arena, const ProtobufCMessage *base,
                                 struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReservationRedirected *message = (const void *)base;
    struct order_redirected *redirected = arena_take(arena, sizeof *redirected);

    if (!id_is_valid(message->order_id))
        return refuse(refusal, "order_id: there is no order %llu",
                      (unsigned long long)message->order_id);
    *redirected = (struct order_redirected){.order_id = (int64_t)message->order_id,
                                            .request = message->request,
                                            .changed = message->changed};
    return redirected;
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
                                      .request = message->request,
                                      .line_count = (uint32_t)message->n_lines};
    release->lines = arena_take(arena, message->n_lines * sizeof *release->lines);
    for (size_t i = 0; i < message->n_lines; i++) {
        const Crossdock__Inventory__V1__ReleasedLine *line = message->lines[i];

        if (line->was_backordered < 0 || line->was_backordered > ORDER_QUANTITY_MAX ||
            line->was_promised < 0 || line->was_promised > ORDER_QUANTITY_MAX ||
            line->was_undecided < 0 || line->was_undecided > ORDER_QUANTITY_MAX)
            return refuse(refusal, "lines: units released of line %u", line->line);
        release->lines[i] = (struct released_line){.line = line->line,
                                                   .sku = line->sku,
                                                   .was_backordered = line->was_backordered,
                                                   .was_promised = line->was_promised,
                                                   .was_undecided = line->was_undecided};
    }
    return release;
}

const ProtobufCMessage *
wire_cancel_order_reply(struct arena *arena, int64_t order_id, uint32_t request)
{
    Crossdock__Order__V1__CancelOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__cancel_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    reply->request = request;
    return &reply->base;
}

const ProtobufCMessage *
wire_amend_order_reply(struct arena *arena, int64_t order_id, const uint32_t *requests,
                       uint32_t request_count)
{
    Crossdock__Order__V1__AmendOrderReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__amend_order_reply__init(reply);
    reply->order_id = (uint64_t)order_id;
    reply->n_requests = request_count;
    reply->requests = arena_copy(arena, requests, request_count * sizeof *requests);
    return &reply->base;
}

/* --- the order feed -------------------------------------------------------------------------- */

void
wire_say_order_cancel_requested(struct turn *turn, const struct order *order,
                                const struct change_request *request)
{
    Crossdock__Order__V1__OrderCancelRequested event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REQUESTED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.reason = (char *)request->reason;
    event.request = request->number;
    event.n_lines = request->line_count;
    event.lines = make_quantities(turn_arena(turn), request->lines, request->line_count);
    event.waiting_only = request->kind == REQUEST_CANCEL_UNFILLED;
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_amended(struct turn *turn, const struct order *order,
                       const struct change_request *request)
{
    Crossdock__Order__V1__OrderAmended event = CROSSDOCK__ORDER__V1__ORDER_AMENDED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request->number;
    event.n_lines = request->line_count;
    event.lines = make_quantities(turn_arena(turn), request->lines, request->line_count);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_redirect_requested(struct turn *turn, const struct order *order,
                                  const struct change_request *request)
{
    Crossdock__Order__V1__OrderRedirectRequested event =
        CROSSDOCK__ORDER__V1__ORDER_REDIRECT_REQUESTED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request->number;
    event.destination = make_destination(turn_arena(turn), &request->destination);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_redirected(struct turn *turn, const struct order *order, uint32_t request)
{
    Crossdock__Order__V1__OrderRedirected event = CROSSDOCK__ORDER__V1__ORDER_REDIRECTED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request;
    event.destination = make_destination(turn_arena(turn), &order->destination);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_amend_refused(struct turn *turn, const struct order *order, uint32_t request,
                             const char *reason)
{
    Crossdock__Order__V1__OrderAmendRefused event = CROSSDOCK__ORDER__V1__ORDER_AMEND_REFUSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request;
    event.reason = (char *)reason;
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_lines_cancelled(struct turn *turn, const struct order *order, uint32_t request,
                               const char *reason, const struct line_change *lines,
                               uint32_t line_count)
{
    Crossdock__Order__V1__OrderLinesCancelled event =
        CROSSDOCK__ORDER__V1__ORDER_LINES_CANCELLED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request;
    event.reason = (char *)reason;
    event.n_lines = line_count;
    event.lines = make_quantities(turn_arena(turn), lines, line_count);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_cancelled(struct turn *turn, const struct order *order, uint32_t request,
                         const char *reason, const struct line_change *lines, uint32_t line_count)
{
    Crossdock__Order__V1__OrderCancelled event = CROSSDOCK__ORDER__V1__ORDER_CANCELLED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request;
    event.reason = (char *)reason;
    event.n_lines = line_count;
    event.lines = make_quantities(turn_arena(turn), lines, line_count);
    say_of_order(turn, order, &event.base);
}

void
wire_say_order_cancel_refused(struct turn *turn, const struct order *order, uint32_t request,
                              const char *reason)
{
    Crossdock__Order__V1__OrderCancelRefused event =
        CROSSDOCK__ORDER__V1__ORDER_CANCEL_REFUSED__INIT;

    event.order_id = (uint64_t)order->order_id;
    event.request = request;
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
