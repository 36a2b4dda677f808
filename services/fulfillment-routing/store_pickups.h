/*
 * Rows of what customers collect.
 */
#ifndef ROUTING_STORE_PICKUPS_H
#define ROUTING_STORE_PICKUPS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct pickups_stage {
    struct column ids, order_ids, locations, states, until;
};

void store_note_pickup(struct turn *turn, const struct fulfillment *fulfillment,
                       enum pickup_state state);

/* For store.c. */
struct stage;
void stage_pickups_start(struct stage *stage, struct arena *arena);
void stage_pickups_save(struct turn *turn);

#endif
