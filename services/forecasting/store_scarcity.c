/*
 * Rows of scarcity prices, as they were said last.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_scarcity_price(struct turn *turn, const struct scarcity_price *price, bool by_hand)
{
    struct stage *stage = store_stage(turn);

    stage_text(turn, &stage->scarcity.skus, price->sku);
    stage_text(turn, &stage->scarcity.locations, price->location);
    stage_int8(turn, &stage->scarcity.prices, price->price_nano);
    stage_text(turn, &stage->scarcity.currencies, price->currency);
    stage_bool(turn, &stage->scarcity.by_hand, by_hand);
}

void
scarcity_save(struct turn *turn)
{
    struct scarcity_stage *s = &store_stage(turn)->scarcity;
    struct column *const all[] = {&s->skus, &s->locations, &s->prices, &s->currencies, &s->by_hand};
    const struct param now = param_time(turn_arena(turn), turn_now_us(turn));

    STAGE(turn, QUERY_SAVE_SCARCITY_PRICES, all, &now);
}

void
scarcity_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_SCARCITY_PRICES, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++)
        scarcity_keep(opening->memory, NULL, row_text(rows, i, 0), row_text(rows, i, 1),
                      row_int8(rows, i, 2), row_int8(rows, i, 3) != 0);
    rows_free(&rows);
}
