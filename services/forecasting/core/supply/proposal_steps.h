/*
 * The life of a proposal to buy or to move.
 */
#ifndef FORECASTING_PROPOSAL_STEPS_H
#define FORECASTING_PROPOSAL_STEPS_H

#include <stddef.h>

#include "common/check.h"

enum proposal_state { /* as ProposalStatus of replenishment.proto, and in the table proposal */
                      PROPOSAL_NONE = 0,
                      PROPOSAL_PROPOSED = 1,
                      PROPOSAL_APPROVED = 2,
                      PROPOSAL_REJECTED = 3,
                      PROPOSAL_EXPIRED = 4,
                      PROPOSAL_ORDERED = 5,
                      PROPOSAL_PARTLY_RECEIVED = 6,
                      PROPOSAL_RECEIVED = 7,
                      PROPOSAL_CANCELLED = 8,
};
#define PROPOSAL_STATE_COUNT 9

enum proposal_change {
    ON_PROPOSE,
    ON_APPROVE,
    ON_REJECT,
    ON_EXPIRE,
    ON_REOPEN,
    ON_ORDERED,
    ON_RECEIVED_PART,
    ON_RECEIVED_REST,
    ON_CANCELLED, /* or refused */
};
#define PROPOSAL_CHANGE_COUNT 9

struct proposal_step {
    enum proposal_state from;
    enum proposal_change on;
    enum proposal_state to;
    const char *why;
};
extern const struct proposal_step proposal_steps[];
extern const size_t proposal_step_count;

/* NULL: refused. */
const struct proposal_step *proposal_step_find(enum proposal_state from, enum proposal_change on);
const char *proposal_state_name(enum proposal_state state);

#endif
