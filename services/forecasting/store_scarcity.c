/*
 * Rows of scarcity prices, as they were said last.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_scarcity_price(struct turn *turn, const struct scarcity_price *price)
{
    struct stage *stage = store_stage(turn);

    stage_text(turn, &stage->scarcity.skus, price->sku);
    stage_text(turn, &stage->scarcity.locations, price->location);
    stage_int8(turn, &stage->scarcity.prices, price->price_nano);
    stage_text(turn, &stage->scarcity.currencies, price->currency);
}

void
scarcity_save(struct turn *turn)
{
    struct scarcity_stage *s = &store_stage(turn)->scarcity;
    struct column *const all[] = {&s->skus, &s->locations, &s->prices, &s->currencies};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    STAGE(turn, QUERY_SAVE_SCARCITY_PRICES, all, &now);
}
