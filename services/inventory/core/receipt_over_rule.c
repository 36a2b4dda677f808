/*
 * Rule: more than is expected comes in only when whoever receives it says so.
 *
 * Several receipts of one item (good ones and damaged ones) are added up. What an ASN carries of a
 * purchase order is not expected by the order: it is to be received against the ASN.
 */
#include <string.h>

#include "services/inventory/core/documents.h"

static bool
is_of_package(const struct document_line *line, const char *sscc)
{
    return sscc[0] == '\0' || strcmp(line->sscc, sscc) == 0;
}

static int64_t
units_expected(const struct document *document, const struct receipt *receipt)
{
    int64_t units = 0;

    for (size_t i = 0; i < document->line_count; i++) {
        const struct document_line *line = &document->lines[i];
        if (line->item == receipt->item && is_of_package(line, receipt->sscc))
            units += document_line_open(document, line);
    }
    return units;
}

size_t
receipt_over_rule(const struct document *document, const struct receipt *receipts, size_t count,
                  int64_t *over)
{
    for (size_t i = 0; i < count; i++) {
        int64_t units = 0;
        for (size_t j = 0; j <= i; j++) {
            if (receipts[j].item == receipts[i].item)
                units += receipts[j].units;
        }
        *over = units - units_expected(document, &receipts[i]);
        if (*over > 0)
            return i;
    }
    *over = 0;
    return count;
}
