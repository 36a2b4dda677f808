/*
 * The lifecycle of a transfer: it leaves in one step and arrives in others; in between its units
 * are in transit. What is not in the table is refused: a draft is cancelled, what has left is
 * received or closed with a reason.
 */
#include "services/inventory/core/documents.h"

/* clang-format off */
static const struct document_step steps[] = {
    /* from, on, to, why */
    { DOCUMENT_NONE,            ON_DOCUMENT_CREATE,       DOCUMENT_DRAFT,           "it is planned" },
    { DOCUMENT_DRAFT,           ON_DOCUMENT_SHIP,         DOCUMENT_SHIPPED,         "it left" },
    { DOCUMENT_DRAFT,           ON_DOCUMENT_CANCEL,       DOCUMENT_CANCELLED,       "it is not wanted any more" },
    { DOCUMENT_SHIPPED,         ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_SHIPPED,         ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "all came" },
    { DOCUMENT_SHIPPED,         ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "nothing came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "the rest came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "the rest did not come" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "more came than left" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "it is settled" },
    { DOCUMENT_CLOSED,          ON_DOCUMENT_RECEIVE_REST, DOCUMENT_CLOSED,          "it came after all" },
};
/* clang-format on */

const struct document_steps transfer_steps = {steps, sizeof steps / sizeof steps[0]};
