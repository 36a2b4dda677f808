/*
 * Rows of demand by outlet: journaled by every turn that counts, folded later. A journal entry
 * holds days; the rows are of weeks and of days, each tells through which entry it is complete.
 */
#include "queries.h"
#include "services/forecasting/core/plan/plan.h"
#include "services/forecasting/store_stage.h"

#define FOLD_ROWS    400 /* by one turn, so that none takes long ... */
#define FOLD_SHARE   16  /* ... but at least this part of what waits */
#define LOAD_ITEMS   1000
#define LOAD_OUTLETS 100

void
stage_outlet(struct turn *turn, const struct outlet *outlet)
{
    struct mix_stage *s = &store_stage(turn)->mix;

    stage_int4(turn, &s->outlet_ids, outlet->id);
    stage_text(turn, &s->channels, outlet->channel);
    stage_text(turn, &s->regions, outlet->region);
    stage_text(turn, &s->currencies, outlet->currency);
}

static void
add(struct turn *turn, struct mix_columns *columns, int32_t item_id, int32_t day,
    const struct mix_added *added)
{
    stage_int4(turn, &columns->item_ids, item_id);
    stage_int4(turn, &columns->outlet_ids, added->outlet_id);
    stage_int4(turn, &columns->days, day);
    stage_int8(turn, &columns->units, added->units);
    stage_int8(turn, &columns->values, added->value_minor);
}

void
stage_mix(struct turn *turn, int32_t item_id, int32_t day, const struct mix_added *added)
{
    add(turn, &store_stage(turn)->mix.counted, item_id, day, added);
}

void
stage_old_mix(struct turn *turn, int32_t item_id, int32_t day, const struct mix_added *added)
{
    add(turn, &store_stage(turn)->mix.old, item_id, day, added);
}

void
store_fold_mix(struct turn *turn, int64_t days_until_us, int64_t weeks_until_us)
{
    store_stage(turn)->mix.fold_days_until_us = days_until_us;
    store_stage(turn)->mix.fold_weeks_until_us = weeks_until_us;
}

/* --- save ---------------------------------------------------------------------------------- */

static void
append_entry(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    struct mix_columns *c = &store_stage(turn)->mix.counted;

    if (c->item_ids.count == 0)
        return;
    journal_keep(turn_journal(turn), &memory->mix.last_entry_id, sizeof memory->mix.last_entry_id);
    const struct param params[] = {
        param_int8(turn_arena(turn), ++memory->mix.last_entry_id),
        param_column(&c->item_ids),
        param_column(&c->outlet_ids),
        param_column(&c->days),
        param_column(&c->units),
        param_column(&c->values),
    };
    db_stage(turn_db(turn), QUERY_APPEND_MIX_JOURNAL, PARAMS(params));
}

static void
add_cells(struct turn *turn, const struct mix_week *week, struct column *lists[3])
{
    const size_t bytes = week->cell_count * sizeof(int64_t);
    int64_t *values[3];

    for (int i = 0; i < 3; i++)
        values[i] = arena_take(turn_arena(turn), bytes);
    for (uint32_t i = 0; i < week->cell_count; i++) {
        values[0][i] = week->cells[i].outlet_id;
        values[1][i] = week->cells[i].units;
        values[2][i] = week->cells[i].value_minor;
    }
    for (int i = 0; i < 3; i++)
        stage_int8_list(turn, lists[i], values[i], week->cell_count);
}

static uint32_t
fold_rows(const struct mix_queue *queue)
{
    return queue->count / FOLD_SHARE > FOLD_ROWS ? queue->count / FOLD_SHARE : FOLD_ROWS;
}

static void
fold_weeks(struct turn *turn, struct mix *mix, int64_t until_us)
{
    struct column item_ids = {0}, weeks = {0}, outlets = {0}, units = {0}, values = {0};
    struct column *lists[] = {&outlets, &units, &values};

    for (uint32_t left = fold_rows(&mix->unfolded_weeks); left > 0; left--) {
        const struct mix_week *week = mix_take_unfolded_week(mix, turn_journal(turn), until_us);
        if (week == NULL)
            break;
        stage_int4(turn, &item_ids, week->item_id);
        stage_int4(turn, &weeks, week->monday);
        add_cells(turn, week, lists);
    }
    const struct param through = param_int8(turn_arena(turn), mix->last_entry_id);
    struct column *const all[] = {&item_ids, &weeks, &outlets, &units, &values};
    STAGE(turn, QUERY_FOLD_MIX, all, &through);
}

static void
fold_days(struct turn *turn, struct mix *mix, int64_t until_us)
{
    struct column outlet_ids = {0}, days = {0}, units = {0}, values = {0};

    for (uint32_t left = fold_rows(&mix->unfolded_days); left > 0; left--) {
        const struct outlet_day *day = mix_take_unfolded_day(mix, turn_journal(turn), until_us);
        if (day == NULL)
            break;
        stage_int4(turn, &outlet_ids, day->outlet_id);
        stage_int4(turn, &days, day->day);
        stage_int8(turn, &units, day->units);
        stage_int8(turn, &values, day->value_minor);
    }
    const struct param through = param_int8(turn_arena(turn), mix->last_entry_id);
    struct column *const all[] = {&outlet_ids, &days, &units, &values};
    STAGE(turn, QUERY_FOLD_OUTLET_DAYS, all, &through);
}

static void
save_old(struct turn *turn, struct mix_columns *old)
{
    struct column *const all[] = {&old->item_ids, &old->outlet_ids, &old->days, &old->units,
                                  &old->values};

    STAGE(turn, QUERY_ADD_OLD_MIX, all, NULL);
    STAGE(turn, QUERY_ADD_OLD_OUTLET_DAYS, all, NULL);
}

void
mix_save(struct turn *turn)
{
    struct memory *memory = turn_state(turn);
    struct mix_stage *s = &store_stage(turn)->mix;
    struct column *const outlets[] = {&s->outlet_ids, &s->channels, &s->regions, &s->currencies};

    STAGE(turn, QUERY_ADD_OUTLETS, outlets, NULL);
    append_entry(turn);
    save_old(turn, &s->old);
    if (s->fold_days_until_us == 0)
        return;
    fold_weeks(turn, &memory->mix, s->fold_weeks_until_us);
    fold_days(turn, &memory->mix, s->fold_days_until_us);
    const struct param params[] = {
        param_int8(turn_arena(turn), mix_first_needed_entry(&memory->mix)),
    };
    db_stage(turn_db(turn), QUERY_TRIM_MIX_JOURNAL, PARAMS(params));
}

/* --- load ---------------------------------------------------------------------------------- */

static void
load_outlets(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct rows *rows = db_read(opening->db, QUERY_LOAD_OUTLETS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct outlet outlet = {
            .channel = memory_text(memory, NULL, row_text(rows, i, 1)),
            .region = memory_text(memory, NULL, row_text(rows, i, 2)),
            .currency = memory_text(memory, NULL, row_text(rows, i, 3)),
        };
        const struct outlet *added = mix_add_outlet(&memory->mix, NULL, &outlet);
        assert(added->id == row_int8(rows, i, 0));
    }
    rows_free(&rows);
}

/* One slice of items. */
static void
load_weeks_of(const struct opening *opening, int64_t from)
{
    struct arena *scratch = opening->scratch;
    struct mix *mix = &opening->memory->mix;
    const size_t mark = arena_mark(scratch);
    const struct param params[] = {
        param_int8(scratch, from),
        param_int8(scratch, from + LOAD_ITEMS),
        param_int8(scratch, mix->floor_week),
    };
    struct rows *rows = db_read(opening->db, QUERY_LOAD_MIX, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++) {
        const size_t count = row_int8_list(rows, i, 2, NULL, 0), inner = arena_mark(scratch);
        int64_t *outlets = arena_take(scratch, (count + 1) * sizeof *outlets);
        int64_t *units = arena_take(scratch, (count + 1) * sizeof *units);
        int64_t *values = arena_take(scratch, (count + 1) * sizeof *values);
        struct mix_cell *cells = arena_take(scratch, (count + 1) * sizeof *cells);

        row_int8_list(rows, i, 2, outlets, count);
        row_int8_list(rows, i, 3, units, count);
        row_int8_list(rows, i, 4, values, count);
        for (size_t n = 0; n < count; n++)
            cells[n] = (struct mix_cell){
                .outlet_id = (int32_t)outlets[n], .units = units[n], .value_minor = values[n]};
        mix_load_week(mix, (int32_t)row_int8(rows, i, 0), (int32_t)row_int8(rows, i, 1), cells,
                      count, row_int8(rows, i, 5));
        arena_reset(scratch, inner);
    }
    rows_free(&rows);
    arena_reset(scratch, mark);
}

static void
load_days_of(const struct opening *opening, int64_t from)
{
    struct mix *mix = &opening->memory->mix;
    const struct param params[] = {
        param_int8(opening->scratch, from),
        param_int8(opening->scratch, from + LOAD_OUTLETS),
        param_int8(opening->scratch, mix->floor_week),
    };
    struct rows *rows = db_read(opening->db, QUERY_LOAD_OUTLET_DAYS, PARAMS(params));

    for (int i = 0; i < rows_count(rows); i++)
        mix_load_day(mix, (int32_t)row_int8(rows, i, 0), (int32_t)row_int8(rows, i, 1),
                     row_int8(rows, i, 2), row_int8(rows, i, 3), row_int8(rows, i, 4));
    rows_free(&rows);
}

/* What the journal holds beyond the rows. */
static void
load_entries(struct mix *mix, const struct rows *rows)
{
    for (int i = 0; i < rows_count(rows); i++) {
        const int32_t item_id = (int32_t)row_int8(rows, i, 1);
        const int32_t day = (int32_t)row_int8(rows, i, 3), monday = week_of_day(day);
        const struct mix_added added = {
            .entry_id = row_int8(rows, i, 0),
            .outlet_id = (int32_t)row_int8(rows, i, 2),
            .units = row_int8(rows, i, 4),
            .value_minor = row_int8(rows, i, 5),
        };
        if (added.entry_id > mix_week_through(mix, item_id, monday))
            mix_add_week(mix, NULL, item_id, monday, &added);
        if (added.entry_id > mix_day_through(mix, added.outlet_id, day))
            mix_add_day(mix, NULL, day, &added);
    }
}

/* The rows, then the entries. The journal also sets how old a week may be and still be in memory:
 * a fold writes whole rows. */
void
mix_load(struct opening *opening)
{
    struct memory *memory = opening->memory;
    struct mix *mix = &memory->mix;
    struct rows *entries = db_read(opening->db, QUERY_LOAD_MIX_JOURNAL, NULL, 0);
    struct rows *last = db_read(opening->db, QUERY_LOAD_LAST_MIX_ENTRY, NULL, 0);

    mix_open(mix);
    mix->last_entry_id = row_int8(last, 0, 0);
    rows_free(&last);
    load_outlets(opening);
    mix->floor_week = week_of_day(memory->planning_day) - 7 * MIX_WEEKS_KEPT;
    for (int i = 0; i < rows_count(entries); i++) {
        const int32_t monday = week_of_day((int32_t)row_int8(entries, i, 3));
        if (monday < mix->floor_week)
            mix->floor_week = monday;
    }
    for (int64_t from = 1; from <= (int64_t)opening->item_count; from += LOAD_ITEMS)
        load_weeks_of(opening, from);
    for (int64_t from = 1; from <= (int64_t)mix->outlet_count; from += LOAD_OUTLETS)
        load_days_of(opening, from);
    load_entries(mix, entries);
    rows_free(&entries);
}
