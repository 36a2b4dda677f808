/*
 * Rule: what a document still expects. What an ASN carries of a purchase order is expected by
 * the ASN, not by the order: it is never counted twice.
 */
#include "services/inventory/core/documents.h"

int64_t
document_line_open(const struct document *document, const struct document_line *line)
{
    const int64_t came_or_gone = line->received - line->over + line->missing;

    switch (document->kind) {
    case DOCUMENT_PURCHASE_ORDER:
        return line->expected - came_or_gone - line->announced;
    case DOCUMENT_SHIPMENT:
        return line->expected - came_or_gone;
    case DOCUMENT_TRANSFER:
        return line->shipped - came_or_gone;
    }
    WRONG("kind of document out of range");
}

bool
document_is_complete(const struct document *document)
{
    for (size_t i = 0; i < document->line_count; i++) {
        if (document_line_open(document, &document->lines[i]) > 0 ||
            document->lines[i].announced > 0)
            return false;
    }
    return true;
}

struct document_line *
document_add_line(struct document *document, struct item *item)
{
    uint32_t number = 0;

    assert(document->line_count < document->line_max);
    for (size_t i = 0; i < document->line_count; i++) {
        if (number < document->lines[i].line)
            number = document->lines[i].line;
    }
    struct document_line *line = &document->lines[document->line_count++];
    *line = (struct document_line){
        .line = number + 1, .item = item, .sscc = "", .lot = "", .due_at_us = document->due_at_us};
    return line;
}
