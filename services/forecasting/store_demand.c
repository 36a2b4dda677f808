/*
 * Rows of demand by day, folded from memory some seconds after they changed; see
 * sql/migrations/0002_demand.sql.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

#define LOAD_ITEMS 1000 /* items whose demand is read by one query */
#define FOLD_DAYS  400  /* folded by one turn, so that none takes long ... */
#define FOLD_SHARE 16   /* ... but at least this part of what waits */

static void
add_demand(struct turn *turn, struct demand_columns *columns, const struct item *item,
           int32_t location_id, int32_t day, int64_t units)
{
    stage_int4(turn, &columns->item_ids, item->id);
    stage_int4(turn, &columns->location_ids, location_id);
    stage_int4(turn, &columns->days, day);
    stage_int4(turn, &columns->units, (int32_t)units);
}

void
stage_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
             int64_t units)
{
    struct stage *stage = store_stage(turn);
    add_demand(turn, &stage->demand.counted, item, location_id, day, units);
}

void
stage_old_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                 int64_t units)
{
    struct stage *stage = store_stage(turn);
    add_demand(turn, &stage->demand.old, item, location_id, day, units);
}

void
demand_save(struct turn *turn)
{
    struct demand_columns *old = &store_stage(turn)->demand.old;
    struct column *const all[] = {&old->item_ids, &old->location_ids, &old->days, &old->units};

    STAGE(turn, QUERY_ADD_OLD_DEMAND, all, NULL);
}

static void
add_location_lists(struct turn *turn, const struct day_demand *day, struct column *ids,
                   struct column *units)
{
    const size_t bytes = day->location_count * sizeof(int64_t);
    int64_t *near_ids = arena_take(turn_arena(turn), bytes);
    int64_t *near_units = arena_take(turn_arena(turn), bytes);

    for (uint32_t i = 0; i < day->location_count; i++) {
        near_ids[i] = day->locations[i].location_id;
        near_units[i] = day->locations[i].units;
    }
    stage_int8_list(turn, ids, near_ids, day->location_count);
    stage_int8_list(turn, units, near_units, day->location_count);
}

void
demand_fold(struct turn *turn, int64_t until_us)
{
    struct memory *memory = turn_state(turn);
    struct column item_ids = {0}, days = {0}, units = {0};
    struct column location_ids = {0}, location_units = {0};
    const uint32_t share = memory->unfolded_days.count / FOLD_SHARE;

    for (uint32_t left = share > FOLD_DAYS ? share : FOLD_DAYS; left > 0; left--) {
        const struct day_demand *day =
            memory_take_unfolded_day(memory, turn_journal(turn), until_us);
        if (day == NULL)
            break;
        stage_int4(turn, &item_ids, day->item->id);
        stage_int4(turn, &days, day->day);
        stage_int8(turn, &units, day->units);
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

static void
load_planning_day(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_PLANNING_DAY, NULL, 0);

    memory->planning_day = (int32_t)row_int8(rows, 0, 0);
    rows_free(&rows);
}

/* One slice of items. */
static void
load_demand_of(const struct opening *opening, int64_t from)
{
    struct arena *scratch = opening->scratch;
    const size_t mark = arena_mark(scratch);
    const struct param params[] = {
        param_int8(scratch, from),
        param_int8(scratch, from + LOAD_ITEMS),
        param_int8(scratch, opening->memory->floor_day),
    };
    struct rows *rows = db_read(opening->db, QUERY_LOAD_DEMAND, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = opening_item(opening, row_int8(rows, i, 0));
        const int32_t day = (int32_t)row_int8(rows, i, 1);
        const size_t near = row_int8_list(rows, i, 3, NULL, 0), inner = arena_mark(scratch);
        int64_t *ids = arena_take(scratch, (near + 1) * sizeof *ids);
        int64_t *units = arena_take(scratch, (near + 1) * sizeof *units);

        row_int8_list(rows, i, 3, ids, near);
        row_int8_list(rows, i, 4, units, near);
        const int64_t through = row_int8(rows, i, 5);
        memory_load_demand(item, 0, day, row_int8(rows, i, 2), through);
        for (size_t n = 0; n < near; n++)
            memory_load_demand(item, (int32_t)ids[n], day, units[n], through);
        arena_reset(scratch, inner);
    }
    rows_free(&rows);
    arena_reset(scratch, mark);
}

/* The rows, then what the journal holds beyond each of them. The journal also sets how old a day
 * may be and still be in memory: a fold writes whole rows. */
void
demand_load(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_JOURNAL_DEMAND, NULL, 0);

    load_planning_day(memory, opening->db);
    memory->floor_day = memory->planning_day - HISTORY_DAYS_MAX + 1;
    for (int i = 0; i < rows_count(rows); i++)
        if (row_int8(rows, i, 3) < memory->floor_day)
            memory->floor_day = (int32_t)row_int8(rows, i, 3);

    for (int64_t from = 1; from <= (int64_t)opening->item_count; from += LOAD_ITEMS)
        load_demand_of(opening, from);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct entry entry = {.id = row_int8(rows, i, 0)};
        struct item *item = opening_item(opening, row_int8(rows, i, 1));
        const int32_t day = (int32_t)row_int8(rows, i, 3);
        if (entry.id > memory_through(item, day))
            memory_add_demand(memory, NULL, &entry, item, (int32_t)row_int8(rows, i, 2), day,
                              row_int8(rows, i, 4));
    }
    rows_free(&rows);
}
