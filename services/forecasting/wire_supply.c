/*
 * protobuf -> what is to come; see wire_supply.h.
 */
#include "services/forecasting/wire_supply.h"

#include <string.h>

#include "crossdock/inventory/v1/inventory.pb-c.h"

#define NUMBER_BYTES_MAX 64
#define LINES_MAX        4000 /* 1,000 of the command, and a line more for each lot and surplus */

static bool
is_code(const char *text)
{
    const size_t bytes = strlen(text);
    return bytes > 0 && bytes <= LOCATION_BYTES_MAX;
}

static bool
is_number(const char *text)
{
    const size_t bytes = strlen(text);
    return bytes > 0 && bytes <= NUMBER_BYTES_MAX;
}

static bool
read_status(const char *text, enum document_status *status)
{
    static const char *const names[] = {
        [DOCUMENT_DRAFT] = "DRAFT",         [DOCUMENT_OPEN] = "OPEN",
        [DOCUMENT_SHIPPED] = "SHIPPED",     [DOCUMENT_PARTLY_RECEIVED] = "PARTLY_RECEIVED",
        [DOCUMENT_RECEIVED] = "RECEIVED",   [DOCUMENT_CLOSED] = "CLOSED",
        [DOCUMENT_CANCELLED] = "CANCELLED",
    };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], text) == 0) {
            *status = (enum document_status)i;
            return true;
        }
    }
    return false;
}

static bool
are_units(int64_t units)
{
    return units >= 0 && units <= UNITS_MAX;
}

static struct document_heard *
document_new(struct arena *arena, const char *number, const char *location, size_t lines,
             struct refusal *refusal)
{
    if (!is_number(number) || !is_code(location) || lines > LINES_MAX) {
        wire_refuse(refusal, "number, location or lines: out of range");
        return NULL;
    }
    struct document_heard *heard =
        arena_take(arena, sizeof *heard + lines * sizeof heard->lines[0]);
    heard->number = number;
    heard->location = location;
    heard->purchase_order = heard->supplier = heard->from = "";
    return heard;
}

static const void *
read_lines(struct document_heard *heard, Crossdock__Inventory__V1__DocumentLine *const *lines,
           size_t count, struct refusal *refusal)
{
    for (size_t i = 0; i < count; i++) {
        const Crossdock__Inventory__V1__DocumentLine *line = lines[i];
        if (!wire_is_sku(line->sku) || !are_units(line->expected) || !are_units(line->shipped) ||
            !are_units(line->received) || !are_units(line->over) || !are_units(line->missing))
            return wire_refuse(refusal, "lines: SKU or units out of range");
        heard->lines[heard->count++] = (struct document_line_heard){
            .sku = line->sku,
            .line = (int32_t)line->line,
            .expected = line->expected,
            .shipped = line->shipped,
            .received = line->received,
            .over = line->over,
            .missing = line->missing,
        };
    }
    return heard;
}

const void *
read_purchase_order_changed(struct arena *arena, const ProtobufCMessage *message,
                            struct refusal *refusal)
{
    const Crossdock__Inventory__V1__PurchaseOrderChanged *in = (const void *)message;
    struct document_heard *heard =
        document_new(arena, in->number, in->location, in->n_lines, refusal);

    if (heard == NULL)
        return NULL;
    if (!read_status(in->status, &heard->status))
        return wire_refuse(refusal, "status: unknown");
    heard->supplier = in->supplier;
    heard->due_at_us = in->due_at_us;
    return read_lines(heard, in->lines, in->n_lines, refusal);
}

const void *
read_transfer_changed(struct arena *arena, const ProtobufCMessage *message, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__TransferChanged *in = (const void *)message;
    struct document_heard *heard = document_new(arena, in->number, in->to, in->n_lines, refusal);

    if (heard == NULL)
        return NULL;
    if (!read_status(in->status, &heard->status) || !is_code(in->from))
        return wire_refuse(refusal, "status or from: unknown");
    heard->from = in->from;
    heard->due_at_us = in->due_at_us;
    return read_lines(heard, in->lines, in->n_lines, refusal);
}

const void *
read_shipment_announced(struct arena *arena, const ProtobufCMessage *message,
                        struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ShipmentAnnounced *in = (const void *)message;
    struct document_heard *heard = document_new(arena, in->asn, in->location, in->n_lines, refusal);

    if (heard == NULL)
        return NULL;
    heard->purchase_order = in->purchase_order;
    heard->status = DOCUMENT_OPEN;
    heard->due_at_us = in->due_at_us;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!wire_is_sku(in->lines[i]->sku) || !are_units(in->lines[i]->quantity))
            return wire_refuse(refusal, "lines: SKU or units out of range");
        heard->lines[heard->count++] = (struct document_line_heard){
            .sku = in->lines[i]->sku,
            .line = (int32_t)i + 1,
            .expected = in->lines[i]->quantity,
        };
    }
    return heard;
}

/* Of a purchase order nothing is read: its own event follows. */
const void *
read_shipment_received(struct arena *arena, const ProtobufCMessage *message,
                       struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ShipmentReceived *in = (const void *)message;
    const bool is_order = in->asn[0] == '\0';
    struct document_heard *heard = document_new(arena, is_order ? in->purchase_order : in->asn,
                                                in->location, in->n_lines, refusal);

    if (heard == NULL)
        return NULL;
    heard->purchase_order = in->purchase_order;
    heard->status = in->complete ? DOCUMENT_RECEIVED : DOCUMENT_PARTLY_RECEIVED;
    return read_lines(heard, in->lines, in->n_lines, refusal);
}
