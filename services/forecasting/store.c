/*
 * Load and save, one function for each query. Units are journaled by every turn and folded into
 * their rows some seconds later (sql/migrations/0002_demand.sql tells how the two go together).
 */
#include "services/forecasting/store.h"

#include <stdlib.h>

#include "common/text.h"
#include "queries.h"

#define LOAD_ITEMS 1000 /* items whose demand is read by one query */
#define FOLD_ROWS  400  /* folded by one turn, so that none takes long ... */
#define FOLD_SHARE 16   /* ... but at least this part of what waits */

#define PARAMS(array) (array), (int)(sizeof(array) / sizeof(array)[0])

/* --- staging: a column starts when it gets its first value --------------------------------- */

static void
add_int4(struct turn *turn, struct column *column, int32_t value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT4);
    column_add_int4(column, value);
}

static void
add_int8(struct turn *turn, struct column *column, int64_t value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT8);
    column_add_int8(column, value);
}

static void
add_double(struct turn *turn, struct column *column, double value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_DOUBLE);
    column_add_double(column, value);
}

static void
add_text(struct turn *turn, struct column *column, const char *value)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_text(column, value);
}

static void
add_int8_list(struct turn *turn, struct column *column, const int64_t *values, size_t count)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_TEXT);
    column_add_int8_list(column, values, count);
}

void
stage_item(struct turn *turn, const struct item *item, const char *sku)
{
    struct stage *stage = turn_stage(turn);

    add_int4(turn, &stage->items.item_ids, item->id);
    add_text(turn, &stage->items.skus, sku);
    add_int4(turn, &stage->items.lead_times, item->lead_time_days);
}

void
stage_location(struct turn *turn, const struct location *location, const char *code)
{
    struct stage *stage = turn_stage(turn);

    add_int4(turn, &stage->locations.location_ids, location->id);
    add_text(turn, &stage->locations.codes, code);
}

void
stage_lead_time(struct turn *turn, const struct item *item)
{
    struct stage *stage = turn_stage(turn);

    add_int4(turn, &stage->lead_times.item_ids, item->id);
    add_int4(turn, &stage->lead_times.lead_times, item->lead_time_days);
}

static void
add_demand(struct turn *turn, struct demand_columns *columns, const struct item *item,
           int32_t location_id, int32_t day, int64_t units)
{
    add_int4(turn, &columns->item_ids, item->id);
    add_int4(turn, &columns->location_ids, location_id);
    add_int4(turn, &columns->days, day);
    add_int4(turn, &columns->units, (int32_t)units);
}

void
stage_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
             int64_t units)
{
    struct stage *stage = turn_stage(turn);
    add_demand(turn, &stage->demand, item, location_id, day, units);
}

void
stage_old_demand(struct turn *turn, const struct item *item, int32_t location_id, int32_t day,
                 int64_t units)
{
    struct stage *stage = turn_stage(turn);
    add_demand(turn, &stage->old_demand, item, location_id, day, units);
}

void
stage_stock(struct turn *turn, const struct item *item, int64_t units)
{
    struct stage *stage = turn_stage(turn);

    add_int4(turn, &stage->stock.item_ids, item->id);
    add_int4(turn, &stage->stock.units, (int32_t)units);
}

void
stage_forecast(struct turn *turn, const struct item *item)
{
    struct stage *stage = turn_stage(turn);
    const struct forecast *forecast = &item->forecast;

    add_int4(turn, &stage->forecasts.item_ids, item->id);
    add_int4(turn, &stage->forecasts.planning_days, item->planning_day);
    add_int4(turn, &stage->forecasts.days, forecast->day);
    add_int4(turn, &stage->forecasts.history_days, forecast->history_days);
    add_int4(turn, &stage->forecasts.horizon_days, forecast->horizon_days);
    add_double(turn, &stage->forecasts.means_per_day, forecast->per_day.mean);
    add_double(turn, &stage->forecasts.variances_per_day, forecast->per_day.variance);
    add_double(turn, &stage->forecasts.means, forecast->mean);
    add_int8(turn, &stage->forecasts.lowers, forecast->lower);
    add_int8(turn, &stage->forecasts.uppers, forecast->upper);
    add_text(turn, &stage->forecasts.methods, forecast->method);
}

void
stage_proposal(struct turn *turn, const struct item *item)
{
    struct stage *stage = turn_stage(turn);
    const struct proposal *proposal = &item->proposal;

    add_int8(turn, &stage->proposals.ids, proposal->id);
    add_int4(turn, &stage->proposals.item_ids, item->id);
    add_int8(turn, &stage->proposals.quantities, proposal->quantity);
    add_int4(turn, &stage->proposals.days, proposal->day);
    add_int4(turn, &stage->proposals.lead_times, proposal->lead_time_days);
    add_int8(turn, &stage->proposals.positions, proposal->position);
    add_int8(turn, &stage->proposals.reorder_points, proposal->levels.reorder_point);
    add_int8(turn, &stage->proposals.order_up_tos, proposal->levels.order_up_to);
    add_text(turn, &stage->proposals.reasons, proposal->reason);
}

void
stage_expired_proposal(struct turn *turn, const struct proposal *proposal)
{
    struct stage *stage = turn_stage(turn);
    add_int8(turn, &stage->expired_proposals, proposal->id);
}

void
stage_scarcity_price(struct turn *turn, const struct scarcity_price *price)
{
    struct stage *stage = turn_stage(turn);

    add_text(turn, &stage->scarcity.skus, price->sku);
    add_text(turn, &stage->scarcity.locations, price->location);
    add_int8(turn, &stage->scarcity.prices, price->price_nano);
    add_text(turn, &stage->scarcity.currencies, price->currency);
}

/* --- save ---------------------------------------------------------------------------------- */

static void
save_items(struct db *db, struct stage *stage)
{
    if (stage->items.item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->items.item_ids),
        param_column(&stage->items.skus),
        param_column(&stage->items.lead_times),
    };
    db_stage(db, QUERY_ADD_ITEMS, PARAMS(params));
}

static void
save_locations(struct db *db, struct stage *stage)
{
    if (stage->locations.location_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->locations.location_ids),
        param_column(&stage->locations.codes),
    };
    db_stage(db, QUERY_ADD_LOCATIONS, PARAMS(params));
}

static void
save_lead_times(struct db *db, struct stage *stage)
{
    if (stage->lead_times.item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->lead_times.item_ids),
        param_column(&stage->lead_times.lead_times),
    };
    db_stage(db, QUERY_SAVE_LEAD_TIMES, PARAMS(params));
}

/* An empty column that nobody started is an empty array. */
static struct param
column_of(struct turn *turn, struct column *column)
{
    if (column->arena == NULL)
        column_start(column, turn_arena(turn), COLUMN_INT4);
    return param_column(column);
}

static void
append_journal(struct turn *turn, struct memory *memory, struct stage *stage)
{
    if (stage->demand.item_ids.count == 0 && stage->stock.item_ids.count == 0)
        return;
    journal_keep(turn_journal(turn), &memory->last_entry_id, sizeof memory->last_entry_id);
    const struct param params[] = {
        param_int8(turn_arena(turn), ++memory->last_entry_id),
        column_of(turn, &stage->demand.item_ids),
        column_of(turn, &stage->demand.location_ids),
        column_of(turn, &stage->demand.days),
        column_of(turn, &stage->demand.units),
        column_of(turn, &stage->stock.item_ids),
        column_of(turn, &stage->stock.units),
    };
    db_stage(turn_db(turn), QUERY_APPEND_JOURNAL, PARAMS(params));
}

static void
add_old_demand(struct db *db, struct demand_columns *columns)
{
    if (columns->item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&columns->item_ids),
        param_column(&columns->location_ids),
        param_column(&columns->days),
        param_column(&columns->units),
    };
    db_stage(db, QUERY_ADD_OLD_DEMAND, PARAMS(params));
}

static uint32_t
fold_rows(const struct unfolded_queue *queue)
{
    return queue->count / FOLD_SHARE > FOLD_ROWS ? queue->count / FOLD_SHARE : FOLD_ROWS;
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
    add_int8_list(turn, ids, near_ids, day->location_count);
    add_int8_list(turn, units, near_units, day->location_count);
}

static void
fold_demand(struct turn *turn, struct memory *memory, int64_t until_us)
{
    struct column item_ids = {0}, days = {0}, units = {0};
    struct column location_ids = {0}, location_units = {0};

    for (uint32_t left = fold_rows(&memory->unfolded_days); left > 0; left--) {
        const struct day_demand *day =
            memory_take_unfolded_day(memory, turn_journal(turn), until_us);
        if (day == NULL)
            break;
        add_int4(turn, &item_ids, day->item->id);
        add_int4(turn, &days, day->day);
        add_int8(turn, &units, day->units);
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
fold_stock(struct turn *turn, struct memory *memory, int64_t until_us)
{
    struct column item_ids = {0}, on_hand = {0};

    for (uint32_t left = fold_rows(&memory->unfolded_items); left > 0; left--) {
        const struct item *item = memory_take_unfolded_item(memory, turn_journal(turn), until_us);
        if (item == NULL)
            break;
        add_int4(turn, &item_ids, item->id);
        add_int8(turn, &on_hand, item->on_hand);
    }
    if (item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&item_ids),
        param_column(&on_hand),
        param_int8(turn_arena(turn), memory->last_entry_id),
    };
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, PARAMS(params));
}

static void
trim_journal(struct turn *turn, const struct memory *memory)
{
    const struct param params[] = {
        param_int8(turn_arena(turn), memory_first_needed_entry(memory)),
    };
    db_stage(turn_db(turn), QUERY_TRIM_JOURNAL, PARAMS(params));
}

static void
save_forecasts(struct db *db, struct stage *stage)
{
    if (stage->forecasts.item_ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->forecasts.item_ids),
        param_column(&stage->forecasts.planning_days),
        param_column(&stage->forecasts.days),
        param_column(&stage->forecasts.history_days),
        param_column(&stage->forecasts.horizon_days),
        param_column(&stage->forecasts.means_per_day),
        param_column(&stage->forecasts.variances_per_day),
        param_column(&stage->forecasts.means),
        param_column(&stage->forecasts.lowers),
        param_column(&stage->forecasts.uppers),
        param_column(&stage->forecasts.methods),
    };
    db_stage(db, QUERY_SAVE_FORECASTS, PARAMS(params));
}

static void
expire_proposals(struct db *db, struct stage *stage)
{
    if (stage->expired_proposals.count == 0)
        return;
    const struct param params[] = {param_column(&stage->expired_proposals)};
    db_stage(db, QUERY_EXPIRE_PROPOSALS, PARAMS(params));
}

static void
add_proposals(struct db *db, struct stage *stage)
{
    if (stage->proposals.ids.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->proposals.ids),
        param_column(&stage->proposals.item_ids),
        param_column(&stage->proposals.quantities),
        param_column(&stage->proposals.days),
        param_column(&stage->proposals.lead_times),
        param_column(&stage->proposals.positions),
        param_column(&stage->proposals.reorder_points),
        param_column(&stage->proposals.order_up_tos),
        param_column(&stage->proposals.reasons),
    };
    db_stage(db, QUERY_ADD_PROPOSALS, PARAMS(params));
}

static void
save_scarcity_prices(struct turn *turn, struct stage *stage)
{
    if (stage->scarcity.skus.count == 0)
        return;
    const struct param params[] = {
        param_column(&stage->scarcity.skus),
        param_column(&stage->scarcity.locations),
        param_column(&stage->scarcity.prices),
        param_column(&stage->scarcity.currencies),
        param_time(turn_arena(turn), turn_now_us(turn)),
    };
    db_stage(turn_db(turn), QUERY_SAVE_SCARCITY_PRICES, PARAMS(params));
}

void
store_save(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct db *db = turn_db(turn);

    save_items(db, stage);
    save_locations(db, stage);
    save_lead_times(db, stage);
    append_journal(turn, memory, stage);
    if (stage->fold_until_us > 0) {
        fold_demand(turn, memory, stage->fold_until_us);
        fold_stock(turn, memory, stage->fold_until_us);
        trim_journal(turn, memory);
    }
    add_old_demand(db, &stage->old_demand);
    save_forecasts(db, stage);
    expire_proposals(db, stage); /* before a new one of the same item */
    add_proposals(db, stage);
    save_scarcity_prices(turn, stage);
}

/* --- open: the state from the tables ------------------------------------------------------- */

/* Items by id - 1: the tables know them by id only. */
struct by_id {
    struct item **items;
    size_t count;
};

static struct item *
item_of(const struct by_id *by_id, int64_t item_id)
{
    assert(item_id >= 1 && (size_t)item_id <= by_id->count);
    return by_id->items[item_id - 1];
}

static struct by_id
load_items(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_ITEMS, NULL, 0);
    struct by_id by_id = {.count = (size_t)rows_count(rows)};

    by_id.items = calloc(by_id.count + 1, sizeof *by_id.items);
    assert(by_id.items != NULL);
    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item =
            memory_add_item(memory, NULL, row_text(rows, i, 1), (int32_t)row_int8(rows, i, 2));
        assert(item->id == row_int8(rows, i, 0));
        item->on_hand = row_int8(rows, i, 3);
        item->through = row_int8(rows, i, 4);
        by_id.items[i] = item;
    }
    rows_free(&rows);
    return by_id;
}

static void
load_locations(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LOCATIONS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct location *location = memory_add_location(memory, NULL, row_text(rows, i, 1));
        assert(location->id == row_int8(rows, i, 0));
    }
    rows_free(&rows);
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
load_demand_of(const struct memory *memory, struct db *db, struct arena *scratch,
               const struct by_id *by_id, int64_t from)
{
    const size_t mark = arena_mark(scratch);
    const struct param params[] = {
        param_int8(scratch, from),
        param_int8(scratch, from + LOAD_ITEMS),
        param_int8(scratch, memory->floor_day),
    };
    struct rows *rows = db_read(db, QUERY_LOAD_DEMAND, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = item_of(by_id, row_int8(rows, i, 0));
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
static void
load_demand(struct memory *memory, struct db *db, struct arena *scratch, const struct by_id *by_id)
{
    struct rows *rows = db_read(db, QUERY_LOAD_JOURNAL_DEMAND, NULL, 0);

    memory->floor_day = memory->planning_day - HISTORY_DAYS_MAX + 1;
    for (int i = 0; i < rows_count(rows); i++)
        if (row_int8(rows, i, 3) < memory->floor_day)
            memory->floor_day = (int32_t)row_int8(rows, i, 3);

    for (int64_t from = 1; from <= (int64_t)by_id->count; from += LOAD_ITEMS)
        load_demand_of(memory, db, scratch, by_id, from);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct entry entry = {.id = row_int8(rows, i, 0)};
        struct item *item = item_of(by_id, row_int8(rows, i, 1));
        const int32_t day = (int32_t)row_int8(rows, i, 3);
        if (entry.id > memory_through(item, day))
            memory_add_demand(memory, NULL, &entry, item, (int32_t)row_int8(rows, i, 2), day,
                              row_int8(rows, i, 4));
    }
    rows_free(&rows);
}

static void
load_journal_stock(struct memory *memory, struct db *db, const struct by_id *by_id)
{
    struct rows *rows = db_read(db, QUERY_LOAD_JOURNAL_STOCK, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct entry entry = {.id = row_int8(rows, i, 0)};
        struct item *item = item_of(by_id, row_int8(rows, i, 1));
        if (entry.id > item->through)
            memory_add_stock(memory, NULL, &entry, item, row_int8(rows, i, 2));
    }
    rows_free(&rows);
}

static void
load_last_entry(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_ENTRY, NULL, 0);

    memory->last_entry_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}

static void
load_forecasts(struct db *db, const struct by_id *by_id)
{
    struct rows *rows = db_read(db, QUERY_LOAD_FORECASTS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct item *item = item_of(by_id, row_int8(rows, i, 0));
        item->planning_day = (int32_t)row_int8(rows, i, 1);
        item->forecast = (struct forecast){
            .day = (int32_t)row_int8(rows, i, 2),
            .history_days = (int32_t)row_int8(rows, i, 3),
            .horizon_days = (int32_t)row_int8(rows, i, 4),
            .per_day = {.mean = row_double(rows, i, 5), .variance = row_double(rows, i, 6)},
            .mean = row_double(rows, i, 7),
            .lower = row_int8(rows, i, 8),
            .upper = row_int8(rows, i, 9),
            .method = forecast_method_name(row_text(rows, i, 10)),
        };
        item->levels = reorder_levels(&item->forecast, item->lead_time_days);
    }
    rows_free(&rows);
}

static void
load_proposals(struct memory *memory, struct db *db, const struct by_id *by_id)
{
    struct rows *rows = db_read(db, QUERY_LOAD_PROPOSALS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct proposal *proposal = &item_of(by_id, row_int8(rows, i, 1))->proposal;
        proposal->id = row_int8(rows, i, 0);
        proposal->quantity = row_int8(rows, i, 2);
        proposal->day = (int32_t)row_int8(rows, i, 3);
        proposal->lead_time_days = (int32_t)row_int8(rows, i, 4);
        proposal->position = row_int8(rows, i, 5);
        proposal->levels.reorder_point = row_int8(rows, i, 6);
        proposal->levels.order_up_to = row_int8(rows, i, 7);
        text_copy(proposal->reason, sizeof proposal->reason, row_text(rows, i, 8));
    }
    rows_free(&rows);

    rows = db_read(db, QUERY_LOAD_LAST_PROPOSAL, NULL, 0);
    memory->last_proposal_id = row_int8(rows, 0, 0);
    rows_free(&rows);
}

/* Whatever was dirty when the process ended: a look at each costs little. */
static void
mark_all_dirty(struct memory *memory, const struct by_id *by_id)
{
    for (size_t i = 0; i < by_id->count; i++)
        if (by_id->items[i]->day_count > 0)
            memory_mark_dirty(memory, NULL, by_id->items[i]);
}

void
store_open(void *state, struct db *db, struct arena *scratch)
{
    struct memory *memory = state;

    memory_open(memory);
    struct by_id by_id = load_items(memory, db);
    load_locations(memory, db);
    load_planning_day(memory, db);
    load_demand(memory, db, scratch, &by_id);
    load_journal_stock(memory, db, &by_id);
    load_last_entry(memory, db);
    load_forecasts(db, &by_id);
    load_proposals(memory, db, &by_id);
    mark_all_dirty(memory, &by_id);
    free(by_id.items);
}

void
store_close(void *state)
{
    memory_close(state);
}
