/*
 * Rows of cart holds: added, replaced, removed.
 */
#include "queries.h"
#include "services/inventory/store.h"

void
store_note_hold(struct turn *turn, struct cart_hold *hold)
{
    struct stage *stage = turn_stage(turn);

    if (hold->is_noted)
        return;
    journal_keep(turn_journal(turn), hold, sizeof *hold);
    hold->is_noted = true;
    hold->next_noted = stage->holds;
    stage->holds = hold;
}

enum { COLUMNS = 6, REMOVED_COLUMNS = 2 };

static const enum column_type types[COLUMNS] = {
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TIME, COLUMN_TIME, COLUMN_TEXT, COLUMN_TEXT,
};

static void
add_hold(struct column *c, const struct cart_hold *hold)
{
    const char *skus[LINES_MAX];
    int64_t units[LINES_MAX];

    for (uint32_t i = 0; i < hold->line_count; i++) {
        skus[i] = hold->lines[i].item->sku;
        units[i] = hold->lines[i].units;
    }
    column_add_text(c++, hold->channel);
    column_add_text(c++, hold->hold_id);
    column_add_time(c++, hold->since_us);
    column_add_time(c++, hold->expires_at_us);
    column_add_text_list(c++, skus, hold->line_count);
    column_add_int8_list(c++, units, hold->line_count);
}

/* Of one name, at most one is not over: the last of the turn. */
void
store_save_holds(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct column saved[COLUMNS], removed[REMOVED_COLUMNS];

    if (stage->holds == NULL)
        return;
    store_start_columns(turn, saved, types, COLUMNS);
    store_start_columns(turn, removed, types, REMOVED_COLUMNS);
    for (struct cart_hold *hold = stage->holds; hold != NULL; hold = hold->next_noted) {
        hold->is_noted = false; /* kept when it was noted */
        if (hold->is_over) {
            column_add_text(&removed[0], hold->channel);
            column_add_text(&removed[1], hold->hold_id);
        } else {
            add_hold(saved, hold);
        }
    }
    if (removed[0].count > 0)
        store_stage_columns(turn, QUERY_REMOVE_HOLDS, removed, REMOVED_COLUMNS);
    if (saved[0].count > 0)
        store_stage_columns(turn, QUERY_INSERT_HOLDS, saved, COLUMNS);
}
