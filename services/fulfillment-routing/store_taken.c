/*
 * Rows of what was taken otherwise than planned.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

void
stage_taken_start(struct stage *stage, struct arena *arena)
{
    struct taken_stage *s = &stage->taken;
    struct column *const int8s[] = {&s->fulfillment_order_ids, &s->lines, &s->quantities};
    struct column *const texts[] = {&s->skus, &s->lots};

    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
}

void
store_note_taken(struct turn *turn, const struct fulfillment *fulfillment,
                 const struct taken *taken)
{
    struct taken_stage *stage = &store_stage(turn)->taken;

    column_add_int8(&stage->fulfillment_order_ids, fulfillment->id);
    column_add_int8(&stage->lines, taken->line);
    column_add_text(&stage->skus, taken->instead == NULL ? "" : taken->instead->code);
    column_add_text(&stage->lots, taken->lot);
    column_add_int8(&stage->quantities, taken->quantity);
}

void
stage_taken_save(struct turn *turn)
{
    struct taken_stage *s = &store_stage(turn)->taken;
    struct column *const all[] = {&s->fulfillment_order_ids, &s->lines, &s->skus, &s->lots,
                                  &s->quantities};

    STAGE(turn, QUERY_UPSERT_TAKEN, all, NULL);
}
