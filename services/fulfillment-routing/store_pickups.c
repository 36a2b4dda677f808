/*
 * Rows of what customers collect.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

void
stage_pickups_start(struct stage *stage, struct arena *arena)
{
    struct pickups_stage *s = &stage->pickups;

    column_start(&s->ids, arena, COLUMN_INT8);
    column_start(&s->order_ids, arena, COLUMN_INT8);
    column_start(&s->locations, arena, COLUMN_TEXT);
    column_start(&s->states, arena, COLUMN_INT4);
    column_start(&s->until, arena, COLUMN_TIME);
}

void
store_note_pickup(struct turn *turn, const struct fulfillment *fulfillment, enum pickup_state state)
{
    struct pickups_stage *s = &store_stage(turn)->pickups;

    column_add_int8(&s->ids, fulfillment->id);
    column_add_int8(&s->order_ids, fulfillment->order->id);
    column_add_text(&s->locations, fulfillment->pickup->code);
    column_add_int4(&s->states, (int32_t)state);
    column_add_time(&s->until, fulfillment->ready_until_us);
}

void
stage_pickups_save(struct turn *turn)
{
    struct pickups_stage *s = &store_stage(turn)->pickups;
    struct column *const all[] = {&s->ids, &s->order_ids, &s->locations, &s->states, &s->until};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    STAGE(turn, QUERY_UPSERT_PICKUPS, all, &now);
}
