/*
 * Rows of how customers want their orders.
 */
#ifndef ROUTING_STORE_TERMS_H
#define ROUTING_STORE_TERMS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct terms_stage {
    struct column order_ids, days, pickup_locations, substitutes;
};

void store_note_terms(struct turn *turn, const struct order *order);

/* For store.c. */
struct stage;
void stage_terms_start(struct stage *stage, struct arena *arena);
void stage_terms_save(struct turn *turn);

#endif
