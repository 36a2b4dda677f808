/*
 * Rows of cycle counts: found, decoded, written.
 */
#include <string.h>

#include "queries.h"
#include "services/inventory/store.h"

/* Columns of find_counts.sql and open_counts.sql, and parameters of save_counts.sql. */
/* clang-format off */
enum {
    COUNT_ID, STATE, LOCATION, TOLERANCE_UNITS, TOLERANCE_PERCENT, REQUESTED_AT, REASON, SKUS, DONE,
    FOUND_SKUS, FOUND_STATES, FOUND_LOTS, FOUND_EXPIRES_ON, COUNTED, ON_HAND, BOOKED,
    COUNT_COLUMNS,
};
/* clang-format on */

static struct count_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->counts;
}

/* --- decode ---------------------------------------------------------------------------------- */

static const char **
texts_of(const struct rows *rows, int row, int column, struct arena *arena, size_t count)
{
    const char **values = arena_take(arena, count * sizeof *values);

    for (size_t i = 0; i < count; i++)
        values[i] = "";
    row_text_list(rows, row, column, arena, values, count);
    return values;
}

static int64_t *
numbers_of(const struct rows *rows, int row, int column, struct arena *arena, size_t count)
{
    int64_t *values = arena_take(arena, count * sizeof *values);

    row_int8_list(rows, row, column, values, count);
    return values;
}

static void
decode_lines(struct stock_count *count, const struct rows *rows, int row, struct arena *arena,
             struct books *books)
{
    const size_t lines = row_text_list(rows, row, SKUS, arena, NULL, 0);
    const char **skus = texts_of(rows, row, SKUS, arena, lines);
    const int64_t *done = numbers_of(rows, row, DONE, arena, lines);

    count->line_count = lines;
    count->lines = arena_take(arena, lines * sizeof *count->lines);
    for (size_t i = 0; i < lines; i++)
        count->lines[i] =
            (struct count_line){.item = books_find_item(books, skus[i]), .is_done = done[i] != 0};
}

static void
decode_found(struct stock_count *count, const struct rows *rows, int row, struct arena *arena,
             struct books *books)
{
    const size_t found = row_text_list(rows, row, FOUND_SKUS, arena, NULL, 0);
    const char **skus = texts_of(rows, row, FOUND_SKUS, arena, found);
    const char **lots = texts_of(rows, row, FOUND_LOTS, arena, found);
    const int64_t *states = numbers_of(rows, row, FOUND_STATES, arena, found);
    const int64_t *expires_on = numbers_of(rows, row, FOUND_EXPIRES_ON, arena, found);
    const int64_t *counted = numbers_of(rows, row, COUNTED, arena, found);
    const int64_t *on_hand = numbers_of(rows, row, ON_HAND, arena, found);
    const int64_t *booked = numbers_of(rows, row, BOOKED, arena, found);

    count->found_count = count->found_max = found;
    count->found = arena_take(arena, found * sizeof *count->found);
    for (size_t i = 0; i < found; i++)
        count->found[i] = (struct count_found){.item = books_find_item(books, skus[i]),
                                               .state = (enum stock_state)states[i],
                                               .lot = lots[i],
                                               .expires_on = (int32_t)expires_on[i],
                                               .counted = counted[i],
                                               .on_hand = on_hand[i],
                                               .is_booked = booked[i] != 0};
}

static struct stock_count *
decode(const struct rows *rows, int row, struct arena *arena, struct books *books)
{
    struct stock_count *count = arena_take(arena, sizeof *count);

    count->count_id = row_int8(rows, row, COUNT_ID);
    count->state = (enum count_state)row_int8(rows, row, STATE);
    count->location = books_find_location(books, row_text(rows, row, LOCATION));
    assert(count->location != NULL); /* checked when it was requested; locations stay */
    count->tolerance_units = row_int8(rows, row, TOLERANCE_UNITS);
    count->tolerance_percent = (int32_t)row_int8(rows, row, TOLERANCE_PERCENT);
    count->requested_at_us = row_int8(rows, row, REQUESTED_AT);
    count->reason = arena_text(arena, row_text(rows, row, REASON));
    decode_lines(count, rows, row, arena, books);
    decode_found(count, rows, row, arena, books);
    return count;
}

/* --- want, load, find ------------------------------------------------------------------------ */

void
store_want_count(struct turn *turn, int64_t count_id)
{
    struct count_stage *stage = stage_of(turn);

    if (stage->wanted.arena == NULL)
        column_start(&stage->wanted, turn_arena(turn), COLUMN_INT8);
    column_add_int8(&stage->wanted, count_id);
}

static void
add(struct turn *turn, struct stock_count *count)
{
    struct count_stage *stage = stage_of(turn);

    count->next = stage->first;
    stage->first = count;
}

void
store_load_counts(struct turn *turn)
{
    struct count_stage *stage = stage_of(turn);

    if (stage->wanted.count == 0)
        return;
    const struct param param = param_column(&stage->wanted);
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_COUNTS, &param, 1);
    for (int row = 0; row < rows_count(rows); row++)
        add(turn, decode(rows, row, turn_arena(turn), turn_state(turn)));
    rows_free(&rows);
}

struct stock_count *
store_count(struct turn *turn, int64_t count_id)
{
    for (struct stock_count *count = stage_of(turn)->first; count != NULL; count = count->next) {
        if (count->count_id == count_id)
            return count;
    }
    return NULL;
}

struct stock_count *
store_new_count(struct turn *turn, struct location *location, size_t line_count)
{
    struct books *books = turn_state(turn);
    struct stock_count *count = arena_take(turn_arena(turn), sizeof *count);

    journal_keep(turn_journal(turn), &books->count_last, sizeof books->count_last);
    count->count_id = ++books->count_last;
    count->location = location;
    count->requested_at_us = turn_now_us(turn);
    count->reason = "";
    count->line_count = line_count;
    count->lines = arena_take(turn_arena(turn), line_count * sizeof *count->lines);
    add(turn, count);
    return count;
}

void
store_note_count(struct turn *turn, struct stock_count *count)
{
    count->is_changed = true;
    for (size_t i = 0; i < count->line_count; i++) {
        const struct count_line *line = &count->lines[i];
        struct stock *stock =
            books_stock(turn_state(turn), turn_journal(turn), count->location, line->item);
        const int64_t count_id = line->is_done ? 0 : count->count_id;
        if (stock->count_id == count_id || (line->is_done && stock->count_id != count->count_id))
            continue;
        journal_keep(turn_journal(turn), &stock->count_id, sizeof stock->count_id);
        stock->count_id = count_id;
    }
}

/* --- save ------------------------------------------------------------------------------------ */

static void
add_lines(struct column *columns, struct arena *arena, const struct stock_count *count)
{
    const char **skus = arena_take(arena, count->line_count * sizeof *skus);
    int64_t *done = arena_take(arena, count->line_count * sizeof *done);

    for (size_t i = 0; i < count->line_count; i++) {
        skus[i] = count->lines[i].item->sku;
        done[i] = count->lines[i].is_done;
    }
    column_add_text_list(&columns[SKUS], skus, count->line_count);
    column_add_int8_list(&columns[DONE], done, count->line_count);
}

static void
add_found(struct column *columns, struct arena *arena, const struct stock_count *count)
{
    const size_t n = count->found_count;
    const struct count_found *found = count->found;
    const char **texts = arena_take(arena, n * sizeof *texts);
    int64_t *values = arena_take(arena, n * sizeof *values);

    for (size_t i = 0; i < n; i++)
        texts[i] = found[i].item->sku;
    column_add_text_list(&columns[FOUND_SKUS], texts, n);
    for (size_t i = 0; i < n; i++)
        texts[i] = found[i].lot;
    column_add_text_list(&columns[FOUND_LOTS], texts, n);
    for (size_t i = 0; i < n; i++)
        values[i] = found[i].state;
    column_add_int8_list(&columns[FOUND_STATES], values, n);
    for (size_t i = 0; i < n; i++)
        values[i] = found[i].expires_on;
    column_add_int8_list(&columns[FOUND_EXPIRES_ON], values, n);
    for (size_t i = 0; i < n; i++)
        values[i] = found[i].counted;
    column_add_int8_list(&columns[COUNTED], values, n);
    for (size_t i = 0; i < n; i++)
        values[i] = found[i].on_hand;
    column_add_int8_list(&columns[ON_HAND], values, n);
    for (size_t i = 0; i < n; i++)
        values[i] = found[i].is_booked;
    column_add_int8_list(&columns[BOOKED], values, n);
}

static void
add_count(struct column *columns, struct arena *arena, const struct stock_count *count)
{
    column_add_int8(&columns[COUNT_ID], count->count_id);
    column_add_int4(&columns[STATE], count->state);
    column_add_text(&columns[LOCATION], count->location->code);
    column_add_int8(&columns[TOLERANCE_UNITS], count->tolerance_units);
    column_add_int4(&columns[TOLERANCE_PERCENT], count->tolerance_percent);
    column_add_time(&columns[REQUESTED_AT], count->requested_at_us);
    column_add_text(&columns[REASON], count->reason);
    add_lines(columns, arena, count);
    add_found(columns, arena, count);
}

void
store_save_counts(struct turn *turn)
{
    static const enum column_type types[COUNT_COLUMNS] = {
        COLUMN_INT8, COLUMN_INT4, COLUMN_TEXT, COLUMN_INT8, COLUMN_INT4, COLUMN_TIME,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };
    struct count_stage *stage = stage_of(turn);
    struct column columns[COUNT_COLUMNS];

    if (stage->first == NULL)
        return;
    store_start_columns(turn, columns, types, COUNT_COLUMNS);
    for (const struct stock_count *count = stage->first; count != NULL; count = count->next) {
        if (count->is_changed)
            add_count(columns, turn_arena(turn), count);
    }
    if (columns[COUNT_ID].count > 0)
        store_stage_columns(turn, QUERY_SAVE_COUNTS, columns, COUNT_COLUMNS);
}

/* --- open ------------------------------------------------------------------------------------ */

void
store_open_counts(struct books *books, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_COUNT_LAST, NULL, 0);

    books->count_last = row_int8(rows, 0, 0);
    rows_free(&rows);
    rows = db_read(db, QUERY_OPEN_COUNTS, NULL, 0);
    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        const struct stock_count *count = decode(rows, row, scratch, books);
        for (size_t i = 0; i < count->line_count; i++) {
            if (!count->lines[i].is_done)
                books_stock(books, NULL, count->location, count->lines[i].item)->count_id =
                    count->count_id;
        }
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}
