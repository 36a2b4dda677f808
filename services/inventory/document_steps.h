/*
 * Steps that the handlers of documents share (documents.c). Those that are bool have answered the
 * command when they are true; those that return a text say why not, or NULL.
 */
#ifndef INVENTORY_DOCUMENT_STEPS_H
#define INVENTORY_DOCUMENT_STEPS_H

#include "services/inventory/documents.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_goods.h"

/* A number that exists: the same content again, of so many lines, is a repeat; other content is
 * refused. */
bool document_is_repeat(struct turn *turn, const struct document *document, int64_t content,
                        size_t count);
bool document_is_unknown(struct turn *turn, const struct document *document, const char *field);
/* By which a command names it, when it may name more than one kind. */
const char *document_field(const struct document *document);
void document_refuse_step(struct turn *turn, const struct document *document, const char *what);
/* NULL: unknown, the answer was given. */
struct location *document_location(struct turn *turn, const char *field, const char *code);
/* A warehouse speaks for itself only. */
bool document_is_elsewhere(struct turn *turn, const struct input *input, const char *location);

/* There must be room. */
struct document_line *document_new_line(struct document *document, const struct goods *goods);

/* What came, as it was told, or all that is open (of a package, or "") when nothing was: count 0.
 */
const char *document_goods(struct turn *turn, const struct document *document, const char *sscc,
                           const struct stock_line *told, size_t *count, struct goods **goods);
/* All that is open (of a package, or ""); goods has room for all lines. Returns the count. */
size_t document_open_goods(const struct document *document, const char *sscc, struct goods *goods);
struct receipt *document_receipts(struct turn *turn, const char *sscc, const struct goods *goods,
                                  size_t count);
/* A number that was free: what its goods are is known. The event is said. */
struct create_purchase_order;
void open_purchase_order(struct turn *turn, struct document *order,
                         const struct create_purchase_order *command, const struct goods *goods);
struct transfer_command;
void draft_transfer(struct turn *turn, struct document *transfer,
                    const struct transfer_command *command, const struct goods *goods);

/* "ASN 4711" */
const char *document_reason(struct turn *turn, const struct document *document);

#endif
