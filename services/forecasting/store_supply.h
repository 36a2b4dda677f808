/*
 * Rows of what is to come, and of how long it took.
 */
#ifndef FORECASTING_STORE_SUPPLY_H
#define FORECASTING_STORE_SUPPLY_H

#include "common/turn.h"
#include "services/forecasting/core/supply/lead_time_measured.h"
#include "services/forecasting/inbound.h"

struct supply_stage {
    struct column kinds, numbers, over, location_ids, origin_ids, drafted, suppliers;
    struct column opened_at, due_at, lines, item_ids, expected, received, gone;
    struct column seen_item_ids, seen_suppliers, weights, sums, squares;
};

void stage_inbound(struct turn *turn, const struct inbound_document *document);
/* Nothing of it is open: its row goes. */
void stage_inbound_over(struct turn *turn, enum inbound_kind kind, const char *number);
/* item_id 0: of the supplier. */
void stage_lead_time_seen(struct turn *turn, int32_t item_id, const char *supplier,
                          const struct lead_time_seen *seen);

/* For store.c. */
struct opening;
void supply_load(struct opening *opening);
void supply_save(struct turn *turn);

#endif
