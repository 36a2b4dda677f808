#include "services/inventory/store.h"

#include "services/inventory/board.h"

const struct setting store_settings[] = {
    {"CROSSDOCK_FOLD_MS", "10000", "a changed balance is written after so many milliseconds", 0,
     60000},
    {NULL, NULL, NULL, 0, 0},
};

void
store_start_columns(struct turn *turn, struct column *columns, const enum column_type *types,
              size_t count)
{
    for (size_t i = 0; i < count; i++)
        column_start(&columns[i], turn_arena(turn), types[i]);
}

void
store_stage_columns(struct turn *turn, int query, struct column *columns, size_t count)
{
    struct param *params = arena_take(turn_arena(turn), count * sizeof *params);

    for (size_t i = 0; i < count; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), query, params, (int)count);
}

void
store_load(struct turn *turn)
{
    store_load_orders(turn);
    store_load_movements(turn);
    store_load_documents(turn);
    store_load_counts(turn);
}

void
store_save(struct turn *turn)
{
    store_save_goods(turn);
    store_save_channels(turn);
    store_save_holds(turn);
    store_save_changes(turn);
    store_save_orders(turn);
    store_save_documents(turn);
    store_save_counts(turn);
    store_fold_if_due(turn);
    store_save_insight(turn);
    board_show_changed(turn);
    board_show_holds(turn, ((const struct stage *)turn_stage(turn))->holds);
}
