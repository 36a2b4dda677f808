/*
 * Rows of how customers want their orders.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

void
stage_terms_start(struct stage *stage, struct arena *arena)
{
    struct terms_stage *s = &stage->terms;

    column_start(&s->order_ids, arena, COLUMN_INT8);
    column_start(&s->days, arena, COLUMN_INT4);
    column_start(&s->pickup_locations, arena, COLUMN_TEXT);
    column_start(&s->substitutes, arena, COLUMN_BOOL);
}

void
store_note_terms(struct turn *turn, const struct order *order)
{
    struct terms_stage *s = &store_stage(turn)->terms;
    const struct location *pickup = order->terms.pickup;

    column_add_int8(&s->order_ids, order->id);
    column_add_int4(&s->days, order->terms.deliver_by_day);
    column_add_text(&s->pickup_locations, pickup != NULL ? pickup->code : "");
    column_add_bool(&s->substitutes, order->terms.substitutes_allowed);
}

void
stage_terms_save(struct turn *turn)
{
    struct terms_stage *s = &store_stage(turn)->terms;
    struct column *const all[] = {&s->order_ids, &s->days, &s->pickup_locations, &s->substitutes};

    STAGE(turn, QUERY_UPSERT_ORDER_TERMS, all, NULL);
}
