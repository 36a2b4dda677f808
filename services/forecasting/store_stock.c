/*
 * Units that are fit for sale, folded like demand.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

#define FOLD_ITEMS 400 /* folded by one turn, so that none takes long ... */
#define FOLD_SHARE 16  /* ... but at least this part of what waits */

void
stage_stock(struct turn *turn, const struct item *item, int64_t units)
{
    struct stage *stage = store_stage(turn);

    stage_int4(turn, &stage->stock.item_ids, item->id);
    stage_int4(turn, &stage->stock.units, (int32_t)units);
}

void
stock_fold(struct turn *turn, int64_t until_us)
{
    struct memory *memory = turn_state(turn);
    struct column item_ids = {0}, on_hand = {0};
    const uint32_t share = memory->unfolded_items.count / FOLD_SHARE;

    for (uint32_t left = share > FOLD_ITEMS ? share : FOLD_ITEMS; left > 0; left--) {
        const struct item *item = memory_take_unfolded_item(memory, turn_journal(turn), until_us);
        if (item == NULL)
            break;
        stage_int4(turn, &item_ids, item->id);
        stage_int8(turn, &on_hand, item->on_hand);
    }
    if (item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&item_ids),
        param_column(&on_hand),
        param_int8(turn_arena(turn), memory->last_entry_id),
    };
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, PARAMS(params));
}

void
stock_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_JOURNAL_STOCK, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct entry entry = {.id = row_int8(rows, i, 0)};
        struct item *item = opening_item(opening, row_int8(rows, i, 1));
        if (entry.id > item->through)
            memory_add_stock(opening->memory, NULL, &entry, item, row_int8(rows, i, 2));
    }
    rows_free(&rows);
}
