/*
 * One decision: who can (candidates.c), who should (request.c). Without any effect.
 */
#ifndef ROUTING_REQUEST_H
#define ROUTING_REQUEST_H

#include "common/turn.h"
#include "services/fulfillment-routing/core/eligible.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/plan.h"
#include "services/fulfillment-routing/record/grouping.h"

/* A location that has something of the order free. */
struct candidate {
    struct candidate *next; /* while they are found, in any order */
    struct location *location;
    int64_t distance_m;
    enum condition fails; /* the first condition that it does not meet */
    int64_t *free;        /* by line: units that it may ship */
    int64_t *barred;      /* by line: units that it has and may not ship; NULL: none */
    struct site_view view;
};

/* Who was looked at for one decision, nearest first. */
struct candidates {
    struct candidate *list;
    struct candidate *first;
    uint32_t count;
    bool left_out; /* of a large network those who are as others are, but farther */
    bool sure;     /* and none of them could be in the best plan: see core/search/alike.h */
    bool plain;    /* neither profiles nor prices nor days count: nothing but closed and refused */
};

/* A decision and all that it was made of. Big, and there is one for each order of a turn: so it
 * lies on the stack, and only what is used of it is set. */
struct made {
    struct decided decided;
    int32_t promised_day; /* to the customer, before; 0: none */
    struct candidates candidates;
    const struct location *only; /* where it is collected, when that has all of it; else NULL */
    struct request request;
    struct choice choice;
    struct grouping grouping; /* set only when lines stay together; else its together is NULL */
};

/* Decides where these units of an order go. The order may be one that is not remembered.
 * promised_day: what was told to the customer before; 0: nothing. */
void request_decide(struct turn *turn, const struct order *order, const struct ask *lines,
                    uint32_t line_count, int32_t promised_day, struct made *made);
/* The same under another policy than the one that decides. */
void request_decide_under(struct turn *turn, const struct policy *policy, const struct order *order,
                          const struct ask *lines, uint32_t line_count, int32_t promised_day,
                          struct made *made);

/* What shipping from a candidate costs in this decision, whether it was asked about or not. */
void request_put_prices(struct turn *turn, const struct made *made,
                        const struct candidate *candidate, struct site *site);

/* candidates.c: of decided: order, lines, place, policy and needed_by_day. */
/* all: in a large network, too, whoever has something, however far. */
void candidates_find(struct turn *turn, const struct decided *decided, bool all,
                     struct candidates *candidates);
/* The first condition that a location does not meet, be it a candidate or not. */
enum condition candidates_fails(struct turn *turn, const struct decided *decided,
                                const struct location *location);

#endif
