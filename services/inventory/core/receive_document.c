/*
 * Rule: what comes fills the lines that expect it, in their order; what is left is over, on the
 * last line of its item, or on a line of its own that expected nothing.
 *
 * A receipt against an ASN is one against its purchase order, too: first the units that the ASN
 * carries, then what the order itself still expects, then over.
 */
#include <string.h>

#include "services/inventory/core/documents.h"

static bool
is_for(const struct document_line *line, const struct receipt *receipt)
{
    return line->item == receipt->item &&
           (receipt->sscc[0] == '\0' || strcmp(line->sscc, receipt->sscc) == 0);
}

static int64_t
least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void
note_received(struct document_line *line, int64_t units, bool damaged)
{
    line->received += units;
    line->damaged += damaged ? units : 0;
    line->came = true;
}

static void
note_over(struct document *document, const struct receipt *receipt, int64_t units)
{
    struct document_line *last = NULL;

    for (size_t i = 0; i < document->line_count; i++) {
        if (is_for(&document->lines[i], receipt))
            last = &document->lines[i];
    }
    if (last == NULL)
        last = document_add_line(document, receipt->item);
    note_received(last, units, receipt->damaged);
    last->over += units;
}

/* Into the lines that expect them; returns the units that none does. */
static int64_t
fill_open(struct document *document, const struct receipt *receipt, int64_t units)
{
    for (size_t i = 0; i < document->line_count && units > 0; i++) {
        struct document_line *line = &document->lines[i];
        const int64_t open = document_line_open(document, line);
        if (!is_for(line, receipt) || open <= 0)
            continue;
        const int64_t fill = least(open, units);
        note_received(line, fill, receipt->damaged);
        units -= fill;
    }
    return units;
}

/* Of the ASN's lines, what they carry of the order; returns how much that was. */
static int64_t
take_announced(struct document *shipment, const struct receipt *receipt, int64_t units)
{
    int64_t taken = 0;

    for (size_t i = 0; i < shipment->line_count && taken < units; i++) {
        struct document_line *line = &shipment->lines[i];
        if (!is_for(line, receipt))
            continue;
        const int64_t take = least(line->announced, units - taken);
        line->announced -= take;
        taken += take;
    }
    return taken;
}

static void
receive_announced(struct document *order, const struct receipt *receipt, int64_t units)
{
    for (size_t i = 0; i < order->line_count && units > 0; i++) {
        struct document_line *line = &order->lines[i];
        if (line->item != receipt->item)
            continue;
        const int64_t take = least(line->announced, units);
        line->announced -= take;
        note_received(line, take, receipt->damaged);
        units -= take;
    }
    assert(units == 0); /* what an ASN carries is on its order */
}

void
begin_receipt(struct document *document)
{
    for (size_t i = 0; i < document->line_count; i++)
        document->lines[i].came = false;
}

void
receive_document(struct document *document, struct document *order, const struct receipt *receipt)
{
    const struct receipt at_order = {
        .item = receipt->item, .sscc = "", .units = receipt->units, .damaged = receipt->damaged};
    int64_t left;

    if (order != NULL) {
        const int64_t carried = take_announced(document, receipt, receipt->units);
        receive_announced(order, &at_order, carried);
        left = fill_open(order, &at_order, receipt->units - carried);
        if (left > 0)
            note_over(order, &at_order, left);
    }
    left = fill_open(document, receipt, receipt->units);
    if (left > 0)
        note_over(document, receipt, left);
}

void
document_received(struct document *document)
{
    const bool stepped =
        document_step(document, document_is_complete(document) ? ON_DOCUMENT_RECEIVE_REST
                                                               : ON_DOCUMENT_RECEIVE_PART);

    assert(stepped); /* goods that came can always be received, but for a draft: refused before */
}
