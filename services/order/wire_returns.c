/* See wire_returns.h. */
#include "services/order/wire_returns.h"

#include <stdio.h>
#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"

typedef Crossdock__Order__V1__ReturnLine line_message;

/* --- commands -------------------------------------------------------------------------------- */

static struct return_command *
make_command(struct arena *arena, uint64_t return_id, uint64_t order_id, const char *reason)
{
    struct return_command *command = arena_take(arena, sizeof *command);

    *command = (struct return_command){.return_id = (int64_t)return_id,
                                       .order_id = (int64_t)order_id,
                                       .reason = reason,
                                       .reference = "",
                                       .location = ""};
    return command;
}

static bool
text_fits(struct refusal *refusal, const char *field, const char *text, size_t bytes_min,
          size_t bytes_max)
{
    const size_t bytes = strlen(text);

    if (bytes < bytes_min || bytes > bytes_max) {
        refuse(refusal, "%s: not %zu to %zu bytes", field, bytes_min, bytes_max);
        return false;
    }
    return true;
}

/* Which of the fields that only some commands have must be there. */
enum line_needs { NEEDS_NOTHING, NEEDS_DISPOSITION, NEEDS_RESOLUTION };

static bool
line_is_right(struct refusal *refusal, const line_message *line, enum line_needs needs)
{
    const int reason = (int)line->reason, disposition = (int)line->disposition;
    const int resolution = (int)line->resolution; /* of any value, on the wire */
    const char *wrong = NULL;

    if (line->line == 0 && line->sku[0] == '\0')
        wrong = "a line or a SKU names the goods";
    else if (line->quantity < 1 || line->quantity > ORDER_QUANTITY_MAX)
        wrong = "the quantity is 1 to 1,000,000";
    else if (reason < 0 || reason >= RETURN_REASON_COUNT)
        wrong = "there is no such reason";
    else if (disposition < 0 || disposition >= DISPOSITION_COUNT ||
             (needs == NEEDS_DISPOSITION && disposition == 0))
        wrong = "there is no such disposition";
    else if (resolution < 0 || resolution >= RESOLUTION_COUNT ||
             (needs == NEEDS_RESOLUTION && resolution == 0))
        wrong = "there is no such resolution";
    else if (line->refund_minor < 0)
        wrong = "money to refund is not negative";
    if (wrong != NULL)
        refuse(refusal, "lines: %s", wrong);
    return wrong == NULL && text_fits(refusal, "lines.sku", line->sku, 0, SKU_BYTES_MAX) &&
           text_fits(refusal, "lines.condition", line->condition, 0, TEXT_BYTES_MAX);
}

/* The command again, or NULL when a line is not right. */
static const void *
with_lines(struct arena *arena, struct return_command *command, line_message *const *lines,
           size_t line_count, enum line_needs needs, struct refusal *refusal)
{
    if (line_count < 1 || line_count > RETURN_LINES_MAX)
        return refuse(refusal, "lines: %zu of them", line_count);
    command->change_count = (uint32_t)line_count;
    command->changes = arena_take(arena, line_count * sizeof *command->changes);
    for (size_t i = 0; i < line_count; i++) {
        if (!line_is_right(refusal, lines[i], needs))
            return NULL;
        command->changes[i] =
            (struct return_change){.line = lines[i]->line,
                                   .sku = lines[i]->sku,
                                   .quantity = lines[i]->quantity,
                                   .reason = (enum return_reason)lines[i]->reason,
                                   .disposition = (enum disposition)lines[i]->disposition,
                                   .resolution = (enum resolution)lines[i]->resolution,
                                   .refund_minor = lines[i]->refund_minor,
                                   .condition = lines[i]->condition};
    }
    return command;
}

static const void *
refuse_return(struct refusal *refusal, uint64_t return_id)
{
    return refuse(refusal, "return_id: there is no return %llu", (unsigned long long)return_id);
}

static const void *
refuse_order(struct refusal *refusal, uint64_t order_id)
{
    return refuse(refusal, "order_id: there is no order %llu", (unsigned long long)order_id);
}

const void *
wire_read_request_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__RequestReturn *message = (const void *)base;
    struct return_command *command = make_command(arena, 0, message->order_id, "");

    if (!id_is_valid(message->order_id))
        return refuse_order(refusal, message->order_id);
    if (!text_fits(refusal, "reference", message->reference, 0, RETURN_REFERENCE_BYTES_MAX))
        return NULL;
    command->reference = message->reference;
    return with_lines(arena, command, message->lines, message->n_lines, NEEDS_NOTHING, refusal);
}

const void *
wire_read_authorize_return(struct arena *arena, const ProtobufCMessage *base,
                           struct refusal *refusal)
{
    const Crossdock__Order__V1__AuthorizeReturn *message = (const void *)base;
    struct return_command *command = make_command(arena, message->return_id, 0, "");

    if (!id_is_valid(message->return_id))
        return refuse_return(refusal, message->return_id);
    if (message->expires_at_us < 0 || message->expires_at_us > RETURN_EXPIRES_US_MAX)
        return refuse(refusal, "expires_at_us: no time that can be written down");
    command->expires_at_us = message->expires_at_us;
    return command;
}

/* Decline, cancel and close: a return and why. */
static const void *
read_end(struct arena *arena, uint64_t return_id, const char *reason, size_t reason_bytes_min,
         struct refusal *refusal)
{
    if (!id_is_valid(return_id))
        return refuse_return(refusal, return_id);
    if (!text_fits(refusal, "reason", reason, reason_bytes_min, TEXT_BYTES_MAX))
        return NULL;
    return make_command(arena, return_id, 0, reason);
}

const void *
wire_read_decline_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__DeclineReturn *message = (const void *)base;

    return read_end(arena, message->return_id, message->reason, 1, refusal);
}

const void *
wire_read_cancel_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__CancelReturn *message = (const void *)base;

    return read_end(arena, message->return_id, message->reason, 0, refusal);
}

const void *
wire_read_close_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__CloseReturn *message = (const void *)base;

    return read_end(arena, message->return_id, message->reason, 0, refusal);
}

const void *
wire_read_receive_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__ReceiveReturn *message = (const void *)base;
    struct return_command *command = make_command(arena, message->return_id, message->order_id, "");

    if (message->return_id > INT64_MAX)
        return refuse_return(refusal, message->return_id);
    if (message->order_id > INT64_MAX)
        return refuse_order(refusal, message->order_id);
    if (!text_fits(refusal, "location", message->location, 1, LOCATION_BYTES_MAX))
        return NULL;
    command->location = message->location;
    return with_lines(arena, command, message->lines, message->n_lines, NEEDS_NOTHING, refusal);
}

const void *
wire_read_inspect_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__InspectReturn *message = (const void *)base;
    struct return_command *command = make_command(arena, message->return_id, 0, "");

    if (!id_is_valid(message->return_id))
        return refuse_return(refusal, message->return_id);
    if (!text_fits(refusal, "location", message->location, 1, LOCATION_BYTES_MAX))
        return NULL;
    command->location = message->location;
    return with_lines(arena, command, message->lines, message->n_lines, NEEDS_DISPOSITION, refusal);
}

const void *
wire_read_resolve_return(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__ResolveReturn *message = (const void *)base;

    if (!id_is_valid(message->return_id))
        return refuse_return(refusal, message->return_id);
    return with_lines(arena, make_command(arena, message->return_id, 0, ""), message->lines,
                      message->n_lines, NEEDS_RESOLUTION, refusal);
}

const void *
wire_read_get_returns(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Order__V1__GetReturns *message = (const void *)base;

    if (id_is_valid(message->return_id) == id_is_valid(message->order_id))
        return refuse(refusal, "name a return, or an order");
    return make_command(arena, message->return_id, message->order_id, "");
}

const void *
wire_read_location_changed(struct arena *arena, const ProtobufCMessage *base,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__LocationChanged *message = (const void *)base;

    (void)arena;
    if (message->location == NULL)
        return refuse(refusal, "location: missing");
    if (!text_fits(refusal, "location.code", message->location->code, 1, LOCATION_BYTES_MAX))
        return NULL;
    return message->location->code;
}

/* --- answers --------------------------------------------------------------------------------- */

const ProtobufCMessage *
wire_return_reply(struct arena *arena, const struct rma *rma)
{
    Crossdock__Order__V1__ReturnReply *reply = arena_take(arena, sizeof *reply);

    crossdock__order__v1__return_reply__init(reply);
    reply->return_id = (uint64_t)rma->return_id;
    reply->status = (Crossdock__Order__V1__ReturnStatus)rma->status;
    return &reply->base;
}

static Crossdock__Order__V1__ReturnLineView *
make_line_view(struct arena *arena, const struct return_line *line)
{
    Crossdock__Order__V1__ReturnLineView *view = arena_take(arena, sizeof *view);
    const struct return_units *units = &line->units;

    crossdock__order__v1__return_line_view__init(view);
    view->line = line->line;
    view->sku = (char *)line->sku;
    view->reason = (Crossdock__Order__V1__ReturnReason)line->reason;
    view->requested = units->requested;
    view->received = units->received;
    view->inspected = units->inspected;
    view->restocked = units->by_disposition[DISPOSITION_RESTOCK - 1];
    view->refurbished = units->by_disposition[DISPOSITION_REFURBISH - 1];
    view->quarantined = units->by_disposition[DISPOSITION_QUARANTINE - 1];
    view->returned_to_vendor = units->by_disposition[DISPOSITION_RETURN_TO_VENDOR - 1];
    view->scrapped = units->by_disposition[DISPOSITION_SCRAP - 1];
    view->refunded = units->refunded;
    view->exchanged = units->exchanged;
    view->unresolved = units_to_settle(units) - units_settled(units);
    view->refund_minor = units->refund_minor;
    return view;
}

static Crossdock__Order__V1__ReturnView *
make_return_view(struct arena *arena, const struct rma *rma, int64_t now_us)
{
    Crossdock__Order__V1__ReturnView *view = arena_take(arena, sizeof *view);

    crossdock__order__v1__return_view__init(view);
    view->return_id = (uint64_t)rma->return_id;
    view->order_id = (uint64_t)rma->order_id;
    view->channel = (char *)rma->channel;
    view->status = (Crossdock__Order__V1__ReturnStatus)return_status_at(rma, now_us);
    view->blind = rma->blind;
    view->reference = (char *)rma->reference;
    view->requested_at_us = rma->requested_at_us;
    view->expires_at_us = rma->expires_at_us;
    view->currency = (char *)rma->currency;
    view->exchange_order_id = (uint64_t)rma->exchange_order_id;
    view->n_lines = rma->line_count;
    view->lines = arena_take(arena, rma->line_count * sizeof *view->lines);
    for (uint32_t i = 0; i < rma->line_count; i++)
        view->lines[i] = make_line_view(arena, &rma->lines[i]);
    return view;
}

const ProtobufCMessage *
wire_returns_view(struct arena *arena, const struct rma *const *returns, uint32_t return_count,
                  int64_t now_us)
{
    Crossdock__Order__V1__ReturnsView *view = arena_take(arena, sizeof *view);

    crossdock__order__v1__returns_view__init(view);
    view->n_returns = return_count;
    view->returns = arena_take(arena, return_count * sizeof *view->returns);
    for (uint32_t i = 0; i < return_count; i++)
        view->returns[i] = make_return_view(arena, returns[i], now_us);
    return &view->base;
}

void
wire_add_returns(const ProtobufCMessage *order_view, const struct rma *const *returns,
                 uint32_t return_count, int64_t now_us)
{
    const Crossdock__Order__V1__OrderView *view = (const void *)order_view;

    if (return_count == 0)
        return;
    for (size_t i = 0; i < view->n_lines; i++) {
        const struct return_totals totals =
            return_totals(view->lines[i]->line, returns, return_count, now_us);

        view->lines[i]->return_requested = totals.requested;
        view->lines[i]->returned = totals.received;
        view->lines[i]->restocked = totals.restocked;
        view->lines[i]->refunded = totals.refunded;
    }
}

/* --- the order feed -------------------------------------------------------------------------- */

static void
say_of_return(struct turn *turn, const struct order *order, const struct rma *rma,
              const ProtobufCMessage *event)
{
    char key[40];

    if (order != NULL) {
        say_of_order(turn, order, event);
        return;
    }
    snprintf(key, sizeof key, "return %lld", (long long)rma->return_id);
    turn_say(turn, key, rma->channel, event);
}

static line_message *
make_line(struct arena *arena, const struct return_change *change)
{
    line_message *line = arena_take(arena, sizeof *line);

    crossdock__order__v1__return_line__init(line);
    line->line = change->line;
    line->sku = (char *)change->sku;
    line->quantity = change->quantity;
    line->reason = (Crossdock__Order__V1__ReturnReason)change->reason;
    line->disposition = (Crossdock__Order__V1__Disposition)change->disposition;
    line->resolution = (Crossdock__Order__V1__Resolution)change->resolution;
    line->refund_minor = change->refund_minor;
    line->condition = (char *)change->condition;
    return line;
}

/* Those with this resolution only, when one is given. */
static line_message **
make_lines(struct arena *arena, const struct return_command *command, enum resolution only,
           size_t *count)
{
    line_message **lines = arena_take(arena, command->change_count * sizeof *lines);

    *count = 0;
    for (uint32_t i = 0; i < command->change_count; i++)
        if (only == RESOLUTION_UNSPECIFIED || command->changes[i].resolution == only)
            lines[(*count)++] = make_line(arena, &command->changes[i]);
    return lines;
}

/* What is asked for, as the return itself has it. */
static line_message **
make_requested(struct arena *arena, const struct rma *rma)
{
    line_message **lines = arena_take(arena, rma->line_count * sizeof *lines);

    for (uint32_t i = 0; i < rma->line_count; i++)
        lines[i] =
            make_line(arena, &(struct return_change){.line = rma->lines[i].line,
                                                     .sku = rma->lines[i].sku,
                                                     .quantity = rma->lines[i].units.requested,
                                                     .reason = rma->lines[i].reason,
                                                     .condition = ""});
    return lines;
}

void
wire_say_return_requested(struct turn *turn, const struct order *order, const struct rma *rma)
{
    Crossdock__Order__V1__ReturnRequested event = CROSSDOCK__ORDER__V1__RETURN_REQUESTED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.reference = (char *)rma->reference;
    event.n_lines = rma->line_count;
    event.lines = make_requested(turn_arena(turn), rma);
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_authorized(struct turn *turn, const struct order *order, const struct rma *rma)
{
    Crossdock__Order__V1__ReturnAuthorized event = CROSSDOCK__ORDER__V1__RETURN_AUTHORIZED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.expires_at_us = rma->expires_at_us;
    event.n_lines = rma->line_count;
    event.lines = make_requested(turn_arena(turn), rma);
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_declined(struct turn *turn, const struct order *order, const struct rma *rma,
                         const char *reason)
{
    Crossdock__Order__V1__ReturnDeclined event = CROSSDOCK__ORDER__V1__RETURN_DECLINED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.reason = (char *)reason;
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_cancelled(struct turn *turn, const struct order *order, const struct rma *rma,
                          const char *reason)
{
    Crossdock__Order__V1__ReturnCancelled event = CROSSDOCK__ORDER__V1__RETURN_CANCELLED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.reason = (char *)reason;
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_expired(struct turn *turn, const struct order *order, const struct rma *rma)
{
    Crossdock__Order__V1__ReturnExpired event = CROSSDOCK__ORDER__V1__RETURN_EXPIRED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_closed(struct turn *turn, const struct order *order, const struct rma *rma,
                       const char *reason)
{
    Crossdock__Order__V1__ReturnClosed event = CROSSDOCK__ORDER__V1__RETURN_CLOSED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.reason = (char *)reason;
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_received(struct turn *turn, const struct order *order, const struct rma *rma,
                         const struct return_command *command)
{
    Crossdock__Order__V1__ReturnReceived event = CROSSDOCK__ORDER__V1__RETURN_RECEIVED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.location = (char *)command->location;
    event.lines = make_lines(turn_arena(turn), command, RESOLUTION_UNSPECIFIED, &event.n_lines);
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_inspected(struct turn *turn, const struct order *order, const struct rma *rma,
                          const struct return_command *command)
{
    Crossdock__Order__V1__ReturnInspected event = CROSSDOCK__ORDER__V1__RETURN_INSPECTED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.location = (char *)command->location;
    event.lines = make_lines(turn_arena(turn), command, RESOLUTION_UNSPECIFIED, &event.n_lines);
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_return_resolved(struct turn *turn, const struct order *order, const struct rma *rma,
                         const struct return_command *command)
{
    Crossdock__Order__V1__ReturnResolved event = CROSSDOCK__ORDER__V1__RETURN_RESOLVED__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.lines = make_lines(turn_arena(turn), command, RESOLUTION_UNSPECIFIED, &event.n_lines);
    say_of_return(turn, order, rma, &event.base);
}

void
wire_say_refund_due(struct turn *turn, const struct order *order, const struct rma *rma,
                    const struct return_command *command, int64_t amount_minor)
{
    Crossdock__Order__V1__RefundDue event = CROSSDOCK__ORDER__V1__REFUND_DUE__INIT;

    event.return_id = (uint64_t)rma->return_id;
    event.order_id = (uint64_t)rma->order_id;
    event.currency = (char *)rma->currency;
    event.amount_minor = amount_minor;
    event.lines = make_lines(turn_arena(turn), command, RESOLUTION_REFUND, &event.n_lines);
    say_of_return(turn, order, rma, &event.base);
}
