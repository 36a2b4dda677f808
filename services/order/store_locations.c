/* See store_locations.h. */
#include "services/order/store_locations.h"

#include "queries.h"
#include "services/order/store_rows.h"

bool
store_knows_location(struct turn *turn, const char *code)
{
    const struct state *state = turn_state(turn);

    return map_find_text(state->locations, code) != NULL;
}

void
store_add_location(struct turn *turn, const char *code)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    if (map_find_text(state->locations, code) != NULL)
        return;
    map_add_text(state->locations, turn_journal(turn), code, 1);
    list_add(&stage->new_locations, turn_arena(turn), arena_text(turn_arena(turn), code));
}

void
store_open_locations(struct state *state, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_KNOWN_LOCATIONS, NULL, 0);

    state->locations = map_create();
    for (int i = 0; i < rows_count(rows); i++)
        map_add_text(state->locations, NULL, row_text(rows, i, 0), 1);
    rows_free(&rows);
}

void
store_close_locations(struct state *state)
{
    map_destroy(&state->locations);
}

void
store_save_locations(struct turn *turn)
{
    const struct stage *stage = turn_stage(turn);
    struct column codes;

    if (stage->new_locations.count == 0)
        return;
    column_start(&codes, turn_arena(turn), COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->new_locations.count; i++)
        column_add_text(&codes, stage->new_locations.items[i]);
    const struct param params[] = {param_column(&codes)};
    db_stage(turn_db(turn), QUERY_ADD_KNOWN_LOCATIONS, params, 1);
}
