/*
 * The lifecycle of a purchase order. What is not in the table is refused.
 *
 * Goods may come after all when an order was closed or cancelled: they are there, so they are
 * booked, as more than was expected; the order stays what it was.
 */
#include "services/inventory/core/documents.h"

/* clang-format off */
static const struct document_step steps[] = {
    /* from, on, to, why */
    { DOCUMENT_NONE,            ON_DOCUMENT_CREATE,       DOCUMENT_OPEN,            "it is expected" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "all came" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "nothing will come" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_CANCEL,       DOCUMENT_CANCELLED,       "it is not wanted any more" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "the rest came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "the rest will not come" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_CANCEL,       DOCUMENT_CLOSED,          "what came stays, the rest is not wanted" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "more came than was ordered" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "it is settled" },
    { DOCUMENT_CLOSED,          ON_DOCUMENT_RECEIVE_PART, DOCUMENT_CLOSED,          "it came after all, more is announced" },
    { DOCUMENT_CLOSED,          ON_DOCUMENT_RECEIVE_REST, DOCUMENT_CLOSED,          "it came after all" },
    { DOCUMENT_CANCELLED,       ON_DOCUMENT_RECEIVE_PART, DOCUMENT_CANCELLED,       "it came after all, more is announced" },
    { DOCUMENT_CANCELLED,       ON_DOCUMENT_RECEIVE_REST, DOCUMENT_CANCELLED,       "it came after all" },
};
/* clang-format on */

const struct document_steps purchase_order_steps = {steps, sizeof steps / sizeof steps[0]};
