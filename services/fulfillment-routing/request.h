/*
 * One decision: who can (candidates.c), who should (request.c). Without any effect.
 */
#ifndef ROUTING_REQUEST_H
#define ROUTING_REQUEST_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"
#include "services/fulfillment-routing/plan.h"

/* A decision and all that it was made of. Big, and there is one for each order of a turn: so it
 * lies on the stack, and only what is used of it is set. */
struct made {
    struct decided decided;
    struct request request;
    struct choice choice;
    /* of an order with lines that stay together: the request that was searched */
    struct request grouped;
    int32_t *together;
    uint32_t *row_of;
};

/* Decides where these units of an order go. The order may be one that is not remembered. */
void request_decide(struct turn *turn, const struct order *order, const struct ask *lines,
                    uint32_t line_count, struct made *made);

/* By location number: what it has free of each line; NULL: nothing, or it may not ship. */
const int64_t **candidates_free(struct turn *turn, const struct order *order,
                                const struct ask *lines, uint32_t line_count,
                                size_t *location_count);

#endif
