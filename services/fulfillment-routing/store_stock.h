/*
 * Rows of the stock view: shelves, and the lots on them.
 */
#ifndef ROUTING_STORE_STOCK_H
#define ROUTING_STORE_STOCK_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct shelves_stage {
    struct touched_shelf *shelves;
    size_t shelf_count, shelf_max;
};

struct lots_stage {
    struct column location, sku, lot, expires_on, quantity;
};

void store_touch_shelf(struct turn *turn, struct sku *sku, const struct location *location);
void store_note_lot(struct turn *turn, const struct sku *sku, const struct location *location,
                    const struct lot *lot);

/* For store.c. */
struct stage;
void stage_shelves_save(struct turn *turn);
void stage_lots_start(struct stage *stage, struct arena *arena);
void stage_lots_save(struct turn *turn);

#endif
