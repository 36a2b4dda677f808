/*
 * Rows of fulfillment orders as they are shown to people: also those that are over, which memory has
 * forgotten.
 */
#ifndef ROUTING_STORE_SHOWN_H
#define ROUTING_STORE_SHOWN_H

#include "common/turn.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/memory.h"

struct shown_fulfillment {
    struct shown_fulfillment *next;
    Crossdock__Routing__V1__FulfillmentView view; /* without coordinates */
    struct destination to;
};

struct shown_stage {
    struct column ids, order_ids;    /* wanted */
    struct shown_fulfillment *first; /* the newest first */
};

void store_want_shown(struct turn *turn, int64_t fulfillment_order_id);
void store_want_shown_of_order(struct turn *turn, int64_t order_id);
struct shown_fulfillment *store_shown(struct turn *turn); /* all that were wanted in this turn */

/* For store.c. */
struct stage;
void stage_shown_start(struct stage *stage, struct arena *arena);
void stage_shown_load(struct turn *turn);

#endif
