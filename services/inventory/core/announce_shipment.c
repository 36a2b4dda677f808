/*
 * Rule: an ASN moves expectation from the lines of its purchase order to its own, never counts it
 * twice. What it announces beyond the order is expected by the ASN alone.
 */
#include "services/inventory/core/documents.h"

static void
carry(struct document *order, struct document_line *announced)
{
    for (size_t i = 0; i < order->line_count; i++) {
        struct document_line *line = &order->lines[i];
        const int64_t open = document_line_open(order, line);
        const int64_t left = announced->expected - announced->announced;
        const int64_t take = open < left ? open : left;
        if (line->item != announced->item || take <= 0)
            continue;
        line->announced += take;
        announced->announced += take;
    }
}

void
announce_shipment(struct document *shipment, struct document *order)
{
    for (size_t i = 0; i < shipment->line_count; i++)
        carry(order, &shipment->lines[i]);
}
