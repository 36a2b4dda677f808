/*
 * Rows of what to buy.
 */
#ifndef FORECASTING_STORE_PROPOSALS_H
#define FORECASTING_STORE_PROPOSALS_H

#include "common/turn.h"
#include "services/forecasting/memory.h"

struct proposals_stage {
    struct column ids, item_ids, quantities, days, lead_times;
    struct column positions, reorder_points, order_up_tos, reasons;
    struct column expired;
};

void stage_proposal(struct turn *turn, const struct item *item);
void stage_expired_proposal(struct turn *turn, const struct proposal *proposal);

/* For store.c. */
struct opening;
void proposals_load(struct opening *opening);
void proposals_save(struct turn *turn);

#endif
