/*
 * Rows of changes that wait: added while routing is asked, removed when they are made.
 */
#include "queries.h"
#include "services/inventory/store.h"

void
store_note_change(struct turn *turn, struct change *change)
{
    struct stage *stage = turn_stage(turn);

    if (change->is_noted)
        return;
    journal_keep(turn_journal(turn), change, sizeof *change);
    change->is_noted = true;
    change->next_noted = stage->changes;
    stage->changes = change;
}

enum { COLUMNS = 15, LISTS = 11 };

static const enum column_type types[COLUMNS] = {
    COLUMN_INT8, COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_BOOL,
    COLUMN_BOOL, COLUMN_BOOL, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};

static void
add_change(struct column *columns, const struct change *change)
{
    struct column *c = columns;
    int64_t values[4][LINES_MAX];

    for (uint32_t i = 0; i < change->line_count; i++) {
        values[0][i] = change->lines[i].index;
        values[1][i] = change->lines[i].asked;
        values[2][i] = change->lines[i].took_waiting;
        values[3][i] = change->lines[i].took_promised;
    }
    column_add_int8(c++, change->change_id);
    column_add_int8(c++, change->order_id);
    column_add_int4(c++, change->kind);
    column_add_int4(c++, (int32_t)change->request);
    column_add_bool(c++, change->whole);
    column_add_bool(c++, change->waiting_only);
    column_add_bool(c++, change->asked);
    column_add_text(c++, change->country);
    column_add_text(c++, change->region);
    column_add_text(c++, change->city);
    column_add_text(c++, change->postal_code);
    for (size_t i = 0; i < 4; i++)
        column_add_int8_list(&columns[LISTS + i], values[i], change->line_count);
}

/* What was asked and made in one turn has no row. */
void
store_save_changes(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct column saved[COLUMNS], removed;

    if (stage->changes == NULL)
        return;
    store_start_columns(turn, saved, types, COLUMNS);
    column_start(&removed, turn_arena(turn), COLUMN_INT8);
    for (struct change *change = stage->changes; change != NULL; change = change->next_noted) {
        if (!change->is_over)
            add_change(saved, change);
        else if (change->is_stored)
            column_add_int8(&removed, change->change_id);
        change->is_noted = false; /* kept when it was noted */
        change->is_stored = true;
        if (change->is_over)
            map_remove(books->changes, turn_journal(turn), change->change_id);
    }
    if (saved[0].count > 0)
        store_stage_columns(turn, QUERY_SAVE_CHANGES, saved, COLUMNS);
    if (removed.count > 0)
        store_stage_columns(turn, QUERY_REMOVE_CHANGES, &removed, 1);
}
