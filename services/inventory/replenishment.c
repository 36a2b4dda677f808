/*
 * What planning decided, carried out: an approved proposal becomes a purchase order or the draft of
 * a transfer in the turn that hears of it, once, by its number; what planning wants kept from sale
 * is kept, unless an operator set it by hand.
 */
#include <string.h>

#include "services/inventory/document_steps.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_inbound.h"
#include "services/inventory/wire_replenishment.h"
#include "services/inventory/wire_transfers.h"

/* --- purchase orders and transfers ------------------------------------------------------------ */

void
want_replenishment(struct turn *turn, const struct input *input)
{
    const struct approved_replenishment *approved = input->message;

    store_want_document(turn, approved->kind, approved->number);
}

static struct stock_line
line_of(const struct approved_replenishment *approved)
{
    return (struct stock_line){.sku = approved->sku,
                               .pack = "",
                               .quantity = approved->quantity,
                               .state = STOCK_AVAILABLE,
                               .lot = "",
                               .bin = ""};
}

static const char *
place_refusal(struct turn *turn, const char *code)
{
    const struct location *location = books_find_location(turn_state(turn), code);

    if (location == NULL)
        return arena_format(turn_arena(turn), "LOCATION_UNKNOWN: %s", code);
    if (location->closed)
        return arena_format(turn_arena(turn), "LOCATION_CLOSED: %s", code);
    return NULL;
}

/* NULL: it can be ordered, and what goods it is of; else why not. */
static const char *
approval_refusal(struct turn *turn, const struct approved_replenishment *approved,
                 const struct document *document, struct goods *goods)
{
    const struct stock_line line = line_of(approved);
    const char *refusal = NULL;

    if (document->state != DOCUMENT_NONE)
        return arena_format(turn_arena(turn), "NUMBER_TAKEN: %s %s has other content",
                            document_kind_name(document->kind), document->number);
    refusal = place_refusal(turn, approved->location);
    if (refusal == NULL && approved->kind == DOCUMENT_TRANSFER)
        refusal = strcmp(approved->from, approved->location) == 0
                      ? "NOT_POSSIBLE: a transfer goes from one location to another"
                      : place_refusal(turn, approved->from);
    return refusal != NULL ? refusal : resolve_goods(turn, &line, 1, -1, goods);
}

static void
open_order(struct turn *turn, struct document *order, const struct approved_replenishment *approved,
           const struct goods *goods)
{
    struct create_purchase_order *command =
        arena_take(turn_arena(turn), sizeof *command + sizeof command->lines[0]);

    *command = (struct create_purchase_order){.number = approved->number,
                                              .supplier = approved->supplier,
                                              .location = approved->location,
                                              .currency = approved->currency,
                                              .due_at_us = approved->due_at_us,
                                              .content = approved->content,
                                              .count = 1};
    command->lines[0] = (struct purchase_line){
        .line = 1, .goods = line_of(approved), .unit_cost_minor = approved->unit_cost_minor};
    open_purchase_order(turn, order, command, goods);
}

static void
draft(struct turn *turn, struct document *transfer, const struct approved_replenishment *approved,
      const struct goods *goods)
{
    const struct transfer_command command = {.number = approved->number,
                                             .from = approved->from,
                                             .to = approved->location,
                                             .due_at_us = approved->due_at_us,
                                             .content = approved->content,
                                             .count = 1};

    draft_transfer(turn, transfer, &command, goods);
}

void
on_replenishment_approved(struct turn *turn, const struct input *input)
{
    const struct approved_replenishment *approved = input->message;
    struct document *document = store_document(turn, approved->kind, approved->number);
    struct goods goods;

    if (document->state != DOCUMENT_NONE && document->content == approved->content)
        return; /* the same again */
    const char *refusal = approval_refusal(turn, approved, document, &goods);
    if (refusal != NULL)
        wire_say_replenishment_refused(turn, approved, refusal);
    else if (approved->kind == DOCUMENT_TRANSFER)
        draft(turn, document, approved, &goods);
    else
        open_order(turn, document, approved, &goods);
}

/* --- what is kept from sale ------------------------------------------------------------------- */

/* Planning may know of places and SKUs that are not known here (any more): nothing is kept there.
 */
void
on_safety_stock_changed(struct turn *turn, const struct input *input)
{
    const struct planned_safety_stock *planned = input->message;
    const struct keeper keeper = keeper_of(turn);
    struct books *books = turn_state(turn);
    struct location *location = books_find_location(books, planned->location);
    struct item *item = books_find_item(books, planned->sku);
    struct grants grants = {NULL, NULL};

    if (location == NULL || item == NULL || !item->defined)
        return;
    struct stock *stock = books_find_stock(books, location, item);
    if (planned->held_back == (stock != NULL ? stock->held_back : 0))
        return;
    if (stock == NULL)
        stock = books_stock(books, turn_journal(turn), location, item);
    const bool changes = change_held_back(&keeper, stock, planned->held_back);
    store_add_safety_stock(turn, stock);
    if (!changes)
        return; /* set by hand, or the location keeps more */
    wire_say_kept_back(turn, stock);
    serve_item(turn, item, &grants);
    announce_promises(turn, &grants);
}
