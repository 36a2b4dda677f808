/*
 * Rows of what the numbers tell: who is low, and what each day brought. The days are folded with the
 * balances (store_goods.c): all that is not written yet of an item is written when one of its
 * balances is.
 */
#include "queries.h"
#include "services/inventory/store.h"

static const enum column_type day_types[ITEM_DAY_COLUMNS] = {
    COLUMN_TEXT,
    COLUMN_INT4,
    COLUMN_INT8,
    COLUMN_INT8,
};

/* --- days ------------------------------------------------------------------------------------ */

void
store_note_day(struct turn *turn, enum movement_kind kind, const struct movement *movement)
{
    const struct keeper keeper = books_keeper(turn_journal(turn));
    struct item *item = movement->stock->item;
    struct item_day *day = books_item_day(turn_state(turn), turn_journal(turn), item,
                                          (int32_t)(turn_now_us(turn) / DAY_US));

    item_day_note(&keeper, item, day, kind, movement->quantity);
    day->is_unfolded = true;
}

void
store_fold_days(struct turn *turn, const struct item *item)
{
    const struct books *books = turn_state(turn);
    struct column *c = ((struct stage *)turn_stage(turn))->item_days;

    if (c->arena == NULL)
        store_start_columns(turn, c, day_types, ITEM_DAY_COLUMNS);
    for (struct item_day *day = item->days; day != NULL && day->is_unfolded; day = day->earlier) {
        column_add_text(&c[0], item->sku);
        column_add_int4(&c[1], day->day);
        column_add_int8(&c[2], day->shipped);
        column_add_int8(&c[3], day->moved);
        journal_keep(turn_journal(turn), day, sizeof *day);
        day->is_unfolded = false;
        day->folded_through = books->movement_last;
    }
}

static void
save_days(struct turn *turn, struct stage *stage)
{
    const struct books *books = turn_state(turn);
    struct param *params = arena_take(turn_arena(turn), (ITEM_DAY_COLUMNS + 1) * sizeof *params);

    for (int i = 0; i < ITEM_DAY_COLUMNS; i++)
        params[i] = param_column(&stage->item_days[i]);
    params[ITEM_DAY_COLUMNS] = param_int8(turn_arena(turn), books->movement_last);
    db_stage(turn_db(turn), QUERY_FOLD_ITEM_DAYS, params, ITEM_DAY_COLUMNS + 1);
}

/* --- low stock ------------------------------------------------------------------------------- */

static void
add_sku(struct turn *turn, struct column *column, const struct item *item)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_text(column, item->sku);
}

void
store_note_low(struct turn *turn, const struct item *item)
{
    struct stage *stage = turn_stage(turn);

    add_sku(turn, item->is_low ? &stage->low : &stage->recovered, item);
}

void
store_save_insight(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->item_days[0].count > 0)
        save_days(turn, stage);
    if (stage->recovered.count > 0)
        store_stage_columns(turn, QUERY_DELETE_LOW_STOCK, &stage->recovered, 1);
    if (stage->low.count > 0) {
        struct param *params = arena_take(turn_arena(turn), 2 * sizeof *params);
        params[0] = param_column(&stage->low);
        params[1] = param_time(turn_arena(turn), turn_now_us(turn));
        db_stage(turn_db(turn), QUERY_SAVE_LOW_STOCK, params, 2);
    }
}

/* --- when this process begins to lead -------------------------------------------------------- */

static void
open_days(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_ITEM_DAYS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        struct item *item = books_item(books, NULL, row_text(rows, row, 0));
        struct item_day *day =
            books_item_day(books, NULL, item, (int32_t)row_int8(rows, row, 1));
        day->shipped = row_int8(rows, row, 2);
        day->moved = row_int8(rows, row, 3);
        day->folded_through = row_int8(rows, row, 4);
    }
    rows_free(&rows);
    rows = db_read(db, QUERY_OPEN_ITEM_HISTORY, NULL, 0);
    for (int row = 0; row < rows_count(rows); row++) {
        struct item *item = books_item(books, NULL, row_text(rows, row, 0));
        item->stocked_first_on = (int32_t)row_int8(rows, row, 1);
        item->shipped_last_on = (int32_t)row_int8(rows, row, 2);
    }
    rows_free(&rows);
}

void
store_open_insight(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_LOW_STOCK, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++)
        books_item(books, NULL, row_text(rows, row, 0))->is_low = true;
    rows_free(&rows);
    open_days(books, db);
    rows = db_read(db, QUERY_OPEN_AUDIT, NULL, 0);
    books->audit.movement_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}

bool
store_open_moved(struct books *books, struct item *item, int32_t on, enum movement_kind kind,
                 int64_t movement_id, int64_t quantity)
{
    const struct keeper keeper = books_keeper(NULL);
    struct item_day *day = books_item_day(books, NULL, item, on);

    if (movement_id <= day->folded_through)
        return false;
    item_day_note(&keeper, item, day, kind, quantity);
    day->is_unfolded = true;
    return true;
}
