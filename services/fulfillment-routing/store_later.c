/*
 * Rows of fulfillment orders whose promise changes after they were planned.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

void
stage_later_start(struct stage *stage, struct arena *arena)
{
    struct later_stage *s = &stage->later;
    struct column *const int4s[] = {&s->dispatch_day, &s->deliver_on_day};

    column_start(&s->id, arena, COLUMN_INT8);
    stage_start_columns(arena, COLUMN_INT4, int4s, COUNT(int4s));
    column_start(&s->dispatch_by, arena, COLUMN_TIME);
}

void
store_note_promise(struct turn *turn, const struct fulfillment *fulfillment)
{
    struct later_stage *stage = &store_stage(turn)->later;

    column_add_int8(&stage->id, fulfillment->id);
    column_add_int4(&stage->dispatch_day, fulfillment->dispatch_day);
    column_add_int4(&stage->deliver_on_day, fulfillment->deliver_on_day);
    column_add_time(&stage->dispatch_by, fulfillment->dispatch_by_us);
}

void
stage_later_save(struct turn *turn)
{
    struct later_stage *s = &store_stage(turn)->later;
    struct column *const all[] = {&s->id, &s->dispatch_day, &s->deliver_on_day, &s->dispatch_by};

    STAGE(turn, QUERY_UPDATE_PROMISES, all, NULL);
}
