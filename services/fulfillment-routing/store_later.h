/*
 * Rows of fulfillment orders whose promise changes after they were planned.
 */
#ifndef ROUTING_STORE_LATER_H
#define ROUTING_STORE_LATER_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

struct later_stage {
    struct column id, dispatch_day, deliver_on_day, dispatch_by;
};

/* Its days as they are now. */
void store_note_promise(struct turn *turn, const struct fulfillment *fulfillment);

/* For store.c. */
struct stage;
void stage_later_start(struct stage *stage, struct arena *arena);
void stage_later_save(struct turn *turn);

#endif
