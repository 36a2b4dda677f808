/*
 * The life of a proposal to buy or to move. What is not in the table is refused.
 *
 * Once it is approved, inventory's document leads: the proposal follows it. Goods of an order that
 * was cancelled may come after all; they are inventory's, and the proposal stays cancelled.
 */
#include "services/forecasting/core/supply/proposal_steps.h"

/* clang-format off */
const struct proposal_step proposal_steps[] = {
    /* from, on, to, why */
    { PROPOSAL_NONE,            ON_PROPOSE,       PROPOSAL_PROPOSED,        "stock will not last until a purchase arrives" },
    { PROPOSAL_PROPOSED,        ON_APPROVE,       PROPOSAL_APPROVED,        "a buyer said yes, or it is within the limits" },
    { PROPOSAL_PROPOSED,        ON_REJECT,        PROPOSAL_REJECTED,        "a buyer said no" },
    { PROPOSAL_PROPOSED,        ON_EXPIRE,        PROPOSAL_EXPIRED,         "its reason is gone" },
    { PROPOSAL_REJECTED,        ON_REOPEN,        PROPOSAL_PROPOSED,        "the rejection is taken back" },
    { PROPOSAL_APPROVED,        ON_ORDERED,       PROPOSAL_ORDERED,         "inventory has the document" },
    { PROPOSAL_APPROVED,        ON_CANCELLED,     PROPOSAL_CANCELLED,       "inventory refused it" },
    { PROPOSAL_ORDERED,         ON_RECEIVED_PART, PROPOSAL_PARTLY_RECEIVED, "a part came" },
    { PROPOSAL_ORDERED,         ON_RECEIVED_REST, PROPOSAL_RECEIVED,        "all came" },
    { PROPOSAL_ORDERED,         ON_CANCELLED,     PROPOSAL_CANCELLED,       "its document was cancelled" },
    { PROPOSAL_PARTLY_RECEIVED, ON_RECEIVED_PART, PROPOSAL_PARTLY_RECEIVED, "another part came" },
    { PROPOSAL_PARTLY_RECEIVED, ON_RECEIVED_REST, PROPOSAL_RECEIVED,        "the rest came, or never will" },
};
/* clang-format on */

const size_t proposal_step_count = sizeof proposal_steps / sizeof proposal_steps[0];

const struct proposal_step *
proposal_step_find(enum proposal_state from, enum proposal_change on)
{
    for (size_t i = 0; i < proposal_step_count; i++)
        if (proposal_steps[i].from == from && proposal_steps[i].on == on)
            return &proposal_steps[i];
    return NULL;
}

const char *
proposal_state_name(enum proposal_state state)
{
    static const char *const names[PROPOSAL_STATE_COUNT] = {
        [PROPOSAL_NONE] = "NONE",
        [PROPOSAL_PROPOSED] = "PROPOSED",
        [PROPOSAL_APPROVED] = "APPROVED",
        [PROPOSAL_REJECTED] = "REJECTED",
        [PROPOSAL_EXPIRED] = "EXPIRED",
        [PROPOSAL_ORDERED] = "ORDERED",
        [PROPOSAL_PARTLY_RECEIVED] = "PARTLY_RECEIVED",
        [PROPOSAL_RECEIVED] = "RECEIVED",
        [PROPOSAL_CANCELLED] = "CANCELLED",
    };

    assert(state < PROPOSAL_STATE_COUNT);
    return names[state];
}
