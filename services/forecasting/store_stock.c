/*
 * Units that are fit for sale, folded like demand; and the days on which there were none.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

#define FOLD_PLACES 400 /* folded by one turn, so that none takes long ... */
#define FOLD_SHARE  16  /* ... but at least this part of what waits */

void
stage_stock(struct turn *turn, const struct place *place, int64_t units)
{
    struct stock_stage *s = &store_stage(turn)->stock;

    stage_int4(turn, &s->item_ids, place->item->id);
    stage_int4(turn, &s->location_ids, place_location_id(place));
    stage_int4(turn, &s->units, (int32_t)units);
}

void
stage_sold_out(struct turn *turn, const struct place *place, const struct sold_out *span)
{
    struct stock_stage *s = &store_stage(turn)->stock;

    stage_int4(turn, &s->out_item_ids, place->item->id);
    stage_int4(turn, &s->out_location_ids, place_location_id(place));
    stage_int4(turn, &s->out_from_days, span->from_day);
    stage_int4(turn, &s->out_to_days, span->to_day);
}

void
stock_save(struct turn *turn)
{
    struct stock_stage *s = &store_stage(turn)->stock;
    struct column *const spans[] = {
        &s->out_item_ids,
        &s->out_location_ids,
        &s->out_from_days,
        &s->out_to_days,
    };

    STAGE(turn, QUERY_SAVE_SOLD_OUT, spans, NULL);
}

void
stock_fold(struct turn *turn, int64_t until_us)
{
    struct memory *memory = turn_state(turn);
    struct column item_ids = {0}, location_ids = {0}, on_hand = {0};
    const uint32_t share = memory->unfolded_places.count / FOLD_SHARE;

    for (uint32_t left = share > FOLD_PLACES ? share : FOLD_PLACES; left > 0; left--) {
        const struct place *place =
            memory_take_unfolded_place(memory, turn_journal(turn), until_us);
        if (place == NULL)
            break;
        stage_int4(turn, &item_ids, place->item->id);
        stage_int4(turn, &location_ids, place_location_id(place));
        stage_int8(turn, &on_hand, place->on_hand);
    }
    if (item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&item_ids),
        param_column(&location_ids),
        param_column(&on_hand),
        param_int8(turn_arena(turn), memory->last_entry_id),
    };
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, PARAMS(params));
}

static void
load_places(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_ITEM_STOCK, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct place *place = opening_place(opening, row_int8(rows, i, 0), row_int8(rows, i, 1));
        memory_load_stock(place, row_int8(rows, i, 2), row_int8(rows, i, 3));
    }
    rows_free(&rows);
}

static void
load_sold_out(struct opening *opening)
{
    const struct param params[] = {param_int8(opening->scratch, opening->memory->floor_day)};
    struct rows *rows = db_read(opening->db, QUERY_LOAD_SOLD_OUT, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++) {
        const struct sold_out span = {
            .from_day = (int32_t)row_int8(rows, i, 2),
            .to_day = row_is_null(rows, i, 3) ? DAY_OPEN : (int32_t)row_int8(rows, i, 3),
        };
        memory_load_sold_out(opening_place(opening, row_int8(rows, i, 0), row_int8(rows, i, 1)),
                             &span);
    }
    rows_free(&rows);
}

void
stock_load(struct opening *opening)
{
    load_places(opening);
    struct rows *rows = db_read(opening->db, QUERY_LOAD_JOURNAL_STOCK, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct entry entry = {.id = row_int8(rows, i, 0)};
        struct place *place = opening_place(opening, row_int8(rows, i, 1), row_int8(rows, i, 2));
        if (entry.id > place->through)
            memory_add_stock(opening->memory, NULL, &entry, place, row_int8(rows, i, 3));
    }
    rows_free(&rows);
    load_sold_out(opening);
}
