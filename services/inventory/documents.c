/*
 * What all documents share: the query, who may, closing, and the goods that a line means.
 */
#include <string.h>

#include "services/inventory/document_steps.h"
#include "services/inventory/handlers.h"
#include "services/inventory/steps.h"
#include "services/inventory/wire_counts.h"
#include "services/inventory/wire_documents.h"

/* --- steps that their handlers share --------------------------------------------------------- */

bool
document_is_repeat(struct turn *turn, const struct document *document, int64_t content,
                   size_t count)
{
    if (document->state == DOCUMENT_NONE)
        return false;
    if (document->content == content)
        wire_repeat_done(turn, count);
    else
        turn_reject(turn,
                    arena_format(turn_arena(turn), "NUMBER_TAKEN: %s %s has other content",
                                 document_kind_name(document->kind), document->number),
                    NULL);
    return true;
}

const char *
document_field(const struct document *document)
{
    static const char *const fields[] = {
        [DOCUMENT_PURCHASE_ORDER] = "purchase_order",
        [DOCUMENT_SHIPMENT] = "asn",
        [DOCUMENT_TRANSFER] = "transfer",
    };

    return fields[document->kind];
}

bool
document_is_unknown(struct turn *turn, const struct document *document, const char *field)
{
    if (document->state != DOCUMENT_NONE)
        return false;
    turn_not_found(turn, field,
                   arena_format(turn_arena(turn), "NUMBER_UNKNOWN: there is no %s %s",
                                document_kind_name(document->kind), document->number));
    return true;
}

void
document_refuse_step(struct turn *turn, const struct document *document, const char *what)
{
    turn_reject(turn,
                arena_format(turn_arena(turn), "NOT_POSSIBLE: %s %s is %s: it cannot be %s",
                             document_kind_name(document->kind), document->number,
                             document_state_name(document->state), what),
                NULL);
}

struct location *
document_location(struct turn *turn, const char *field, const char *code)
{
    struct location *location = books_find_location(turn_state(turn), code);

    if (location == NULL)
        turn_not_found(turn, field, arena_format(turn_arena(turn), "LOCATION_UNKNOWN: %s", code));
    return location;
}

bool
document_is_elsewhere(struct turn *turn, const struct input *input, const char *location)
{
    if (may_move_stock(input, location))
        return false;
    turn_deny(turn, "a warehouse acts at its own location only");
    return true;
}

struct document_line *
document_new_line(struct document *document, const struct goods *goods)
{
    struct document_line *line = document_add_line(document, goods->item);

    line->expected = goods->units;
    line->lot = goods->lot;
    line->expires_on = goods->expires_on;
    line->state = goods->state;
    return line;
}

/* The lot that was announced or sent is the one that comes, when nobody says another. */
static void
complete_line(const struct document *document, const char *sscc, const struct item *item,
              struct stock_line *line)
{
    for (size_t i = 0; i < document->line_count && line->lot[0] == '\0'; i++) {
        const struct document_line *told = &document->lines[i];
        if (told->item != item || (sscc[0] != '\0' && strcmp(told->sscc, sscc) != 0))
            continue;
        line->lot = told->lot;
        line->expires_on = told->expires_on;
    }
}

size_t
document_open_goods(const struct document *document, const char *sscc, struct goods *goods)
{
    size_t count = 0;

    for (size_t i = 0; i < document->line_count; i++) {
        const struct document_line *line = &document->lines[i];
        const int64_t open = document_line_open(document, line);
        if (open <= 0 || (sscc[0] != '\0' && strcmp(line->sscc, sscc) != 0))
            continue;
        goods[count++] = (struct goods){
            .item = line->item,
            .units = open,
            .state = line->state != 0 ? (enum stock_state)line->state : STOCK_AVAILABLE,
            .lot = line->lot,
            .expires_on = line->expires_on,
            .bin = "",
        };
    }
    return count;
}

/* All that is open, as if it had been told line by line. */
static struct stock_line *
open_lines(struct turn *turn, const struct document *document, const char *sscc, size_t *count)
{
    struct goods *goods = arena_take(turn_arena(turn), document->line_count * sizeof *goods);

    *count = document_open_goods(document, sscc, goods);
    struct stock_line *lines = arena_take(turn_arena(turn), *count * sizeof *lines);
    for (size_t i = 0; i < *count; i++)
        lines[i] = (struct stock_line){.sku = goods[i].item->sku,
                                       .pack = "",
                                       .quantity = goods[i].units,
                                       .state = goods[i].state,
                                       .lot = goods[i].lot,
                                       .expires_on = goods[i].expires_on,
                                       .bin = ""};
    return lines;
}

const char *
document_goods(struct turn *turn, const struct document *document, const char *sscc,
               const struct stock_line *told, size_t *count, struct goods **goods)
{
    struct stock_line *lines = *count > 0
                                   ? arena_copy(turn_arena(turn), told, *count * sizeof *lines)
                                   : open_lines(turn, document, sscc, count);

    if (*count == 0)
        return "NOTHING_EXPECTED: all of it came, or nothing more will";
    *goods = arena_take(turn_arena(turn), *count * sizeof **goods);
    const char *refusal = resolve_goods(turn, lines, *count, -1, *goods);
    if (refusal != NULL)
        return refusal;
    for (size_t i = 0; i < *count; i++)
        complete_line(document, sscc, (*goods)[i].item, &lines[i]);
    return resolve_goods(turn, lines, *count, 1, *goods);
}

const char *
document_reason(struct turn *turn, const struct document *document)
{
    return arena_format(turn_arena(turn), "%s %s", document_kind_name(document->kind),
                        document->number);
}

struct receipt *
document_receipts(struct turn *turn, const char *sscc, const struct goods *goods, size_t count)
{
    struct receipt *receipts = arena_take(turn_arena(turn), count * sizeof *receipts);

    for (size_t i = 0; i < count; i++)
        receipts[i] = (struct receipt){.item = goods[i].item,
                                       .sscc = sscc,
                                       .units = goods[i].units,
                                       .damaged = goods[i].state == STOCK_DAMAGED};
    return receipts;
}

/* --- the query ------------------------------------------------------------------------------- */

void
want_asked_document(struct turn *turn, const struct input *input)
{
    const struct get_document *query = input->message;

    if (query->count_id != 0)
        store_want_count(turn, query->count_id);
    else
        store_want_document(turn, query->kind, query->number);
}

static bool
concerns(const struct input *input, const char *location, const char *origin)
{
    return may_move_stock(input, location) || may_move_stock(input, origin);
}

void
on_get_document(struct turn *turn, const struct input *input)
{
    const struct get_document *query = input->message;

    if (query->count_id != 0) {
        const struct stock_count *count = store_count(turn, query->count_id);
        if (count == NULL)
            turn_not_found(turn, "count_id", "NUMBER_UNKNOWN: there is no such count");
        else if (!concerns(input, count->location->code, ""))
            turn_deny(turn, "a warehouse sees what concerns its own location only");
        else
            wire_reply_count_document(turn, count, input->from->role != ROLE_WAREHOUSE);
        return;
    }
    const struct document *document = store_document(turn, query->kind, query->number);
    if (document_is_unknown(turn, document, document_field(document)))
        return;
    if (!concerns(input, document->location, document->origin))
        turn_deny(turn, "a warehouse sees what concerns its own location only");
    else
        wire_reply_document(turn, document);
}
