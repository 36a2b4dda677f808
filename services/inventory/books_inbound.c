/*
 * What documents let expect, one entry a line, kept beside the items that it is about.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "services/inventory/documents.h"

static enum inbound_kind
kind_of(const struct document *document)
{
    switch (document->kind) {
    case DOCUMENT_PURCHASE_ORDER:
        return INBOUND_ORDERED;
    case DOCUMENT_SHIPMENT:
        return INBOUND_ANNOUNCED;
    case DOCUMENT_TRANSFER:
        return INBOUND_IN_TRANSIT;
    }
    WRONG("kind of document out of range");
}

/* The number lies behind the entry, in the same piece of memory. */
static void
add_entry(struct books *books, struct journal *journal, const struct keeper *keeper,
          const struct document *document, const struct document_line *line, const char *key)
{
    const size_t bytes = strlen(document->number) + 1;
    struct inbound *inbound = map_add_text(books->inbound, journal, key, sizeof *inbound + bytes);

    inbound->item = line->item;
    inbound->location = books_find_location(books, document->location);
    assert(inbound->location != NULL); /* checked when the document was made; locations stay */
    inbound->kind = kind_of(document);
    inbound->due_at_us = line->due_at_us;
    inbound->units = document_line_open(document, line);
    inbound->reference = memcpy(inbound + 1, document->number, bytes);
    inbound_add(keeper, inbound);
}

void
books_expect(struct books *books, struct journal *journal, const struct keeper *keeper,
             const struct document *document)
{
    for (size_t i = 0; i < document->line_count; i++) {
        const struct document_line *line = &document->lines[i];
        const int64_t open = document_line_open(document, line);
        char key[128];

        snprintf(key, sizeof key, "%d %" PRIu32 " %s", document->kind, line->line,
                 document->number);
        struct inbound *inbound = map_find_text(books->inbound, key);
        assert(open >= 0);
        if (inbound == NULL && open > 0) {
            add_entry(books, journal, keeper, document, line, key);
        } else if (inbound != NULL && open == 0) {
            inbound_remove(keeper, inbound);
            map_remove_text(books->inbound, journal, key);
        } else if (inbound != NULL && inbound->units != open) {
            inbound_change(keeper, inbound, open);
        }
    }
}
