/*
 * Rows of what customers wait for; see store_backorders.h.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_backorders(struct turn *turn, const struct item *item)
{
    struct backorders_stage *s = &store_stage(turn)->backorders;

    stage_int4(turn, &s->item_ids, item->id);
    stage_int8(turn, &s->units, item->backordered);
}

void
backorders_save(struct turn *turn)
{
    struct backorders_stage *s = &store_stage(turn)->backorders;
    struct column *const backorders[] = {&s->item_ids, &s->units};

    STAGE(turn, QUERY_SAVE_BACKORDERS, backorders, NULL);
}

void
backorders_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_BACKORDERS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++)
        opening_item(opening, row_int8(rows, i, 0))->backordered = row_int8(rows, i, 1);
    rows_free(&rows);
}
