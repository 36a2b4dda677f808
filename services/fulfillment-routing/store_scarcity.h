/*
 * Rows of scarcity prices.
 */
#ifndef ROUTING_STORE_SCARCITY_H
#define ROUTING_STORE_SCARCITY_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct scarcity_stage {
    struct column skus, locations, prices, currencies;
};

void store_note_scarcity(struct turn *turn, const struct scarcity_price *price);

/* For store.c. */
struct stage;
void stage_scarcity_start(struct stage *stage, struct arena *arena);
void stage_scarcity_save(struct turn *turn);

#endif
