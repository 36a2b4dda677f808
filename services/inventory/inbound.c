/*
 * Purchase orders and advance ship notices: what is expected, what came of it, what never will.
 */
#include <inttypes.h>
#include <string.h>

#include "services/inventory/document_steps.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_inbound.h"

/* --- purchase orders ------------------------------------------------------------------------- */

void
want_new_purchase_order(struct turn *turn, const struct input *input)
{
    const struct create_purchase_order *command = input->message;

    store_want_document(turn, DOCUMENT_PURCHASE_ORDER, command->number);
}

static void
fill_order(struct turn *turn, struct document *order, const struct create_purchase_order *command,
           const struct goods *goods)
{
    order->partner = command->supplier;
    order->location = command->location;
    order->currency = command->currency;
    order->due_at_us = command->due_at_us;
    order->created_at_us = turn_now_us(turn);
    order->content = command->content;
    store_reserve_lines(turn, order, command->count);
    for (size_t i = 0; i < command->count; i++) {
        struct document_line *line = document_new_line(order, &goods[i]);
        line->line = command->lines[i].line;
        line->unit_cost_minor = command->lines[i].unit_cost_minor;
        if (command->lines[i].due_at_us != 0)
            line->due_at_us = command->lines[i].due_at_us;
    }
}

/* A document comes into being: it is noted in its first state. */
static void
create(struct turn *turn, struct document *document)
{
    const bool stepped = document_step(document, ON_DOCUMENT_CREATE);

    assert(stepped); /* its number was free */
    store_note_document(turn, document);
}

void
open_purchase_order(struct turn *turn, struct document *order,
                    const struct create_purchase_order *command, const struct goods *goods)
{
    fill_order(turn, order, command, goods);
    create(turn, order);
    wire_say_purchase_order_changed(turn, order);
}

void
on_create_purchase_order(struct turn *turn, const struct input *input)
{
    const struct create_purchase_order *command = input->message;
    struct document *order = store_document(turn, DOCUMENT_PURCHASE_ORDER, command->number);
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);
    struct stock_line *lines = arena_take(turn_arena(turn), command->count * sizeof *lines);

    if (document_is_repeat(turn, order, command->content, command->count) ||
        document_location(turn, "location", command->location) == NULL)
        return;
    for (size_t i = 0; i < command->count; i++)
        lines[i] = command->lines[i].goods;
    const char *refusal = resolve_goods(turn, lines, command->count, -1, goods);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    open_purchase_order(turn, order, command, goods);
    wire_reply_done(turn, order->line_count);
}

/* --- advance ship notices -------------------------------------------------------------------- */

void
want_new_shipment(struct turn *turn, const struct input *input)
{
    const struct announce_shipment *command = input->message;

    store_want_document(turn, DOCUMENT_SHIPMENT, command->asn);
    store_want_document(turn, DOCUMENT_PURCHASE_ORDER, command->purchase_order);
    for (size_t i = 0; i < command->count; i++) {
        if (command->lines[i].sscc[0] != '\0')
            store_want_package(turn, command->lines[i].sscc);
    }
}

static bool
is_ordered(const struct document *order, const struct item *item)
{
    for (size_t i = 0; i < order->line_count; i++) {
        if (order->lines[i].item == item)
            return true;
    }
    return false;
}

/* NULL: the notice may be taken; else why not. */
static const char *
announce_refusal(struct turn *turn, const struct announce_shipment *command,
                 const struct document *order, const struct goods *goods)
{
    if (order != NULL && strcmp(order->location, command->location) != 0)
        return arena_format(turn_arena(turn), "LOCATION_DIFFERS: purchase order %s goes to %s",
                            order->number, order->location);
    for (size_t i = 0; i < command->count; i++) {
        const char *sscc = command->lines[i].sscc;
        const struct document *other =
            sscc[0] != '\0' ? store_document_of_package(turn, sscc) : NULL;
        if (order != NULL && !is_ordered(order, goods[i].item))
            return arena_format(turn_arena(turn),
                                "NOT_ORDERED: line %zu, %s is not on purchase order %s", i + 1,
                                goods[i].item->sku, order->number);
        if (other != NULL &&
            (other->state == DOCUMENT_OPEN || other->state == DOCUMENT_PARTLY_RECEIVED))
            return arena_format(turn_arena(turn), "PACKAGE_TAKEN: %s is announced by ASN %s", sscc,
                                other->number);
    }
    return NULL;
}

static void
fill_shipment(struct turn *turn, struct document *shipment, const struct announce_shipment *command,
              const struct goods *goods)
{
    shipment->partner = command->carrier;
    shipment->purchase_order = command->purchase_order;
    shipment->location = command->location;
    shipment->due_at_us = command->due_at_us;
    shipment->created_at_us = turn_now_us(turn);
    shipment->content = command->content;
    store_reserve_lines(turn, shipment, command->count);
    for (size_t i = 0; i < command->count; i++)
        document_new_line(shipment, &goods[i])->sscc = command->lines[i].sscc;
}

/* Of the sender's location, its order known, every line understood; else the answer was given. */
static struct goods *
announced_goods(struct turn *turn, const struct input *input, const struct document *order)
{
    const struct announce_shipment *command = input->message;
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);
    struct stock_line *lines = arena_take(turn_arena(turn), command->count * sizeof *lines);

    if (document_is_elsewhere(turn, input, command->location) ||
        document_location(turn, "location", command->location) == NULL ||
        (order != NULL && document_is_unknown(turn, order, "purchase_order")))
        return NULL;
    for (size_t i = 0; i < command->count; i++)
        lines[i] = command->lines[i].goods;
    const char *refusal = resolve_goods(turn, lines, command->count, -1, goods);
    if (refusal == NULL)
        refusal = announce_refusal(turn, command, order, goods);
    if (refusal == NULL)
        return goods;
    turn_reject(turn, refusal, NULL);
    return NULL;
}

void
on_announce_shipment(struct turn *turn, const struct input *input)
{
    const struct announce_shipment *command = input->message;
    struct document *shipment = store_document(turn, DOCUMENT_SHIPMENT, command->asn);
    struct document *order =
        command->purchase_order[0] != '\0'
            ? store_document(turn, DOCUMENT_PURCHASE_ORDER, command->purchase_order)
            : NULL;

    if (document_is_repeat(turn, shipment, command->content, command->count))
        return;
    const struct goods *goods = announced_goods(turn, input, order);
    if (goods == NULL)
        return;
    fill_shipment(turn, shipment, command, goods);
    if (order != NULL) {
        announce_shipment(shipment, order);
        store_note_document(turn, order);
    }
    create(turn, shipment);
    wire_say_shipment_announced(turn, shipment);
    wire_reply_done(turn, shipment->line_count);
}

/* --- receipts -------------------------------------------------------------------------------- */

void
want_received_shipment(struct turn *turn, const struct input *input)
{
    const struct receive_shipment *command = input->message;

    store_want_document(turn, DOCUMENT_SHIPMENT, command->asn);
    store_want_document(turn, DOCUMENT_PURCHASE_ORDER, command->purchase_order);
    if (command->asn[0] == '\0' && command->sscc[0] != '\0')
        store_want_package(turn, command->sscc);
}

/* What the goods came against; NULL: nobody expects them, the answer was given. */
static struct document *
received_document(struct turn *turn, const struct input *input)
{
    const struct receive_shipment *command = input->message;
    struct document *document =
        command->asn[0] != '\0' ? store_document(turn, DOCUMENT_SHIPMENT, command->asn)
        : command->purchase_order[0] != '\0'
            ? store_document(turn, DOCUMENT_PURCHASE_ORDER, command->purchase_order)
            : store_document_of_package(turn, command->sscc);

    if (document == NULL) {
        turn_not_found(
            turn, "sscc",
            arena_format(turn_arena(turn), "PACKAGE_UNKNOWN: nobody announced %s", command->sscc));
        return NULL;
    }
    if (document_is_unknown(turn, document, document_field(document)) ||
        document_is_elsewhere(turn, input, document->location))
        return NULL;
    if (command->location[0] == '\0' || strcmp(command->location, document->location) == 0)
        return document;
    turn_reject(turn,
                arena_format(turn_arena(turn), "LOCATION_DIFFERS: %s %s goes to %s",
                             document_kind_name(document->kind), document->number,
                             document->location),
                NULL);
    return NULL;
}

static const char *
over_refusal(struct turn *turn, const struct document *document, const struct goods *goods,
             const struct receipt *receipts, size_t count)
{
    int64_t over;
    const size_t i = receipt_over_rule(document, receipts, count, &over);

    return i < count ? arena_format(turn_arena(turn),
                                    "OVER: line %zu, %s: %" PRId64
                                    " more than %s %s expects; accept_over takes them",
                                    i + 1, goods[i].item->sku, over,
                                    document_kind_name(document->kind), document->number)
                     : NULL;
}

static void
receive(struct turn *turn, const struct input *input, struct document *document,
        const struct goods *goods, const struct receipt *receipts, size_t count)
{
    struct document *order = store_order_of(turn, document);
    struct posting *posting = new_posting(turn, MOVEMENT_RECEIVE,
                                          books_find_location(turn_state(turn), document->location),
                                          document_reason(turn, document), count);

    begin_receipt(document);
    store_reserve_lines(turn, document, count);
    if (order != NULL)
        store_reserve_lines(turn, order, count);
    for (size_t i = 0; i < count; i++) {
        post_goods(turn, posting, &goods[i], goods[i].units);
        receive_document(document, order, &receipts[i]);
    }
    document_received(document);
    store_note_document(turn, document);
    if (order != NULL) {
        document_received(order);
        store_note_document(turn, order);
    }
    store_add_document_posting(turn, document->kind, document->number, posting);
    close_posting(turn, input, posting);
    wire_say_shipment_received(turn, document);
    if (order != NULL || document->kind == DOCUMENT_PURCHASE_ORDER)
        wire_say_purchase_order_changed(turn, order != NULL ? order : document);
    wire_reply_moved(turn, posting->first_movement_id, posting->count);
}

void
on_receive_shipment(struct turn *turn, const struct input *input)
{
    const struct receive_shipment *command = input->message;
    struct document *document = received_document(turn, input);
    struct goods *goods = NULL;
    size_t count = command->count;

    if (document == NULL)
        return;
    const char *refusal =
        document_goods(turn, document, command->sscc, command->lines, &count, &goods);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    const struct receipt *receipts = document_receipts(turn, command->sscc, goods, count);
    if (!command->accept_over)
        refusal = over_refusal(turn, document, goods, receipts, count);
    if (refusal == NULL)
        refusal = balance_refusal(turn, books_find_location(turn_state(turn), document->location),
                                  goods, count, 1);
    if (refusal != NULL)
        turn_reject(turn, refusal, NULL);
    else
        receive(turn, input, document, goods, receipts, count);
}

/* --- nothing more will come ------------------------------------------------------------------ */

void
want_closed_document(struct turn *turn, const struct input *input)
{
    const struct close_command *command = input->message;

    store_want_document(turn, command->kind, command->number);
}

/* Closed or cancelled before: there is nothing to do. */
static void
end_document(struct turn *turn, const struct input *input, enum document_change on,
             enum document_state done, const char *what)
{
    const struct close_command *command = input->message;
    struct document *document = store_document(turn, command->kind, command->number);
    struct document *order = store_order_of(turn, document);
    const char *field = done == DOCUMENT_CANCELLED ? "number" : document_field(document);

    if (document_is_unknown(turn, document, field) ||
        document_is_elsewhere(turn, input, document->location))
        return;
    if (document->state == done) {
        wire_repeat_done(turn, document->line_count);
        return;
    }
    if (!close_document(document, order, on)) {
        document_refuse_step(turn, document, what);
        return;
    }
    document->reason = command->reason;
    store_note_document(turn, document);
    if (order != NULL)
        store_note_document(turn, order);
    if (document->kind == DOCUMENT_SHIPMENT)
        wire_say_shipment_received(turn, document);
    if (order != NULL || document->kind == DOCUMENT_PURCHASE_ORDER)
        wire_say_purchase_order_changed(turn, order != NULL ? order : document);
    wire_reply_done(turn, document->line_count);
}

void
on_cancel_purchase_order(struct turn *turn, const struct input *input)
{
    end_document(turn, input, ON_DOCUMENT_CANCEL, DOCUMENT_CANCELLED, "cancelled");
}

void
on_close_shipment(struct turn *turn, const struct input *input)
{
    end_document(turn, input, ON_DOCUMENT_CLOSE, DOCUMENT_CLOSED, "closed");
}
