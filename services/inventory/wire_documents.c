#include "services/inventory/wire_documents.h"

#include <string.h>

#include "common/message.h"

#define DUE_US_MAX 4102444800000000 /* the year 2100 */

/* FNV-1a with 64 bits (Fowler, Noll, Vo) over the packed message: fields in the order of their
 * numbers. */
int64_t
wire_content(struct arena *arena, const ProtobufCMessage *message)
{
    size_t bytes;
    const uint8_t *packed = message_pack(arena, message, &bytes);
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ packed[i]) * UINT64_C(0x100000001b3);
    return (int64_t)hash;
}

bool
wire_read_number(const char *number, const char *field, struct refusal *refusal)
{
    return text_fits(number, 1, NUMBER_BYTES_MAX, field, refusal);
}

bool
wire_read_due(int64_t due_at_us, struct refusal *refusal)
{
    return number_fits(due_at_us, 0, DUE_US_MAX, "due_at_us", refusal);
}

bool
wire_read_lines(struct stock_line *to, Crossdock__Inventory__V1__StockLine *const *lines,
                size_t count, int64_t quantity_min, struct refusal *refusal)
{
    for (size_t i = 0; i < count; i++) {
        if (!wire_read_stock_line(&to[i], lines[i], quantity_min, refusal))
            return false;
    }
    return true;
}

const void *
wire_read_get_document(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__GetDocument *in = (const void *)message;
    struct get_document *out = arena_take(arena, sizeof *out);
    const char *const numbers[] = {in->purchase_order, in->asn, in->transfer};
    int asked = in->count_id != 0;

    for (int i = 0; i < 3; i++) {
        if (numbers[i][0] == '\0')
            continue;
        asked++;
        out->kind = (enum document_kind)(DOCUMENT_PURCHASE_ORDER + i);
        out->number = numbers[i];
        if (!wire_read_number(numbers[i], "number", refusal))
            return NULL;
    }
    if (asked != 1) {
        refuse(refusal, "one of purchase_order, asn, transfer and count_id");
        return NULL;
    }
    if (in->count_id != 0 && !is_id(in->count_id, "count_id", refusal))
        return NULL;
    out->count_id = (int64_t)in->count_id;
    return out;
}

size_t
wire_document_lines(struct turn *turn, const struct document *document, bool only_came,
                    Crossdock__Inventory__V1__DocumentLine ***lines)
{
    Crossdock__Inventory__V1__DocumentLine *bodies =
        arena_take(turn_arena(turn), document->line_count * sizeof *bodies);
    size_t count = 0;

    *lines = arena_take(turn_arena(turn), document->line_count * sizeof **lines);
    for (size_t i = 0; i < document->line_count; i++) {
        const struct document_line *line = &document->lines[i];
        if (only_came && !line->came)
            continue;
        Crossdock__Inventory__V1__DocumentLine *body = (*lines)[count] = &bodies[count];
        crossdock__inventory__v1__document_line__init(body);
        body->line = line->line;
        body->sku = wire_text(line->item->sku);
        body->sscc = wire_text(line->sscc);
        body->expected = line->expected;
        body->shipped = line->shipped;
        body->received = line->received;
        body->damaged = line->damaged;
        body->over = line->over;
        body->missing = line->missing;
        body->reason = wire_text(line->missing > 0 ? document->reason : "");
        count++;
    }
    return count;
}

void
wire_reply_document(struct turn *turn, const struct document *document)
{
    Crossdock__Inventory__V1__DocumentView reply = CROSSDOCK__INVENTORY__V1__DOCUMENT_VIEW__INIT;

    reply.number = wire_text(document->number);
    reply.status = wire_text(document_state_name(document->state));
    reply.location = wire_text(document->location);
    reply.from = wire_text(document->origin);
    reply.due_at_us = document->due_at_us;
    reply.n_lines = wire_document_lines(turn, document, false, &reply.lines);
    turn_accept(turn, &reply.base);
}
