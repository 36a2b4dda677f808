#include "services/inventory/wire_inbound.h"

#include <string.h>

#define AMOUNT_MAX 1000000000000000

/* --- commands -------------------------------------------------------------------------------- */

static bool
read_purchase_line(struct purchase_line *to, const Crossdock__Inventory__V1__PurchaseLine *line,
                   size_t index, struct refusal *refusal)
{
    Crossdock__Inventory__V1__StockLine goods = CROSSDOCK__INVENTORY__V1__STOCK_LINE__INIT;

    goods.sku = line->sku;
    goods.pack = line->pack;
    goods.quantity = line->quantity;
    if (!number_fits(line->line, 0, INT32_MAX, "line", refusal) ||
        !number_fits(line->unit_cost_minor, 0, AMOUNT_MAX, "unit_cost_minor", refusal) ||
        !wire_read_due(line->due_at_us, refusal) ||
        !wire_read_stock_line(&to->goods, &goods, 1, refusal))
        return false;
    to->line = line->line != 0 ? line->line : (uint32_t)index + 1;
    to->unit_cost_minor = line->unit_cost_minor;
    to->due_at_us = line->due_at_us;
    return true;
}

static bool
numbers_are_unique(const struct create_purchase_order *order, struct refusal *refusal)
{
    for (size_t i = 0; i < order->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (order->lines[i].line == order->lines[j].line)
                return refuse(refusal, "line %u comes twice", order->lines[i].line);
        }
    }
    return true;
}

const void *
wire_read_create_purchase_order(struct arena *arena, const ProtobufCMessage *message,
                                struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CreatePurchaseOrder *in = (const void *)message;

    if (!wire_read_number(in->number, "number", refusal) ||
        !text_fits(in->supplier, 0, NAME_BYTES_MAX, "supplier", refusal) ||
        !text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !is_code(in->currency, 3, true, "currency", refusal) ||
        !wire_read_due(in->due_at_us, refusal) ||
        !number_fits((int64_t)in->n_lines, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    struct create_purchase_order *out =
        arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->number = in->number;
    out->supplier = in->supplier;
    out->location = in->location;
    out->currency = in->currency;
    out->due_at_us = in->due_at_us;
    out->content = wire_content(arena, message);
    out->count = in->n_lines;
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!read_purchase_line(&out->lines[i], in->lines[i], i, refusal))
            return NULL;
    }
    return numbers_are_unique(out, refusal) ? out : NULL;
}

static const void *
read_close(struct arena *arena, enum document_kind kind, const char *number, const char *reason,
           struct refusal *refusal)
{
    struct close_command *out = arena_take(arena, sizeof *out);

    if (!wire_read_number(number, "number", refusal) ||
        !text_fits(reason, 0, NAME_BYTES_MAX, "reason", refusal))
        return NULL;
    out->kind = kind;
    out->number = number;
    out->reason = reason;
    return out;
}

const void *
wire_read_cancel_purchase_order(struct arena *arena, const ProtobufCMessage *message,
                                struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CancelPurchaseOrder *in = (const void *)message;

    return read_close(arena, DOCUMENT_PURCHASE_ORDER, in->number, in->reason, refusal);
}

const void *
wire_read_close_shipment(struct arena *arena, const ProtobufCMessage *message,
                         struct refusal *refusal)
{
    const Crossdock__Inventory__V1__CloseShipment *in = (const void *)message;

    if ((in->asn[0] == '\0') == (in->purchase_order[0] == '\0')) {
        refuse(refusal, "one of asn and purchase_order");
        return NULL;
    }
    return in->asn[0] != '\0' ? read_close(arena, DOCUMENT_SHIPMENT, in->asn, in->reason, refusal)
                              : read_close(arena, DOCUMENT_PURCHASE_ORDER, in->purchase_order,
                                           in->reason, refusal);
}

static bool
read_sscc(const char *sscc, struct refusal *refusal)
{
    if (sscc[0] != '\0' && !sscc_is_valid(sscc))
        return refuse(refusal, "field 'sscc': %.20s is not an SSCC with a valid check digit", sscc);
    return true;
}

/* A package comes once in a notice; its lines stand together. */
static bool
read_package(struct announced_line *to, const Crossdock__Inventory__V1__AnnounceShipment *in,
             size_t index, struct refusal *refusal)
{
    const Crossdock__Inventory__V1__Package *package = in->packages[index];

    if (!read_sscc(package->sscc, refusal))
        return false;
    for (size_t i = 0; i < index && package->sscc[0] != '\0'; i++) {
        if (strcmp(in->packages[i]->sscc, package->sscc) == 0)
            return refuse(refusal, "package %s comes twice", package->sscc);
    }
    for (size_t i = 0; i < package->n_lines; i++) {
        to[i].sscc = package->sscc;
        if (!wire_read_stock_line(&to[i].goods, package->lines[i], 1, refusal))
            return false;
    }
    return true;
}

const void *
wire_read_announce_shipment(struct arena *arena, const ProtobufCMessage *message,
                            struct refusal *refusal)
{
    const Crossdock__Inventory__V1__AnnounceShipment *in = (const void *)message;
    size_t count = 0;

    if (!wire_read_number(in->asn, "asn", refusal) ||
        !text_fits(in->purchase_order, 0, NUMBER_BYTES_MAX, "purchase_order", refusal) ||
        !text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !text_fits(in->carrier, 0, NAME_BYTES_MAX, "carrier", refusal) ||
        !wire_read_due(in->due_at_us, refusal) ||
        !number_fits((int64_t)in->n_packages, 1, COMMAND_LINES_MAX, "packages", refusal))
        return NULL;
    for (size_t i = 0; i < in->n_packages; i++)
        count += in->packages[i]->n_lines;
    if (!number_fits((int64_t)count, 1, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    struct announce_shipment *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->asn = in->asn;
    out->purchase_order = in->purchase_order;
    out->location = in->location;
    out->carrier = in->carrier;
    out->due_at_us = in->due_at_us;
    out->content = wire_content(arena, message);
    for (size_t i = 0; i < in->n_packages; i++) {
        if (!read_package(&out->lines[out->count], in, i, refusal))
            return NULL;
        out->count += in->packages[i]->n_lines;
    }
    return out;
}

const void *
wire_read_receive_shipment(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Inventory__V1__ReceiveShipment *in = (const void *)message;

    if (!text_fits(in->asn, 0, NUMBER_BYTES_MAX, "asn", refusal) ||
        !text_fits(in->purchase_order, 0, NUMBER_BYTES_MAX, "purchase_order", refusal) ||
        !text_fits(in->location, 0, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !read_sscc(in->sscc, refusal) ||
        !number_fits((int64_t)in->n_lines, 0, COMMAND_LINES_MAX, "lines", refusal))
        return NULL;
    if ((in->asn[0] != '\0' || in->sscc[0] != '\0') == (in->purchase_order[0] != '\0')) {
        refuse(refusal, "one of asn, purchase_order and sscc");
        return NULL;
    }
    struct receive_shipment *out =
        arena_take(arena, sizeof *out + in->n_lines * sizeof out->lines[0]);
    out->asn = in->asn;
    out->purchase_order = in->purchase_order;
    out->sscc = in->sscc;
    out->location = in->location;
    out->accept_over = in->accept_over;
    out->count = in->n_lines;
    return wire_read_lines(out->lines, in->lines, in->n_lines, 1, refusal) ? out : NULL;
}

/* --- events said ----------------------------------------------------------------------------- */

void
wire_say_purchase_order_changed(struct turn *turn, const struct document *order)
{
    Crossdock__Inventory__V1__PurchaseOrderChanged event =
        CROSSDOCK__INVENTORY__V1__PURCHASE_ORDER_CHANGED__INIT;

    event.number = wire_text(order->number);
    event.status = wire_text(document_state_name(order->state));
    event.supplier = wire_text(order->partner);
    event.location = wire_text(order->location);
    event.due_at_us = order->due_at_us;
    event.n_lines = wire_document_lines(turn, order, false, &event.lines);
    turn_say(turn, order->number, order->location, &event.base);
}

void
wire_say_shipment_announced(struct turn *turn, const struct document *shipment)
{
    Crossdock__Inventory__V1__ShipmentAnnounced event =
        CROSSDOCK__INVENTORY__V1__SHIPMENT_ANNOUNCED__INIT;
    Crossdock__Inventory__V1__StockLine *bodies =
        arena_take(turn_arena(turn), shipment->line_count * sizeof *bodies);

    event.asn = wire_text(shipment->number);
    event.purchase_order = wire_text(shipment->purchase_order);
    event.location = wire_text(shipment->location);
    event.due_at_us = shipment->due_at_us;
    event.n_lines = shipment->line_count;
    event.lines = arena_take(turn_arena(turn), shipment->line_count * sizeof *event.lines);
    for (size_t i = 0; i < shipment->line_count; i++) {
        const struct document_line *line = &shipment->lines[i];
        event.lines[i] = &bodies[i];
        crossdock__inventory__v1__stock_line__init(event.lines[i]);
        event.lines[i]->sku = wire_text(line->item->sku);
        event.lines[i]->quantity = line->expected;
        event.lines[i]->lot = wire_text(line->lot);
        event.lines[i]->expires_on = line->expires_on;
    }
    turn_say(turn, shipment->number, shipment->location, &event.base);
}

void
wire_say_shipment_received(struct turn *turn, const struct document *document)
{
    Crossdock__Inventory__V1__ShipmentReceived event =
        CROSSDOCK__INVENTORY__V1__SHIPMENT_RECEIVED__INIT;
    const bool is_order = document->kind == DOCUMENT_PURCHASE_ORDER;
    const bool goods_came = document->state != DOCUMENT_CLOSED;

    event.asn = wire_text(is_order ? "" : document->number);
    event.purchase_order = wire_text(is_order ? document->number : document->purchase_order);
    event.location = wire_text(document->location);
    event.n_lines = wire_document_lines(turn, document, goods_came, &event.lines);
    event.complete = document_is_complete(document);
    turn_say(turn, document->number, document->location, &event.base);
}
