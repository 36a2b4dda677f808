/*
 * The documents of a turn: wanted by its inputs, loaded at once, changed by handlers, written at
 * its end. They live in the turn's arena; only what they let expect stays in memory (books_expect).
 */
#ifndef INVENTORY_DOCUMENTS_H
#define INVENTORY_DOCUMENTS_H

#include "common/service.h"
#include "services/inventory/books.h"
#include "services/inventory/core/documents.h"
#include "services/inventory/posting.h"

enum { DOCUMENT_POSTING_COLUMNS = 3 };
#define POSTING_OF_COUNT 4 /* in the table document_posting, beside the kinds of documents */

/* Of the turn's stage. */
struct document_stage {
    struct document *first; /* by next: all that were wanted */
    struct column packages; /* SSCCs whose ASNs are wanted */
    struct column postings[DOCUMENT_POSTING_COLUMNS];
};

/* Ask for a document before the load. An ASN brings its purchase order with it. */
void store_want_document(struct turn *turn, enum document_kind kind, const char *number);
/* Ask for the ASNs that announced a package. */
void store_want_package(struct turn *turn, const char *sscc);
void store_load_documents(struct turn *turn);
void store_save_documents(struct turn *turn);

/* One that was wanted; its state is DOCUMENT_NONE when there is none. */
struct document *store_document(struct turn *turn, enum document_kind kind, const char *number);
/* The ASN that expects this package, else one that did; NULL: nobody announced it. */
struct document *store_document_of_package(struct turn *turn, const char *sscc);
/* The purchase order of an ASN, or NULL. */
struct document *store_order_of(struct turn *turn, const struct document *shipment);
/* Make room for so many more lines. */
void store_reserve_lines(struct turn *turn, struct document *document, size_t count);
/* It has changed: it is written, and what it lets expect is noted in the books. */
void store_note_document(struct turn *turn, struct document *document);
/* This posting is what moved because of a document: of this kind, or of a count. */
void store_add_document_posting(struct turn *turn, int kind, const char *number,
                                const struct posting *posting);

/* Rebuild what is awaited. */
void store_open_documents(struct books *books, struct db *db, struct arena *scratch);

/* books_inbound.c: the entries of what the lines of this document let expect follow it. */
void books_expect(struct books *books, struct journal *journal, const struct keeper *keeper,
                  const struct document *document);

#endif
