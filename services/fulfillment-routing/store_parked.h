/*
 * Rows of parked parts of orders, and of what is remembered of changed orders.
 */
#ifndef ROUTING_STORE_PARKED_H
#define ROUTING_STORE_PARKED_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

enum parked_end { PARKED_TRIED_AGAIN = 2, PARKED_RECALLED = 3 };

struct parked_stage {
    struct {
        struct column id, order_id, reason, parent, country, region, city, postal_code, placed_at;
        struct column lines, skus, quantities, together;
    } parked;
    struct {
        struct column id, state;
    } parked_end;
};

struct pasts_stage {
    struct column past_ids;  /* wanted: of these orders */
    struct kept_past *pasts; /* the newest first */
    struct {
        struct column order_id, refused_by, lines, units, reroutes;
    } past;
};

void store_note_parked(struct turn *turn, const struct parked *parked);
void store_note_parked_end(struct turn *turn, int64_t parked_id, enum parked_end end);

void store_read_past(struct memory *memory, struct arena *arena, const struct rows *rows, int row,
                     int column, struct past *past);
void store_want_past(struct turn *turn, int64_t order_id);
/* Of an order that was wanted, as this turn has left it; NULL: there is nothing to remember. */
const struct past *store_past(struct turn *turn, int64_t order_id);
void store_note_past(struct turn *turn, const struct order *order);

/* For store.c. */
struct stage;
void stage_parked_start(struct stage *stage, struct arena *arena);
void stage_parked_save(struct turn *turn);
void stage_pasts_start(struct stage *stage, struct arena *arena);
void stage_pasts_load(struct turn *turn);
void stage_pasts_save(struct turn *turn);

#endif
