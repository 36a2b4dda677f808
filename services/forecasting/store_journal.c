/*
 * Units are journaled by every turn and folded into their rows some seconds later;
 * sql/migrations/0002_demand.sql tells how the two go together.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

/* An empty column that nobody started is an empty array. */
static struct param
column_or_empty(struct turn *turn, struct column *column)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT4);
    return param_column(column);
}

static void
append_journal(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    struct demand_columns *demand = &store_stage(turn)->demand.counted;
    struct stock_stage *stock = &store_stage(turn)->stock;

    if (demand->item_ids.count == 0 && stock->item_ids.count == 0)
        return;
    journal_keep(turn_journal(turn), &memory->last_entry_id, sizeof memory->last_entry_id);
    const struct param params[] = {
        param_int8(turn_arena(turn), ++memory->last_entry_id),
        column_or_empty(turn, &demand->item_ids),
        column_or_empty(turn, &demand->location_ids),
        column_or_empty(turn, &demand->days),
        column_or_empty(turn, &demand->units),
        column_or_empty(turn, &stock->item_ids),
        column_or_empty(turn, &stock->location_ids),
        column_or_empty(turn, &stock->units),
    };
    db_stage(turn_db(turn), QUERY_APPEND_JOURNAL, PARAMS(params));
}

/* What no row needs any more; the newest stays. */
static void
trim_journal(struct turn *turn, const struct memory *memory)
{
    const int64_t oldest = memory_first_needed_entry(memory);
    const struct param params[] = {
        param_int8(turn_arena(turn),
                   oldest < memory->last_entry_id ? oldest : memory->last_entry_id),
    };
    db_stage(turn_db(turn), QUERY_TRIM_JOURNAL, PARAMS(params));
}

void
journal_save(struct turn *turn)
{
    const struct stage *stage = store_stage(turn);

    append_journal(turn);
    if (stage->fold_until_us > 0) {
        demand_fold(turn, stage->fold_until_us);
        stock_fold(turn, stage->fold_until_us);
        trim_journal(turn, turn_state(turn));
    }
}

void
journal_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_LAST_ENTRY, NULL, 0);

    opening->memory->last_entry_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}
