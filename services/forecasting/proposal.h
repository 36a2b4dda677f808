/*
 * Proposals in memory: those that are open, those that wait for goods, and the newest that are
 * over.
 */
#ifndef FORECASTING_PROPOSAL_H
#define FORECASTING_PROPOSAL_H

#include "services/forecasting/core/supply/proposal_steps.h"
#include "services/forecasting/memory.h"

#define PROPOSALS_OVER_MAX                                                                         \
    20000 /* of those that are over, the newest; older ones are in the table */
#define DECISION_BYTES_MAX 200

enum proposal_kind { /* as ProposalKind of replenishment.proto, and in the table proposal */
                     PROPOSAL_BUY = 1,
                     PROPOSAL_TRANSFER = 2,
};

struct proposal {
    int64_t id;
    struct place *place;    /* where it is needed */
    struct place *from;     /* of a transfer */
    struct proposal *next;  /* of the place, the newest first */
    struct proposal *later; /* among those that are over */
    enum proposal_kind kind;
    enum proposal_state state;
    int64_t quantity, approved, received;
    int64_t position, reorder_point, order_up_to, safety_stock;
    int64_t wanted; /* units that were missing to order-up-to */
    int64_t unit_cost_minor;
    int32_t day, lead_time_days, stock_out_day, due_day;
    int32_t snoozed_until; /* of a rejected one, or one that inventory refused */
    const char *supplier, *currency, *decided_by;
    char class[3];
    char reason[200];
    char decision_reason[DECISION_BYTES_MAX + 1];
};

struct proposal *proposal_find(const struct memory *memory, int64_t id);
/* A copy of what is decided; id 0: the next one. */
struct proposal *proposal_add(struct memory *memory, struct journal *journal,
                              const struct proposal *decided);
/* The lifecycle's step: why; NULL: refused, nothing changed. One that is over stays as long as the
 * turn lasts. */
const char *proposal_step(struct memory *memory, struct journal *journal, struct proposal *proposal,
                          enum proposal_change on) must_check;
/* The open one of an item whose stock is gone first; NULL: none is open. */
const struct proposal *proposal_most_urgent(const struct item *item);
bool proposal_is_over(enum proposal_state state);
/* "R-17", "T-17" */
#define PROPOSAL_NUMBER_BYTES 24
const char *proposal_number(const struct proposal *proposal, char number[PROPOSAL_NUMBER_BYTES]);
/* The proposal that a document's number tells; NULL: none. */
struct proposal *proposal_of_number(const struct memory *memory, const char *number);

#endif
