/*
 * What to buy; see proposals.h.
 */
#include "services/forecasting/proposals.h"

#include <inttypes.h>
#include <stdio.h>

#include "services/forecasting/store.h"
#include "services/forecasting/wire_replenishment.h"

static void
propose(struct turn *turn, struct item *item, int64_t quantity)
{
    struct memory *memory = turn_state(turn);
    struct proposal *proposal = &item->proposal;

    journal_keep(turn_journal(turn), &memory->last_proposal_id, sizeof memory->last_proposal_id);
    journal_keep(turn_journal(turn), proposal, sizeof *proposal);
    *proposal = (struct proposal){
        .id = ++memory->last_proposal_id,
        .quantity = quantity,
        .position = item_on_hand(item),
        .levels = item->levels,
        .day = memory->planning_day,
        .lead_time_days = item->lead_time_days,
    };
    snprintf(proposal->reason, sizeof proposal->reason,
             "%" PRId64 " units are not above %" PRId64 ", what may be asked in the %" PRId32
             " days until a purchase arrives.",
             item_on_hand(item), item->levels.reorder_point,
             item->lead_time_days + REORDER_REVIEW_DAYS);

    const char *sku = map_text_of(item);
    turn_say(turn, sku, "", write_replenishment_proposed(turn_arena(turn), sku, proposal));
    stage_proposal(turn, item);
}

static void
expire_proposal(struct turn *turn, struct item *item)
{
    stage_expired_proposal(turn, &item->proposal);
    journal_keep(turn_journal(turn), &item->proposal.id, sizeof item->proposal.id);
    item->proposal.id = 0;
}

void
proposals_look_at(struct turn *turn, struct item *item)
{
    const struct stock_position position = {
        .units = item_on_hand(item),
        .proposal_open = item->proposal.id != 0,
    };
    const struct replenishment decided = replenishment_decide(&item->levels, &position);
    if (decided.outcome == REPLENISHMENT_PROPOSED)
        propose(turn, item, decided.quantity);
    else if (decided.outcome == REPLENISHMENT_RECOVERED)
        expire_proposal(turn, item);
}
