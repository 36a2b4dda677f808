/*
 * The lifecycles of documents, looked up by kind. Their tables stand in a file each.
 */
#include "services/inventory/core/documents.h"

static const struct document_steps *
steps_of(enum document_kind kind)
{
    switch (kind) {
    case DOCUMENT_PURCHASE_ORDER:
        return &purchase_order_steps;
    case DOCUMENT_SHIPMENT:
        return &shipment_steps;
    case DOCUMENT_TRANSFER:
        return &transfer_steps;
    }
    WRONG("kind of document out of range");
}

const struct document_step *
document_step_find(enum document_kind kind, enum document_state from, enum document_change on)
{
    const struct document_steps *table = steps_of(kind);

    for (size_t i = 0; i < table->count; i++) {
        if (table->steps[i].from == from && table->steps[i].on == on)
            return &table->steps[i];
    }
    return NULL;
}

bool
document_step(struct document *document, enum document_change on)
{
    const struct document_step *step = document_step_find(document->kind, document->state, on);

    if (step == NULL)
        return false;
    document->state = step->to;
    return true;
}

const char *
document_state_name(enum document_state state)
{
    static const char *const names[DOCUMENT_STATE_COUNT] = {
        [DOCUMENT_NONE] = "NONE",
        [DOCUMENT_DRAFT] = "DRAFT",
        [DOCUMENT_OPEN] = "OPEN",
        [DOCUMENT_SHIPPED] = "SHIPPED",
        [DOCUMENT_PARTLY_RECEIVED] = "PARTLY_RECEIVED",
        [DOCUMENT_RECEIVED] = "RECEIVED",
        [DOCUMENT_CLOSED] = "CLOSED",
        [DOCUMENT_CANCELLED] = "CANCELLED",
    };

    assert(state < DOCUMENT_STATE_COUNT);
    return names[state];
}

const char *
document_kind_name(enum document_kind kind)
{
    switch (kind) {
    case DOCUMENT_PURCHASE_ORDER:
        return "purchase order";
    case DOCUMENT_SHIPMENT:
        return "ASN";
    case DOCUMENT_TRANSFER:
        return "transfer";
    }
    WRONG("kind of document out of range");
}
