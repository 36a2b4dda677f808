/*
 * What all documents share on the wire: the lines that are told, the content that makes a repeat a
 * repeat, the query.
 */
#ifndef INVENTORY_WIRE_DOCUMENTS_H
#define INVENTORY_WIRE_DOCUMENTS_H

#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/core/documents.h"
#include "services/inventory/wire_check.h"
#include "services/inventory/wire_goods.h"

#define NUMBER_BYTES_MAX 64
#define SSCC_BYTES       18

/* CancelPurchaseOrder, CloseShipment, CloseTransfer, CancelTransfer. */
struct close_command {
    enum document_kind kind;
    const char *number;
    const char *reason;
    enum discrepancy discrepancy;
};

/* Which of the four is set is asked for. */
struct get_document {
    enum document_kind kind; /* 0: a count */
    const char *number;
    int64_t count_id;
};

read_function wire_read_get_document;

/* The same message makes the same number; another makes another, for all that is practical. */
int64_t wire_content(struct arena *arena, const ProtobufCMessage *message);
bool wire_read_number(const char *number, const char *field, struct refusal *refusal);
bool wire_read_due(int64_t due_at_us, struct refusal *refusal);
/* All lines, each with a quantity in these bounds; to has room for count. */
bool wire_read_lines(struct stock_line *to, Crossdock__Inventory__V1__StockLine *const *lines,
                     size_t count, int64_t quantity_min, struct refusal *refusal);

/* Every line, or only those of which units came with the input at work. Returns their count. */
size_t wire_document_lines(struct turn *turn, const struct document *document, bool only_came,
                           Crossdock__Inventory__V1__DocumentLine ***lines);
void wire_reply_document(struct turn *turn, const struct document *document);

#endif
