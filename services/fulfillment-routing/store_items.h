/*
 * Rows of items.
 */
#ifndef ROUTING_STORE_ITEMS_H
#define ROUTING_STORE_ITEMS_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct items_stage {
    struct column sku, weight, cost, currency, gtin, hazmat, oversize, no_export, substitutes;
};

void store_note_item(struct turn *turn, const struct item_change *change);

/* For store.c and open.c. */
struct stage;
void stage_items_start(struct stage *stage, struct arena *arena);
void stage_items_save(struct turn *turn);
void store_open_items(struct memory *memory, struct db *db, struct arena *scratch);

#endif
