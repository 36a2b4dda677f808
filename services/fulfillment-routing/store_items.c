/*
 * Rows of items.
 */
#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

#define SUBSTITUTES_MAX 8

void
stage_items_start(struct stage *stage, struct arena *arena)
{
    struct items_stage *s = &stage->items;
    struct column *const texts[] = {&s->sku, &s->currency, &s->gtin, &s->substitutes};
    struct column *const int8s[] = {&s->weight, &s->cost};
    struct column *const bools[] = {&s->hazmat, &s->oversize, &s->no_export};

    stage_start_columns(arena, COLUMN_TEXT, texts, COUNT(texts));
    stage_start_columns(arena, COLUMN_INT8, int8s, COUNT(int8s));
    stage_start_columns(arena, COLUMN_BOOL, bools, COUNT(bools));
}

void
store_note_item(struct turn *turn, const struct item_change *change)
{
    struct items_stage *stage = &store_stage(turn)->items;

    column_add_text(&stage->sku, change->sku);
    column_add_int8(&stage->weight, change->weight_g);
    column_add_int8(&stage->cost, change->unit_cost_minor);
    column_add_text(&stage->currency, change->currency);
    column_add_text(&stage->gtin, change->gtin);
    column_add_bool(&stage->hazmat, change->hazmat);
    column_add_bool(&stage->oversize, change->oversize);
    column_add_bool(&stage->no_export, change->no_export);
    column_add_text_list(&stage->substitutes, change->substitutes, change->substitute_count);
}

void
stage_items_save(struct turn *turn)
{
    struct items_stage *s = &store_stage(turn)->items;
    struct column *const all[] = {&s->sku,    &s->weight,   &s->cost,      &s->currency,   &s->gtin,
                                  &s->hazmat, &s->oversize, &s->no_export, &s->substitutes};

    STAGE(turn, QUERY_UPSERT_ITEM_VIEW, all, NULL);
}

static int
open_page(struct memory *memory, struct db *db, struct arena *scratch, const char **after)
{
    const struct param params[] = {param_text(scratch, *after)};
    struct rows *rows = db_read(db, QUERY_OPEN_ITEM_VIEW, params, 1);
    const int count = rows_count(rows);

    for (int i = 0; i < count; i++) {
        const char *substitutes[SUBSTITUTES_MAX];
        const size_t mark = arena_mark(scratch);
        const struct item_change change = {
            .sku = row_text(rows, i, 0),
            .weight_g = row_int8(rows, i, 1),
            .unit_cost_minor = row_int8(rows, i, 2),
            .currency = row_text(rows, i, 3),
            .gtin = row_text(rows, i, 4),
            .hazmat = row_int8(rows, i, 5) != 0,
            .oversize = row_int8(rows, i, 6) != 0,
            .no_export = row_int8(rows, i, 7) != 0,
            .substitute_count = row_text_list(rows, i, 8, scratch, substitutes, SUBSTITUTES_MAX),
            .substitutes = substitutes,
        };
        item_change(memory, &change);
        arena_reset(scratch, mark);
    }
    if (count > 0)
        *after = arena_text(scratch, row_text(rows, count - 1, 0));
    rows_free(&rows);
    return count;
}

void
store_open_items(struct memory *memory, struct db *db, struct arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    const char *after = "";

    while (open_page(memory, db, scratch, &after) > 0)
        ;
    arena_reset(scratch, mark);
}
