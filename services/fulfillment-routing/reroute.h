/*
 * Takes planned units back and routes them again, in the same turn: they are never dropped.
 */
#ifndef ROUTING_REROUTE_H
#define ROUTING_REROUTE_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* So often an order is routed again by itself; then what has to move waits for people. */
#define REROUTES_MAX 8

struct reroute {
    enum fulfillment_input on; /* a step from the state it is in */
    const char *reason;        /* said with FulfillmentRejected */
    bool frees;                /* the units stay fit to ship: who waits for them is tried again */
    bool excludes;             /* the order does not go there again */
};

/* So often it is moved for its own good: what it cannot help has the rest. */
#define MOVES_MAX 4

/* What is left of a fulfillment order: all of it but what came out short before. */
void reroute_fulfillment(struct turn *turn, struct fulfillment *fulfillment,
                         const struct reroute *why);

/* The same in two steps, for several that leave together: taken back, but not routed again. The
 * caller does that, and removes them. */
void reroute_take_back(struct turn *turn, struct fulfillment *fulfillment,
                       const struct reroute *why);

/* Units that have left the fulfillment order `parent_id`. */
void reroute_units(struct turn *turn, struct order *order, const struct ask *lines,
                   uint32_t line_count, int64_t parent_id);

#endif
