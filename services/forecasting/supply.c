/*
 * What is to come; see supply.h. Each event tells all lines of a purchase order or a transfer as
 * they stand, so what was known of it is replaced. An ASN of a purchase order only tells when its
 * goods are due: the order goes on telling how many.
 */
#include "services/forecasting/supply.h"

#include "services/forecasting/demand.h"
#include "services/forecasting/lead_times.h"
#include "services/forecasting/proposals.h"
#include "services/forecasting/store.h"
#include "services/forecasting/wire_supply.h"

static struct inbound_told *
told_of(struct turn *turn, enum inbound_kind kind, const struct document_heard *heard,
        int64_t at_us)
{
    struct arena *arena = turn_arena(turn);
    struct inbound_told *told = arena_take(arena, sizeof *told);
    const bool over = heard->status == DOCUMENT_CLOSED || heard->status == DOCUMENT_CANCELLED;

    *told = (struct inbound_told){
        .kind = kind,
        .number = heard->number,
        .supplier = heard->supplier,
        .location = demand_location_for(turn, heard->location),
        .origin = heard->from[0] != '\0' ? demand_location_for(turn, heard->from) : NULL,
        .drafted = heard->status == DOCUMENT_DRAFT,
        .opened_at_us = at_us,
        .due_at_us = heard->due_at_us,
        .lines = arena_take(arena, heard->count * sizeof *told->lines),
    };
    for (uint32_t i = 0; i < heard->count; i++) {
        const struct document_line_heard *line = &heard->lines[i];
        const bool has_left = kind == INBOUND_TRANSFER && !told->drafted;
        const int64_t expected = has_left ? line->shipped : line->expected;
        told->lines[told->line_count++] = (struct inbound_line_told){
            .item = demand_item_for(turn, line->sku),
            .line = line->line,
            .expected = expected,
            .received = line->received,
            .gone = over ? expected : line->received - line->over + line->missing,
        };
    }
    return told;
}

static void
mark_all(struct turn *turn, const struct inbound_told *told)
{
    struct memory *memory = turn_state(turn);

    for (uint32_t i = 0; i < told->line_count; i++)
        memory_mark_dirty(memory, turn_journal(turn), told->lines[i].item);
}

/* What came more than before is a receipt: how long did it take? */
static void
note_receipts(struct turn *turn, const struct inbound_document *before,
              const struct inbound_told *told, int64_t at_us)
{
    for (uint32_t i = 0; i < before->line_count; i++) {
        const struct inbound_line *line = &before->lines[i];
        for (uint32_t j = 0; j < told->line_count; j++) {
            const int64_t came = told->lines[j].received - line->received;
            if (told->lines[j].line == line->line && came > 0)
                lead_times_note_receipt(turn, before, line, came, at_us);
        }
    }
}

static void
replace(struct turn *turn, struct inbound_document *before, struct inbound_told *told)
{
    struct memory *memory = turn_state(turn);

    if (before != NULL) {
        told->opened_at_us = before->opened_at_us;
        if (before->due_at_us != 0)
            told->due_at_us = before->due_at_us; /* or as its ASN told since */
        inbound_remove(memory, turn_journal(turn), before);
    }
    if (inbound_told_open(told))
        stage_inbound(turn, inbound_add(memory, turn_journal(turn), told));
    else if (before != NULL)
        stage_inbound_over(turn, told->kind, told->number);
    mark_all(turn, told);
}

/* Of what was expected; a surplus is nobody's. */
static int64_t
units_received(const struct document_heard *heard)
{
    int64_t units = 0;

    for (uint32_t i = 0; i < heard->count; i++)
        units += heard->lines[i].received - heard->lines[i].over;
    return units;
}

/* PurchaseOrderChanged -> on order; a receipt is a measured lead time; a proposal moves on */
void
on_purchase_order_changed(struct turn *turn, const struct input *input)
{
    const struct document_heard *heard = input->message;
    struct inbound_document *before =
        inbound_find(turn_state(turn), INBOUND_PURCHASE_ORDER, heard->number);
    struct inbound_told *told = told_of(turn, INBOUND_PURCHASE_ORDER, heard, input->time_us);

    demand_note_age(turn, input);
    if (before != NULL)
        note_receipts(turn, before, told, input->time_us);
    replace(turn, before, told);
    proposals_document_changed(turn, heard->number, heard->status, units_received(heard));
}

/* TransferChanged -> what is planned to leave, and what is on its way; a proposal moves on */
void
on_transfer_changed(struct turn *turn, const struct input *input)
{
    const struct document_heard *heard = input->message;

    demand_note_age(turn, input);
    replace(turn, inbound_find(turn_state(turn), INBOUND_TRANSFER, heard->number),
            told_of(turn, INBOUND_TRANSFER, heard, input->time_us));
    proposals_document_changed(turn, heard->number, heard->status, units_received(heard));
}

/* ShipmentAnnounced -> when a purchase order is due; on order, when there is none */
void
on_shipment_announced(struct turn *turn, const struct input *input)
{
    const struct document_heard *heard = input->message;

    demand_note_age(turn, input);
    if (heard->purchase_order[0] == '\0') {
        replace(turn, inbound_find(turn_state(turn), INBOUND_SHIPMENT, heard->number),
                told_of(turn, INBOUND_SHIPMENT, heard, input->time_us));
        return;
    }
    struct inbound_document *order =
        inbound_find(turn_state(turn), INBOUND_PURCHASE_ORDER, heard->purchase_order);
    if (order == NULL || heard->due_at_us == 0)
        return;
    journal_keep(turn_journal(turn), &order->due_at_us, sizeof order->due_at_us);
    order->due_at_us = heard->due_at_us;
    stage_inbound(turn, order);
}

/* ShipmentReceived -> of an ASN without purchase order: less is on order */
void
on_shipment_received(struct turn *turn, const struct input *input)
{
    const struct document_heard *heard = input->message;
    struct inbound_document *document =
        heard->purchase_order[0] == '\0'
            ? inbound_find(turn_state(turn), INBOUND_SHIPMENT, heard->number)
            : NULL;
    bool open = false;

    demand_note_age(turn, input);
    if (document == NULL)
        return;
    for (uint32_t i = 0; i < document->line_count; i++) {
        struct inbound_line *line = &document->lines[i];
        for (uint32_t j = 0; j < heard->count; j++) {
            const struct document_line_heard *told = &heard->lines[j];
            if (told->line != line->line)
                continue;
            journal_keep(turn_journal(turn), line, sizeof *line);
            line->received = told->received;
            line->gone = told->received - told->over + told->missing;
        }
        memory_mark_dirty(turn_state(turn), turn_journal(turn), line->to->item);
        open |= inbound_open(line) > 0;
    }
    if (open && heard->status != DOCUMENT_RECEIVED) {
        stage_inbound(turn, document);
        return;
    }
    stage_inbound_over(turn, document->kind, document->number);
    inbound_remove(turn_state(turn), turn_journal(turn), document);
}
