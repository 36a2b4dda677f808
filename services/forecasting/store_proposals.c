/*
 * Rows of what to buy.
 */
#include "common/text.h"
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_proposal(struct turn *turn, const struct item *item)
{
    struct stage *stage = store_stage(turn);
    const struct proposal *proposal = &item->proposal;

    stage_int8(turn, &stage->proposals.ids, proposal->id);
    stage_int4(turn, &stage->proposals.item_ids, item->id);
    stage_int8(turn, &stage->proposals.quantities, proposal->quantity);
    stage_int4(turn, &stage->proposals.days, proposal->day);
    stage_int4(turn, &stage->proposals.lead_times, proposal->lead_time_days);
    stage_int8(turn, &stage->proposals.positions, proposal->position);
    stage_int8(turn, &stage->proposals.reorder_points, proposal->levels.reorder_point);
    stage_int8(turn, &stage->proposals.order_up_tos, proposal->levels.order_up_to);
    stage_text(turn, &stage->proposals.reasons, proposal->reason);
}

void
stage_expired_proposal(struct turn *turn, const struct proposal *proposal)
{
    struct stage *stage = store_stage(turn);
    stage_int8(turn, &stage->proposals.expired, proposal->id);
}

void
proposals_save(struct turn *turn)
{
    struct proposals_stage *s = &store_stage(turn)->proposals;
    struct column *const expired[] = {&s->expired};
    struct column *const all[] = {
        &s->ids,       &s->item_ids,       &s->quantities,   &s->days,    &s->lead_times,
        &s->positions, &s->reorder_points, &s->order_up_tos, &s->reasons,
    };

    STAGE(turn, QUERY_EXPIRE_PROPOSALS, expired, NULL); /* before a new one of the same item */
    STAGE(turn, QUERY_ADD_PROPOSALS, all, NULL);
}

void
proposals_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PROPOSALS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct proposal *proposal = &opening_item(opening, row_int8(rows, i, 1))->proposal;
        proposal->id = row_int8(rows, i, 0);
        proposal->quantity = row_int8(rows, i, 2);
        proposal->day = (int32_t)row_int8(rows, i, 3);
        proposal->lead_time_days = (int32_t)row_int8(rows, i, 4);
        proposal->position = row_int8(rows, i, 5);
        proposal->levels.reorder_point = row_int8(rows, i, 6);
        proposal->levels.order_up_to = row_int8(rows, i, 7);
        text_copy(proposal->reason, sizeof proposal->reason, row_text(rows, i, 8));
    }
    rows_free(&rows);

    rows = db_read(opening->db, QUERY_LOAD_LAST_PROPOSAL, NULL, 0);
    opening->memory->last_proposal_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}
