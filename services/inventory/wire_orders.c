#include "services/inventory/wire_orders.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/inventory/wire_check.h"

/* --- events ---------------------------------------------------------------------------------- */

static bool
read_line(struct order_line *to, uint32_t line, const char *sku, int64_t quantity,
          uint32_t together, struct refusal *refusal)
{
    if (!text_fits(sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !number_fits(line, 1, INT32_MAX, "line", refusal) ||
        !number_fits(quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal) ||
        !number_fits(together, 0, TOGETHER_MAX, "together", refusal))
        return false;
    *to = (struct order_line){.line = line, .sku = sku, .quantity = quantity, .together = together};
    return true;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static struct destination
read_destination(const Crossdock__Order__V1__Destination *in)
{
    if (in == NULL)
        return (struct destination){"", "", "", ""};
    return (struct destination){or_empty(in->country), or_empty(in->region), or_empty(in->city),
                                or_empty(in->postal_code)};
}

static bool
read_terms(struct delivery_terms *to, const Crossdock__Order__V1__DeliveryTerms *in,
           struct refusal *refusal)
{
    *to = (struct delivery_terms){.pickup_location = ""};
    if (in == NULL)
        return true;
    if (!number_fits(in->deliver_by_day, 0, INT32_MAX, "terms.deliver_by_day", refusal) ||
        !text_fits(in->pickup_location, 0, LOCATION_CODE_BYTES_MAX, "terms.pickup_location",
                   refusal))
        return false;
    to->deliver_by_day = in->deliver_by_day;
    to->substitutes_allowed = in->substitutes_allowed;
    to->pickup_location = in->pickup_location;
    return true;
}

const void *
wire_read_order_placed(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderPlaced *in = (const void *)message;

    if (!is_id(in->order_id, "order_id", refusal) ||
        !number_fits((int64_t)in->n_lines, 1, EVENT_LINES_MAX, "lines", refusal) ||
        !number_fits(in->priority, 0, PRIORITY_MAX, "priority", refusal))
        return NULL;

    struct order_placed *out = arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->order_id = (int64_t)in->order_id;
    out->placed_at_us = in->placed_at_us;
    out->priority = in->priority;
    out->ship_complete = in->ship_complete;
    out->channel = in->channel;
    out->hold_id = in->hold_id;
    out->held = in->held;
    out->destination = read_destination(in->destination);
    out->count = (uint32_t)in->n_lines;
    if (!read_terms(&out->terms, in->terms, refusal))
        return NULL;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!read_line(&out->lines[i], in->lines[i]->line, in->lines[i]->sku,
                       in->lines[i]->quantity, in->lines[i]->together, refusal))
            return NULL;
    }
    return out;
}

/* A change of an order with these lines; count 0: none, which may mean all. */
static struct order_change *
read_change(struct arena *arena, enum change_kind kind, uint64_t order_id, uint32_t request,
            Crossdock__Order__V1__LineQuantity *const *lines, size_t count,
            struct refusal *refusal)
{
    if (!is_id(order_id, "order_id", refusal) ||
        !number_fits(request, 0, INT32_MAX, "request", refusal) ||
        !number_fits((int64_t)count, 0, EVENT_LINES_MAX, "lines", refusal))
        return NULL;

    struct order_change *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->order_id = (int64_t)order_id;
    out->kind = kind;
    out->request = request;
    out->destination = read_destination(NULL);
    out->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_line(&out->lines[i], lines[i]->line, lines[i]->sku, lines[i]->quantity, 0,
                       refusal))
            return NULL;
    }
    return out;
}

const void *
wire_read_order_held(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderHeld *in = (const void *)message;

    return read_change(arena, CHANGE_HOLD, in->order_id, 0, NULL, 0, refusal);
}

const void *
wire_read_order_released(struct arena *arena, const ProtobufCMessage *message,
                         struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderReleased *in = (const void *)message;

    return read_change(arena, CHANGE_RELEASE, in->order_id, 0, NULL, 0, refusal);
}

const void *
wire_read_order_amended(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderAmended *in = (const void *)message;

    if (!number_fits((int64_t)in->n_lines, 1, EVENT_LINES_MAX, "lines", refusal))
        return NULL;
    return read_change(arena, CHANGE_AMEND, in->order_id, in->request, in->lines, in->n_lines,
                       refusal);
}

const void *
wire_read_order_redirect_requested(struct arena *arena, const ProtobufCMessage *message,
                                   struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderRedirectRequested *in = (const void *)message;
    struct order_change *out =
        read_change(arena, CHANGE_REDIRECT, in->order_id, in->request, NULL, 0, refusal);

    if (out != NULL)
        out->destination = read_destination(in->destination);
    return out;
}

const void *
wire_read_order_cancel_requested(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal)
{
    const Crossdock__Order__V1__OrderCancelRequested *in = (const void *)message;
    struct order_change *out = read_change(arena, CHANGE_CANCEL, in->order_id, in->request,
                                           in->lines, in->n_lines, refusal);

    if (out != NULL)
        out->waiting_only = in->waiting_only;
    return out;
}

static struct order_lines *
read_lines(struct arena *arena, uint64_t order_id, Crossdock__Order__V1__LineQuantity *const *lines,
           size_t count, size_t count_min, struct refusal *refusal)
{
    if (!is_id(order_id, "order_id", refusal) ||
        !number_fits((int64_t)count, (int64_t)count_min, EVENT_LINES_MAX, "lines", refusal))
        return NULL;

    struct order_lines *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->order_id = (int64_t)order_id;
    out->count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_line(&out->lines[i], lines[i]->line, lines[i]->sku, lines[i]->quantity, 0,
                       refusal))
            return NULL;
    }
    return out;
}

static bool
read_lots(struct arena *arena, struct order_lines *to,
          const Crossdock__Routing__V1__FulfillmentShipped *in, struct refusal *refusal)
{
    struct shipped_lot *lots = arena_take(arena, in->n_lots * sizeof *lots);

    if (!number_fits((int64_t)in->n_lots, 0, EVENT_LINES_MAX, "lots", refusal))
        return false;
    for (size_t i = 0; i < in->n_lots; i++) {
        if (!text_fits(in->lots[i]->lot, 1, LOT_BYTES_MAX, "lot", refusal) ||
            !number_fits(in->lots[i]->quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal))
            return false;
        lots[i] = (struct shipped_lot){in->lots[i]->line, in->lots[i]->lot, in->lots[i]->quantity};
    }
    to->lot_count = in->n_lots;
    to->lots = lots;
    return true;
}

static bool
read_substitutions(struct arena *arena, struct order_lines *to,
                   const Crossdock__Routing__V1__FulfillmentShipped *in, struct refusal *refusal)
{
    struct substitution *substitutions =
        arena_take(arena, in->n_substitutions * sizeof *substitutions);

    if (!number_fits((int64_t)in->n_substitutions, 0, EVENT_LINES_MAX, "substitutions", refusal))
        return false;
    for (size_t i = 0; i < in->n_substitutions; i++) {
        const Crossdock__Routing__V1__Substitution *one = in->substitutions[i];
        if (!text_fits(one->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
            !number_fits(one->quantity, 1, ORDER_QUANTITY_MAX, "quantity", refusal))
            return false;
        substitutions[i] = (struct substitution){one->line, one->sku, one->quantity};
    }
    to->substitution_count = in->n_substitutions;
    to->substitutions = substitutions;
    return true;
}

const void *
wire_read_fulfillment_shipped(struct arena *arena, const ProtobufCMessage *message,
                              struct refusal *refusal)
{
    const Crossdock__Routing__V1__FulfillmentShipped *in = (const void *)message;

    if (!text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !is_id(in->fulfillment_order_id, "fulfillment_order_id", refusal))
        return NULL;
    struct order_lines *out = read_lines(arena, in->order_id, in->lines, in->n_lines, 1, refusal);
    if (out == NULL)
        return NULL;
    out->location = in->location;
    out->fulfillment_order_id = (int64_t)in->fulfillment_order_id;
    if (!read_lots(arena, out, in, refusal) || !read_substitutions(arena, out, in, refusal))
        return NULL;
    return out;
}

const void *
wire_read_recall_answered(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Routing__V1__RecallAnswered *in = (const void *)message;

    return read_lines(arena, in->order_id, in->given_back, in->n_given_back, 0, refusal);
}

