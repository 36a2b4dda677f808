/*
 * Transfers between two locations: planned, sent, received in parts, closed with a reason. What has
 * left and not arrived lies nowhere: it is in transit, and nobody's to sell.
 */
#include <inttypes.h>
#include <string.h>

#include "services/inventory/document_steps.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_transfers.h"

void
want_transfer(struct turn *turn, const struct input *input)
{
    const struct transfer_command *command = input->message;

    store_want_document(turn, DOCUMENT_TRANSFER, command->number);
}

/* --- planned --------------------------------------------------------------------------------- */

/* What is sent is told by SKU, state and lot: each once. */
static const char *
twice_refusal(struct turn *turn, const struct goods *goods, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (goods[i].item == goods[j].item && goods[i].state == goods[j].state &&
                strcmp(goods[i].lot, goods[j].lot) == 0)
                return arena_format(turn_arena(turn), "SKU_DUPLICATE: line %zu, %s: add it up",
                                    i + 1, goods[i].item->sku);
        }
    }
    return NULL;
}

void
draft_transfer(struct turn *turn, struct document *transfer, const struct transfer_command *command,
               const struct goods *goods)
{
    const bool stepped = document_step(transfer, ON_DOCUMENT_CREATE);

    assert(stepped); /* its number was free */
    transfer->origin = command->from;
    transfer->location = command->to;
    transfer->due_at_us = command->due_at_us;
    transfer->created_at_us = turn_now_us(turn);
    transfer->content = command->content;
    store_reserve_lines(turn, transfer, command->count);
    for (size_t i = 0; i < command->count; i++)
        document_new_line(transfer, &goods[i]);
    store_note_document(turn, transfer);
    wire_say_transfer_changed(turn, transfer);
}

void
on_create_transfer(struct turn *turn, const struct input *input)
{
    const struct transfer_command *command = input->message;
    struct document *transfer = store_document(turn, DOCUMENT_TRANSFER, command->number);
    struct goods *goods = arena_take(turn_arena(turn), command->count * sizeof *goods);

    if (document_is_repeat(turn, transfer, command->content, command->count) ||
        document_location(turn, "from", command->from) == NULL ||
        document_location(turn, "to", command->to) == NULL)
        return;
    const char *refusal = resolve_goods(turn, command->lines, command->count, -1, goods);
    if (refusal == NULL)
        refusal = twice_refusal(turn, goods, command->count);
    if (refusal != NULL) {
        turn_reject(turn, refusal, NULL);
        return;
    }
    draft_transfer(turn, transfer, command, goods);
    wire_reply_done(turn, transfer->line_count);
}

/* --- sent ------------------------------------------------------------------------------------ */

static struct goods
goods_of(const struct document_line *line, int64_t units)
{
    return (struct goods){.item = line->item,
                          .units = units,
                          .state = (enum stock_state)line->state,
                          .lot = line->lot,
                          .expires_on = line->expires_on,
                          .bin = ""};
}

/* The line of the draft that these goods are; NULL: none. */
static struct document_line *
drafted_line(struct document *transfer, const struct goods *goods)
{
    for (size_t i = 0; i < transfer->line_count; i++) {
        struct document_line *line = &transfer->lines[i];
        if (line->item == goods->item && line->state == (int32_t)goods->state &&
            strcmp(line->lot, goods->lot) == 0)
            return line;
    }
    return NULL;
}

/* Every line in full, but for those of which the command says fewer. units: by line. */
static const char *
sent_units(struct turn *turn, const struct transfer_command *command, struct document *transfer,
           int64_t *units)
{
    struct goods *told = arena_take(turn_arena(turn), command->count * sizeof *told);
    const char *refusal = resolve_goods(turn, command->lines, command->count, -1, told);
    int64_t sum = 0;

    for (size_t i = 0; i < transfer->line_count; i++)
        units[i] = transfer->lines[i].expected;
    for (size_t i = 0; i < command->count && refusal == NULL; i++) {
        const struct document_line *line = drafted_line(transfer, &told[i]);
        if (line == NULL)
            refusal = arena_format(turn_arena(turn), "NOT_PLANNED: line %zu, %s", i + 1,
                                   told[i].item->sku);
        else if (told[i].units > line->expected)
            refusal =
                arena_format(turn_arena(turn), "TOO_MANY: line %zu, %s: %" PRId64 " are planned",
                             i + 1, told[i].item->sku, line->expected);
        else
            units[line - transfer->lines] = told[i].units;
    }
    for (size_t i = 0; i < transfer->line_count; i++)
        sum += units[i];
    return refusal == NULL && sum == 0 ? "NOTHING_LEAVES: a transfer sends something" : refusal;
}

/* Units of available stock of an item tracked by lot, whose lot nobody named: what expires first.
 */
static bool
is_by_expiry(const struct goods *goods)
{
    return goods->item->lot_tracked && goods->lot[0] == '\0' && goods->state == STOCK_AVAILABLE;
}

/* All lines of one item together must leave enough; judged at its first line that leaves. */
static const char *
promise_refusal(struct turn *turn, const struct location *from, const struct goods *goods,
                size_t count, size_t at)
{
    const struct stock *stock = books_find_stock(turn_state(turn), from, goods[at].item);
    int64_t units = 0, unavailable = 0;

    for (size_t i = 0; i < count; i++) {
        if (goods[i].item != goods[at].item)
            continue;
        units += goods[i].units;
        unavailable += goods[i].state != STOCK_AVAILABLE ? goods[i].units : 0;
    }
    if (stock == NULL || units - unavailable > stock->on_hand - stock->unavailable)
        return arena_format(turn_arena(turn), "BELOW_ZERO: %s: %" PRId64 " there",
                            goods[at].item->sku,
                            stock != NULL ? stock->on_hand - stock->unavailable : 0);
    if (!transfer_keeps_promises(stock, units, unavailable))
        return arena_format(turn_arena(turn),
                            "PROMISED: %s: %" PRId64 " leave, %" PRId64 " are not promised",
                            goods[at].item->sku, units, available_to_promise(stock->item));
    return NULL;
}

/* NULL: these goods may leave; else why not. */
static const char *
leave_refusal(struct turn *turn, const struct location *from, const struct goods *goods,
              size_t count)
{
    struct goods *by_lot = arena_take(turn_arena(turn), count * sizeof *by_lot);
    size_t by_lot_count = 0;
    const char *refusal = NULL;

    for (size_t i = 0; i < count; i++) {
        if (!is_by_expiry(&goods[i]))
            by_lot[by_lot_count++] = goods[i];
    }
    refusal = balance_refusal(turn, from, by_lot, by_lot_count, -1);
    for (size_t i = 0; i < count && refusal == NULL; i++)
        refusal = promise_refusal(turn, from, goods, count, i);
    return refusal;
}

/* A line was sent out of several lots: the first keeps the line, each other gets its own, for which
 * there is room. */
static void
note_lots(struct document *transfer, struct document_line *line, const struct posting *posting,
          size_t first)
{
    const struct document_line drafted = *line;
    int64_t planned = drafted.expected;

    for (size_t i = first; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        if (i > first) {
            const uint32_t number = (line = document_add_line(transfer, drafted.item))->line;
            *line = drafted;
            line->line = number;
        }
        line->shipped = -movement->quantity;
        line->lot = movement->lot != NULL ? movement->lot->code : "";
        line->expires_on = movement->lot != NULL ? movement->lot->expires_on : 0;
        line->expected = i + 1 < posting->count ? line->shipped : planned;
        planned -= line->shipped;
    }
}

/* One movement for each lot; there is enough that may be sold, so nothing else is taken. */
static void
post_first_expired(struct turn *turn, struct posting *posting, const struct goods *goods)
{
    const struct stock *stock = books_find_stock(turn_state(turn), posting->location, goods->item);
    struct share *shares =
        arena_take(turn_arena(turn), (stock_pile_count(stock) + 1) * sizeof *shares);
    const size_t count = first_expired_first_out(stock, goods->units, shares);

    for (size_t i = 0; i < count; i++) {
        const struct pile *pile = shares[i].pile;
        struct goods leaving = *goods;
        leaving.lot = pile != NULL && pile->lot != NULL ? pile->lot->code : "";
        post_goods(turn, posting, &leaving, -shares[i].quantity);
    }
}

static void
send_line(struct turn *turn, struct document *transfer, size_t index, int64_t units,
          struct posting *posting)
{
    struct document_line *line = &transfer->lines[index];
    const struct goods goods = goods_of(line, units);
    const size_t first = posting->count;

    if (!is_by_expiry(&goods)) {
        post_goods(turn, posting, &goods, -units);
        line->shipped = units;
        return;
    }
    post_first_expired(turn, posting, &goods);
    store_reserve_lines(turn, transfer, posting->count - first);
    note_lots(transfer, &transfer->lines[index], posting, first);
}

/* Room for a movement of each lot that a line may come from. */
static size_t
movements_max(struct turn *turn, const struct location *from, const struct document *transfer)
{
    size_t max = 0;

    for (size_t i = 0; i < transfer->line_count; i++) {
        const struct stock *stock =
            books_find_stock(turn_state(turn), from, transfer->lines[i].item);
        max += 1 + (stock != NULL ? stock_pile_count(stock) : 0);
    }
    return max < POSTING_MOVEMENTS_MAX ? max : POSTING_MOVEMENTS_MAX;
}

static void
send(struct turn *turn, const struct input *input, struct document *transfer, struct location *from,
     const int64_t *units)
{
    const size_t line_count = transfer->line_count; /* lots add lines behind */
    const bool stepped = document_step(transfer, ON_DOCUMENT_SHIP);
    struct posting *posting =
        new_posting(turn, MOVEMENT_TRANSFER_OUT, from, document_reason(turn, transfer),
                    movements_max(turn, from, transfer));

    assert(stepped); /* it was a draft */
    for (size_t i = 0; i < line_count; i++) {
        if (units[i] > 0)
            send_line(turn, transfer, i, units[i], posting);
    }
    store_note_document(turn, transfer);
    store_add_document_posting(turn, transfer->kind, transfer->number, posting);
    close_posting(turn, input, posting);
    wire_say_transfer_changed(turn, transfer);
    wire_reply_moved(turn, posting->first_movement_id, posting->count);
}

void
on_ship_transfer(struct turn *turn, const struct input *input)
{
    const struct transfer_command *command = input->message;
    struct document *transfer = store_document(turn, DOCUMENT_TRANSFER, command->number);

    if (document_is_unknown(turn, transfer, "number") ||
        document_is_elsewhere(turn, input, transfer->origin))
        return;
    if (transfer->state != DOCUMENT_DRAFT) {
        document_refuse_step(turn, transfer, "sent");
        return;
    }
    struct location *from = books_find_location(turn_state(turn), transfer->origin);
    int64_t *units = arena_take(turn_arena(turn), transfer->line_count * sizeof *units);
    struct goods *goods = arena_take(turn_arena(turn), transfer->line_count * sizeof *goods);
    size_t count = 0;
    const char *refusal = sent_units(turn, command, transfer, units);
    for (size_t i = 0; i < transfer->line_count; i++) {
        if (units[i] > 0)
            goods[count++] = goods_of(&transfer->lines[i], units[i]);
    }
    if (refusal == NULL)
        refusal = leave_refusal(turn, from, goods, count);
    if (refusal != NULL)
        turn_reject(turn, refusal, NULL);
    else
        send(turn, input, transfer, from, units);
}

/* --- received -------------------------------------------------------------------------------- */

static void
receive(struct turn *turn, const struct input *input, struct document *transfer,
        const struct goods *goods, size_t count)
{
    const struct receipt *receipts = document_receipts(turn, "", goods, count);
    struct posting *posting = new_posting(turn, MOVEMENT_TRANSFER_IN,
                                          books_find_location(turn_state(turn), transfer->location),
                                          document_reason(turn, transfer), count);

    store_reserve_lines(turn, transfer, count);
    for (size_t i = 0; i < count; i++) {
        post_goods(turn, posting, &goods[i], goods[i].units);
        receive_document(transfer, NULL, &receipts[i]);
    }
    document_received(transfer);
    for (size_t i = 0; i < transfer->line_count; i++) {
        if (transfer->lines[i].over > 0 && transfer->discrepancy == DISCREPANCY_NONE)
            transfer->discrepancy = DISCREPANCY_OVERAGE;
    }
    store_note_document(turn, transfer);
    store_add_document_posting(turn, transfer->kind, transfer->number, posting);
    close_posting(turn, input, posting);
    wire_say_transfer_changed(turn, transfer);
    wire_reply_moved(turn, posting->first_movement_id, posting->count);
}

void
on_receive_transfer(struct turn *turn, const struct input *input)
{
    const struct transfer_command *command = input->message;
    struct document *transfer = store_document(turn, DOCUMENT_TRANSFER, command->number);
    struct goods *goods = NULL;
    size_t count = command->count;

    if (document_is_unknown(turn, transfer, "number") ||
        document_is_elsewhere(turn, input, transfer->location))
        return;
    if (transfer->state == DOCUMENT_DRAFT || transfer->state == DOCUMENT_CANCELLED) {
        document_refuse_step(turn, transfer, "received");
        return;
    }
    const char *refusal = document_goods(turn, transfer, "", command->lines, &count, &goods);
    if (refusal == NULL)
        refusal = balance_refusal(turn, books_find_location(turn_state(turn), transfer->location),
                                  goods, count, 1);
    if (refusal != NULL)
        turn_reject(turn, refusal, NULL);
    else
        receive(turn, input, transfer, goods, count);
}

/* --- closed, cancelled ----------------------------------------------------------------------- */

/* What never left is on hand again where it came from; before it is missing. */
static struct posting *
put_back(struct turn *turn, const struct document *transfer)
{
    struct goods *goods = arena_take(turn_arena(turn), transfer->line_count * sizeof *goods);
    const size_t count = document_open_goods(transfer, "", goods);
    struct posting *posting = new_posting(turn, MOVEMENT_TRANSFER_IN,
                                          books_find_location(turn_state(turn), transfer->origin),
                                          document_reason(turn, transfer), count);

    for (size_t i = 0; i < count; i++)
        post_goods(turn, posting, &goods[i], goods[i].units);
    return posting;
}

void
on_close_transfer(struct turn *turn, const struct input *input)
{
    const struct close_command *command = input->message;
    struct document *transfer = store_document(turn, DOCUMENT_TRANSFER, command->number);
    const bool is_short = !document_is_complete(transfer);
    struct posting *back = NULL;

    if (document_is_unknown(turn, transfer, "number"))
        return;
    if (transfer->state == DOCUMENT_CLOSED) {
        wire_repeat_done(turn, transfer->line_count);
        return;
    }
    if (document_step_find(DOCUMENT_TRANSFER, transfer->state, ON_DOCUMENT_CLOSE) == NULL) {
        document_refuse_step(turn, transfer, "closed");
        return;
    }
    if (is_short && command->discrepancy == DISCREPANCY_NONE) {
        turn_reject(turn, "DISCREPANCY_MISSING: something did not arrive: say why", NULL);
        return;
    }
    if (is_short && command->discrepancy == DISCREPANCY_MISCOUNT)
        back = put_back(turn, transfer);
    if (!close_document(transfer, NULL, ON_DOCUMENT_CLOSE))
        WRONG("the step was found before");
    transfer->reason = command->reason;
    if (is_short)
        transfer->discrepancy = command->discrepancy;
    store_note_document(turn, transfer);
    if (back != NULL) {
        store_add_document_posting(turn, transfer->kind, transfer->number, back);
        close_posting(turn, input, back);
    }
    wire_say_transfer_changed(turn, transfer);
    wire_reply_done(turn, transfer->line_count);
}

void
on_cancel_transfer(struct turn *turn, const struct input *input)
{
    const struct close_command *command = input->message;
    struct document *transfer = store_document(turn, DOCUMENT_TRANSFER, command->number);

    if (document_is_unknown(turn, transfer, "number"))
        return;
    if (transfer->state == DOCUMENT_CANCELLED) {
        wire_repeat_done(turn, transfer->line_count);
        return;
    }
    if (!close_document(transfer, NULL, ON_DOCUMENT_CANCEL)) {
        document_refuse_step(turn, transfer, "cancelled");
        return;
    }
    transfer->reason = command->reason;
    store_note_document(turn, transfer);
    wire_say_transfer_changed(turn, transfer);
    wire_reply_done(turn, transfer->line_count);
}
