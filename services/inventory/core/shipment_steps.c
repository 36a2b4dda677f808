/*
 * The lifecycle of an advance ship notice. What is not in the table is refused.
 */
#include "services/inventory/core/documents.h"

/* clang-format off */
static const struct document_step steps[] = {
    /* from, on, to, why */
    { DOCUMENT_NONE,            ON_DOCUMENT_CREATE,       DOCUMENT_OPEN,            "it is on its way" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "all came" },
    { DOCUMENT_OPEN,            ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "nothing will come" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_PART, DOCUMENT_PARTLY_RECEIVED, "a part came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "the rest came" },
    { DOCUMENT_PARTLY_RECEIVED, ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "what is missing is short" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_RECEIVE_REST, DOCUMENT_RECEIVED,        "more came than was announced" },
    { DOCUMENT_RECEIVED,        ON_DOCUMENT_CLOSE,        DOCUMENT_CLOSED,          "it is settled" },
    { DOCUMENT_CLOSED,          ON_DOCUMENT_RECEIVE_REST, DOCUMENT_CLOSED,          "it came after all" },
};
/* clang-format on */

const struct document_steps shipment_steps = {steps, sizeof steps / sizeof steps[0]};
