/*
 * Rows of what was taken otherwise than planned.
 */
#ifndef ROUTING_STORE_TAKEN_H
#define ROUTING_STORE_TAKEN_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct taken_stage {
    struct column fulfillment_order_ids, lines, skus, lots, quantities;
};

/* As it is now; the last note of a turn counts. */
void store_note_taken(struct turn *turn, const struct fulfillment *fulfillment,
                      const struct taken *taken);

/* For store.c. */
struct stage;
void stage_taken_start(struct stage *stage, struct arena *arena);
void stage_taken_save(struct turn *turn);

#endif
