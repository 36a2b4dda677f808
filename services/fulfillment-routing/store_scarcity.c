/*
 * Rows of scarcity prices.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

void
stage_scarcity_start(struct stage *stage, struct arena *arena)
{
    struct scarcity_stage *s = &stage->scarcity;
    struct column *const texts[] = {&s->skus, &s->locations, &s->currencies};

    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    column_start(&s->prices, arena, COLUMN_INT8);
}

void
store_note_scarcity(struct turn *turn, const struct scarcity_price *price)
{
    struct scarcity_stage *stage = &store_stage(turn)->scarcity;

    column_add_text(&stage->skus, price->sku);
    column_add_text(&stage->locations, price->location);
    column_add_int8(&stage->prices, price->price_nano);
    column_add_text(&stage->currencies, price->currency);
}

void
stage_scarcity_save(struct turn *turn)
{
    struct scarcity_stage *s = &store_stage(turn)->scarcity;
    struct column *const all[] = {&s->skus, &s->locations, &s->prices, &s->currencies};

    STAGE(turn, QUERY_UPSERT_SCARCITY_PRICES, all, NULL);
}
