#include "services/fulfillment-routing/wire_promises.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"

bool
read_terms(const Crossdock__Order__V1__DeliveryTerms *in, struct promise *out,
           struct refusal *refusal)
{
    out->pickup_location = "";
    if (in == NULL)
        return true;
    if (in->deliver_by_day < 0)
        return refuse(refusal, "terms.deliver_by_day: %d", in->deliver_by_day);
    out->deliver_by_day = in->deliver_by_day;
    out->substitutes_allowed = in->substitutes_allowed;
    out->pickup_location = in->pickup_location;
    return check_text(in->pickup_location, "terms.pickup_location", 0, 32, refusal);
}

bool
read_promised_lines(struct arena *arena, Crossdock__Order__V1__LineQuantity *const *from,
                    size_t count, struct promise *out, struct refusal *refusal)
{
    if (count < 1 || count > LINES_MAX)
        return refuse(refusal, "%zu lines, allowed are 1 to %d", count, LINES_MAX);
    out->line_count = count;
    out->lines = arena_take(arena, count * sizeof *out->lines);
    for (size_t i = 0; i < count; i++) {
        if (!check_text(from[i]->sku, "sku", 1, 64, refusal) ||
            !check_quantity(from[i]->quantity, 1, refusal))
            return false;
        out->lines[i] = (struct promised_line){.line = (int32_t)from[i]->line,
                                               .together = (int32_t)from[i]->together,
                                               .sku = from[i]->sku,
                                               .quantity = from[i]->quantity};
    }
    return true;
}

READ(read_reservation_committed)
{
    const Crossdock__Inventory__V1__ReservationCommitted *in =
        (const Crossdock__Inventory__V1__ReservationCommitted *)message;
    struct promise *out = arena_take(arena, sizeof *out);

    if (!read_id(in->order_id, "order_id", &out->order_id, refusal) ||
        !read_destination(in->destination, &out->destination, refusal))
        return NULL;
    if (!read_terms(in->terms, out, refusal) ||
        !read_promised_lines(arena, in->lines, in->n_lines, out, refusal))
        return NULL;
    out->placed_at_us = in->placed_at_us;
    out->round = in->round;
    out->channel = in->channel;
    out->promised_before = in->promised_before;
    out->ship_complete = in->ship_complete;
    return out;
}

static const char *const recall_reasons[] = {
    [RECALL_CANCEL] = "CANCEL",
    [RECALL_HOLD] = "HOLD",
    [RECALL_REDIRECT] = "REDIRECT",
    [RECALL_STOCK_LOST] = "STOCK_LOST",
};

const char *
recall_reason_name(enum recall_reason reason)
{
    return recall_reasons[reason];
}

static bool
read_recall_reason(const char *text, enum recall_reason *reason, struct refusal *refusal)
{
    for (size_t i = 0; i < sizeof recall_reasons / sizeof *recall_reasons; i++) {
        if (strcmp(text, recall_reasons[i]) != 0 &&
            text[0] != '\0') /* the first, when it is not told */
            continue;
        *reason = (enum recall_reason)i;
        return true;
    }
    return refuse(refusal, "reason '%.40s' is none of a recall", text);
}

READ(read_reservation_recalled)
{
    const Crossdock__Inventory__V1__ReservationRecalled *in =
        (const Crossdock__Inventory__V1__ReservationRecalled *)message;
    struct recall *out = arena_take(arena, sizeof *out);

    if (!read_id(in->order_id, "order_id", &out->order_id, refusal) ||
        !read_recall_reason(in->reason, &out->reason, refusal))
        return NULL;
    if (in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->line_count = in->n_lines;
    out->lines = arena_take(arena, in->n_lines * sizeof *out->lines);
    for (size_t i = 0; i < in->n_lines; i++) {
        const Crossdock__Order__V1__LineQuantity *line = in->lines[i];
        if (!check_quantity(line->quantity, 1, refusal))
            return NULL;
        out->lines[i] =
            (struct promised_line){.line = (int32_t)line->line, .quantity = line->quantity};
    }
    return out;
}
