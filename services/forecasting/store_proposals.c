/*
 * Rows of what to buy and to move; see store_proposals.h.
 */
#include <string.h>

#include "common/text.h"
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_proposal(struct turn *turn, const struct proposal *proposal)
{
    struct proposals_stage *s = &store_stage(turn)->proposals;

    stage_int8(turn, &s->ids, proposal->id);
    stage_int4(turn, &s->item_ids, proposal->place->item->id);
    stage_int4(turn, &s->location_ids, place_location_id(proposal->place));
    stage_int4(turn, &s->from_ids, proposal->from != NULL ? place_location_id(proposal->from) : 0);
    stage_int4(turn, &s->kinds, (int32_t)proposal->kind);
    stage_int4(turn, &s->states, (int32_t)proposal->state);
    stage_int8(turn, &s->quantities, proposal->quantity);
    stage_int8(turn, &s->approved, proposal->approved);
    stage_int8(turn, &s->received, proposal->received);
    stage_int8(turn, &s->positions, proposal->position);
    stage_int8(turn, &s->reorder_points, proposal->reorder_point);
    stage_int8(turn, &s->order_up_tos, proposal->order_up_to);
    stage_int8(turn, &s->safety_stocks, proposal->safety_stock);
    stage_int8(turn, &s->wanted, proposal->wanted);
    stage_int8(turn, &s->unit_costs, proposal->unit_cost_minor);
    stage_int4(turn, &s->days, proposal->day);
    stage_int4(turn, &s->lead_times, proposal->lead_time_days);
    stage_int4(turn, &s->stock_out_days, proposal->stock_out_day);
    stage_int4(turn, &s->due_days, proposal->due_day);
    stage_int4(turn, &s->snoozed_until, proposal->snoozed_until);
    stage_text(turn, &s->suppliers, proposal->supplier);
    stage_text(turn, &s->currencies, proposal->currency);
    stage_text(turn, &s->decided_by, proposal->decided_by);
    stage_text(turn, &s->classes, proposal->class);
    stage_text(turn, &s->reasons, proposal->reason);
    stage_text(turn, &s->decision_reasons, proposal->decision_reason);
}

void
stage_told_levels(struct turn *turn, const struct place *place)
{
    struct proposals_stage *s = &store_stage(turn)->proposals;

    stage_int4(turn, &s->told_item_ids, place->item->id);
    stage_int4(turn, &s->told_location_ids, place_location_id(place));
    stage_int8(turn, &s->told_safety_stocks, place->told.safety_stock);
    stage_int8(turn, &s->told_reorder_points, place->told.reorder_point);
    stage_int8(turn, &s->told_order_up_tos, place->told.order_up_to);
    stage_int8(turn, &s->told_held_back, place->told.held_back);
}

void
proposals_save(struct turn *turn)
{
    struct proposals_stage *s = &store_stage(turn)->proposals;
    struct column *const proposals[] = {
        &s->ids,           &s->item_ids,         &s->location_ids,   &s->from_ids,
        &s->kinds,         &s->states,           &s->quantities,     &s->approved,
        &s->received,      &s->positions,        &s->reorder_points, &s->order_up_tos,
        &s->safety_stocks, &s->wanted,           &s->unit_costs,     &s->days,
        &s->lead_times,    &s->stock_out_days,   &s->due_days,       &s->snoozed_until,
        &s->suppliers,     &s->currencies,       &s->decided_by,     &s->classes,
        &s->reasons,       &s->decision_reasons,
    };
    struct column *const told[] = {
        &s->told_item_ids,       &s->told_location_ids, &s->told_safety_stocks,
        &s->told_reorder_points, &s->told_order_up_tos, &s->told_held_back,
    };

    STAGE(turn, QUERY_SAVE_PROPOSALS, proposals, NULL);
    STAGE(turn, QUERY_SAVE_TOLD_LEVELS, told, NULL);
}

/* --- open ------------------------------------------------------------------------------------ */

/* Columns of load_proposals.sql. */
/* clang-format off */
enum {
    ID, ITEM, LOCATION, ORIGIN, KIND, STATE, QUANTITY, APPROVED, RECEIVED, POSITION, REORDER_POINT,
    ORDER_UP_TO, SAFETY_STOCK, WANTED, UNIT_COST, DAY, LEAD_TIME, STOCK_OUT_DAY, DUE_DAY,
    SNOOZED_UNTIL, SUPPLIER, CURRENCY, DECIDED_BY, CLASS, REASON, DECISION_REASON,
};
/* clang-format on */

static struct place *
place_of(const struct opening *opening, struct item *item, const char *code)
{
    return code[0] != '\0'
               ? memory_place_for(NULL, item, memory_find_location(opening->memory, code))
               : NULL;
}

static void
load_proposal(const struct opening *opening, const struct rows *rows, int i)
{
    struct item *item = opening_item(opening, row_int8(rows, i, ITEM));
    struct proposal proposal = {
        .id = row_int8(rows, i, ID),
        .place = place_of(opening, item, row_text(rows, i, LOCATION)),
        .from = place_of(opening, item, row_text(rows, i, ORIGIN)),
        .kind = (enum proposal_kind)row_int8(rows, i, KIND),
        .state = (enum proposal_state)row_int8(rows, i, STATE),
        .quantity = row_int8(rows, i, QUANTITY),
        .approved = row_int8(rows, i, APPROVED),
        .received = row_int8(rows, i, RECEIVED),
        .position = row_int8(rows, i, POSITION),
        .reorder_point = row_int8(rows, i, REORDER_POINT),
        .order_up_to = row_int8(rows, i, ORDER_UP_TO),
        .safety_stock = row_int8(rows, i, SAFETY_STOCK),
        .wanted = row_int8(rows, i, WANTED),
        .unit_cost_minor = row_int8(rows, i, UNIT_COST),
        .day = (int32_t)row_int8(rows, i, DAY),
        .lead_time_days = (int32_t)row_int8(rows, i, LEAD_TIME),
        .stock_out_day = (int32_t)row_int8(rows, i, STOCK_OUT_DAY),
        .due_day = (int32_t)row_int8(rows, i, DUE_DAY),
        .snoozed_until = (int32_t)row_int8(rows, i, SNOOZED_UNTIL),
        .supplier = memory_text(opening->memory, NULL, row_text(rows, i, SUPPLIER)),
        .currency = memory_text(opening->memory, NULL, row_text(rows, i, CURRENCY)),
        .decided_by = memory_text(opening->memory, NULL, row_text(rows, i, DECIDED_BY)),
    };

    text_copy(proposal.class, sizeof proposal.class, row_text(rows, i, CLASS));
    text_copy(proposal.reason, sizeof proposal.reason, row_text(rows, i, REASON));
    text_copy(proposal.decision_reason, sizeof proposal.decision_reason,
              row_text(rows, i, DECISION_REASON));
    proposal_add(opening->memory, NULL, &proposal);
}

static void
load_told_levels(const struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_TOLD_LEVELS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct place *place =
            place_of(opening, opening_item(opening, row_int8(rows, i, 0)), row_text(rows, i, 1));
        place->told = (struct told_levels){
            .safety_stock = row_int8(rows, i, 2),
            .reorder_point = row_int8(rows, i, 3),
            .order_up_to = row_int8(rows, i, 4),
            .held_back = row_int8(rows, i, 5),
        };
        place->reorder_point = place->told.reorder_point;
    }
    rows_free(&rows);
}

void
proposals_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PROPOSALS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++)
        load_proposal(opening, rows, i);
    rows_free(&rows);

    rows = db_read(opening->db, QUERY_LOAD_LAST_PROPOSAL, NULL, 0);
    opening->memory->last_proposal_id = row_int8(rows, 0, 0);
    rows_free(&rows);
    load_told_levels(opening);
}
