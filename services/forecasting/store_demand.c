/*
 * Rows of demand by day, folded from memory some seconds after they changed; see
 * sql/migrations/0002_demand.sql.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

#define LOAD_ITEMS 100 /* items whose demand is read by one query */
#define FOLD_DAYS  400 /* folded by one turn, so that none takes long ... */
#define FOLD_SHARE 16  /* ... but at least this part of what waits */

static void
add_demand(struct turn *turn, struct demand_columns *columns, const struct place *place,
           int32_t day, int64_t units)
{
    stage_int4(turn, &columns->item_ids, place->item->id);
    stage_int4(turn, &columns->location_ids, place_location_id(place));
    stage_int4(turn, &columns->days, day);
    stage_int4(turn, &columns->units, (int32_t)units);
}

void
stage_demand(struct turn *turn, const struct place *place, int32_t day, int64_t units)
{
    add_demand(turn, &store_stage(turn)->demand.counted, place, day, units);
}

void
stage_old_demand(struct turn *turn, const struct place *place, int32_t day, int64_t units)
{
    add_demand(turn, &store_stage(turn)->demand.old, place, day, units);
}

void
stage_planning_day(struct turn *turn)
{
    store_stage(turn)->demand.day_moved = true;
}

static void
save_planning_day(struct turn *turn)
{
    const struct memory *memory = turn_state(turn);
    const struct param params[] = {param_int8(turn_arena(turn), memory->planning_day)};

    db_stage(turn_db(turn), QUERY_SAVE_PLANNING_DAY, PARAMS(params));
}

void
demand_save(struct turn *turn)
{
    struct demand_columns *old = &store_stage(turn)->demand.old;
    struct column *const all[] = {&old->item_ids, &old->location_ids, &old->days, &old->units};

    STAGE(turn, QUERY_ADD_OLD_DEMAND, all, NULL);
    if (store_stage(turn)->demand.day_moved)
        save_planning_day(turn);
}

static void
add_location_lists(struct turn *turn, const struct open_day *day, struct column *ids,
                   struct column *units)
{
    struct arena *arena = turn_arena(turn);
    size_t count = 0, places = 0;

    for (const struct place *place = day->item->places; place != NULL; place = place->next)
        places++;
    int64_t *near_ids = arena_take(arena, (places + 1) * sizeof(int64_t));
    int64_t *near_units = arena_take(arena, (places + 1) * sizeof(int64_t));
    for (const struct place *place = day->item->places; place != NULL; place = place->next) {
        if (place->location == NULL || place_units(place, day->day) == 0)
            continue;
        near_ids[count] = place->location->id;
        near_units[count++] = place_units(place, day->day);
    }
    stage_int8_list(turn, ids, near_ids, count);
    stage_int8_list(turn, units, near_units, count);
}

static int32_t
network_units(const struct open_day *day)
{
    const struct place *network = memory_find_place(day->item, NULL);

    return network == NULL ? 0 : place_units(network, day->day);
}

void
demand_fold(struct turn *turn, int64_t until_us)
{
    struct memory *memory = turn_state(turn);
    struct column item_ids = {0}, days = {0}, units = {0};
    struct column location_ids = {0}, location_units = {0};
    const uint32_t share = memory->unfolded_days.count / FOLD_SHARE;

    for (uint32_t left = share > FOLD_DAYS ? share : FOLD_DAYS; left > 0; left--) {
        const struct open_day *day = memory_take_open_day(memory, turn_journal(turn), until_us);
        if (day == NULL)
            break;
        stage_int4(turn, &item_ids, day->item->id);
        stage_int4(turn, &days, day->day);
        stage_int8(turn, &units, network_units(day));
        add_location_lists(turn, day, &location_ids, &location_units);
    }
    if (item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&item_ids),       param_column(&days),
        param_column(&units),          param_column(&location_ids),
        param_column(&location_units), param_int8(turn_arena(turn), memory->last_entry_id),
    };
    db_stage(turn_db(turn), QUERY_FOLD_DEMAND, PARAMS(params));
}

/* --- open ---------------------------------------------------------------------------------- */

/* Days that the journal tells of: the last entry that is in the row, 0 when there is no row. */
struct through {
    int64_t entry_id;
};

static int64_t
day_key(int64_t item_id, int64_t day)
{
    return item_id << 32 | day;
}

static void
load_planning_day(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_PLANNING_DAY, NULL, 0);

    memory->planning_day = (int32_t)row_int8(rows, 0, 0);
    rows_free(&rows);
}

static void
load_near(const struct opening *opening, const struct rows *rows, int i)
{
    struct arena *scratch = opening->scratch;
    const size_t mark = arena_mark(scratch), near = row_int8_list(rows, i, 3, NULL, 0);
    int64_t *ids = arena_take(scratch, (near + 1) * sizeof *ids);
    int64_t *units = arena_take(scratch, (near + 1) * sizeof *units);

    row_int8_list(rows, i, 3, ids, near);
    row_int8_list(rows, i, 4, units, near);
    for (size_t n = 0; n < near; n++)
        memory_load_demand(opening->memory, opening_place(opening, row_int8(rows, i, 0), ids[n]),
                           (int32_t)row_int8(rows, i, 1), units[n]);
    arena_reset(scratch, mark);
}

/* One slice of items. */
static void
load_rows(const struct opening *opening, const struct map *throughs, int64_t from)
{
    const size_t mark = arena_mark(opening->scratch);
    const struct param params[] = {
        param_int8(opening->scratch, from),
        param_int8(opening->scratch, from + LOAD_ITEMS),
        param_int8(opening->scratch, opening->memory->floor_day),
    };
    struct rows *rows = db_read(opening->db, QUERY_LOAD_DEMAND, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++) {
        const int64_t item_id = row_int8(rows, i, 0), day = row_int8(rows, i, 1);
        struct through *through = map_find(throughs, day_key(item_id, day));
        if (through != NULL)
            through->entry_id = row_int8(rows, i, 5);
        memory_load_demand(opening->memory, opening_place(opening, item_id, NETWORK), (int32_t)day,
                           row_int8(rows, i, 2));
        load_near(opening, rows, i);
    }
    rows_free(&rows);
    arena_reset(opening->scratch, mark);
}

static void
note_days(struct memory *memory, struct map *throughs, const struct rows *journal)
{
    for (int i = 0; i < rows_count(journal); i++) {
        const int64_t day = row_int8(journal, i, 3), key = day_key(row_int8(journal, i, 1), day);
        if (map_find(throughs, key) == NULL)
            map_add(throughs, NULL, key, sizeof(struct through));
        if (day < memory->floor_day)
            memory->floor_day = (int32_t)day;
    }
}

/* The rows, then what the journal holds beyond each of them. The journal also sets how old a day
 * may be and still be in memory: a fold writes whole rows. */
void
demand_load(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *journal = db_read(opening->db, QUERY_LOAD_JOURNAL_DEMAND, NULL, 0);
    struct map *throughs = map_create();

    load_planning_day(memory, opening->db);
    memory->floor_day = memory->planning_day - HISTORY_DAYS_MAX + 1;
    note_days(memory, throughs, journal);
    for (int64_t from = 1; from <= (int64_t)opening->item_count; from += LOAD_ITEMS)
        load_rows(opening, throughs, from);

    for (int i = 0; i < rows_count(journal); i++) {
        const struct entry entry = {.id = row_int8(journal, i, 0)};
        const int64_t item_id = row_int8(journal, i, 1), day = row_int8(journal, i, 3);
        const struct through *through = map_find(throughs, day_key(item_id, day));
        struct place *place = opening_place(opening, item_id, row_int8(journal, i, 2));
        if (entry.id > through->entry_id &&
            !memory_add_demand(memory, NULL, &entry, place, (int32_t)day, row_int8(journal, i, 4)))
            WRONG("the journal tells of units that could not be counted");
    }
    map_destroy(&throughs);
    rows_free(&journal);
}
