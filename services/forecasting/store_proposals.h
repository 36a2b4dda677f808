/*
 * Rows of what to buy and to move, and of the levels that were told.
 */
#ifndef FORECASTING_STORE_PROPOSALS_H
#define FORECASTING_STORE_PROPOSALS_H

#include "common/turn.h"
#include "services/forecasting/proposal.h"

struct proposals_stage {
    struct column ids, item_ids, location_ids, from_ids, kinds, states, quantities, approved;
    struct column received, positions, reorder_points, order_up_tos, safety_stocks, wanted;
    struct column unit_costs, days, lead_times, stock_out_days, due_days, snoozed_until;
    struct column suppliers, currencies, decided_by, classes, reasons, decision_reasons;
    struct column told_item_ids, told_location_ids, told_safety_stocks, told_reorder_points;
    struct column told_order_up_tos, told_held_back;
};

void stage_proposal(struct turn *turn, const struct proposal *proposal);
void stage_told_levels(struct turn *turn, const struct place *place);

/* For store.c. */
struct opening;
void proposals_load(struct opening *opening);
void proposals_save(struct turn *turn);

#endif
