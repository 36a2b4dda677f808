/*
 * Rule: what is open when a document is closed or cancelled is missing, and expected no more. A
 * document can always be closed; a draft is cancelled instead.
 *
 * What an ASN carried of its purchase order goes back to the order, which still expects it; unless
 * that is closed itself, then it is missing there, too. What ASNs carry of an order that is closed
 * stays theirs: it is on its way.
 */
#include "services/inventory/core/documents.h"

static void
give_back(struct document *order, struct document_line *announced)
{
    const bool expects = order->state != DOCUMENT_CLOSED && order->state != DOCUMENT_CANCELLED;

    for (size_t i = 0; i < order->line_count && announced->announced > 0; i++) {
        struct document_line *line = &order->lines[i];
        if (line->item != announced->item)
            continue;
        const int64_t back =
            line->announced < announced->announced ? line->announced : announced->announced;
        line->announced -= back;
        line->missing += expects ? 0 : back;
        announced->announced -= back;
    }
    assert(announced->announced == 0); /* what an ASN carries is on its order */
}

bool
close_document(struct document *document, struct document *order, enum document_change on)
{
    if (!document_step(document, on))
        return false;
    for (size_t i = 0; i < document->line_count; i++) {
        struct document_line *line = &document->lines[i];
        if (document->kind == DOCUMENT_SHIPMENT && order != NULL)
            give_back(order, line);
        line->missing += document_line_open(document, line);
    }
    return true;
}
