/*
 * Rows of days. A measurement reads its pages here, a few at a time: each page is read while a turn
 * is loaded, and handled by regret.c in the same turn.
 */
#include "common/service.h"
#include "queries.h"
#include "services/fulfillment-routing/regret.h"
#include "services/fulfillment-routing/store_stage.h"

#define DAY_US       (INT64_C(86400) * 1000000)
#define SLICE_US     100000
#define PLANS_PAGE   2000
#define PARCELS_PAGE 700 /* more than any order has */
#define KEEP_DAYS    40

static struct regret_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->regret;
}

struct regret_stage *
store_regret(struct turn *turn)
{
    return stage_of(turn);
}

void
stage_regret_start(struct stage *stage, struct arena *arena)
{
    struct regret_stage *s = &stage->regret;

    column_start(&s->lost.location, arena, COLUMN_TEXT);
    column_start(&s->lost.sku, arena, COLUMN_TEXT);
    column_start(&s->lost.units, arena, COLUMN_INT8);
}

/* --- wanted ----------------------------------------------------------------------------------- */

void
store_want_day(struct turn *turn, int32_t day)
{
    stage_of(turn)->measured_day = day;
}

void
store_want_regrets(struct turn *turn, int32_t from_day, int32_t to_day)
{
    struct regret_stage *stage = stage_of(turn);

    stage->regrets_wanted = true;
    stage->from_day = from_day;
    stage->to_day = to_day;
}

static void
load_regrets(struct turn *turn, struct regret_stage *stage)
{
    struct arena *arena = turn_arena(turn);
    const struct param params[] = {param_int8(arena, stage->from_day),
                                   param_int8(arena, stage->to_day)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_REGRETS, params, COUNT(params));

    stage->regret_count = (size_t)rows_count(rows);
    stage->regrets = arena_take(arena, stage->regret_count * sizeof *stage->regrets);
    for (int i = 0; i < rows_count(rows); i++)
        stage->regrets[i] = (struct regret_row){
            .day = (int32_t)row_int8(rows, i, 0),
            .orders = row_int8(rows, i, 1),
            .cost = row_int8(rows, i, 2),
            .bound = row_int8(rows, i, 3),
            .parcels = row_int8(rows, i, 4),
            .distance_m = row_int8(rows, i, 5),
            .policy = (uint32_t)row_int8(rows, i, 6),
            .by_distance = row_int8(rows, i, 7) != 0,
            .loose = row_int8(rows, i, 8),
            .left_out = row_int8(rows, i, 9),
            .currency = arena_text(arena, row_text(rows, i, 10)),
            .measured_at_us = row_int8(rows, i, 11),
        };
    rows_free(&rows);
}

/* day 0: the first that is over and not measured yet. */
static void
load_range(struct turn *turn, struct regret_stage *stage, int32_t day)
{
    struct arena *arena = turn_arena(turn);
    const struct param params[] = {param_int8(arena, day),
                                   param_int8(arena, turn_now_us(turn) / DAY_US)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_DAY_TO_MEASURE, params, COUNT(params));

    if (rows_count(rows) > 0) {
        stage->range = arena_take(arena, sizeof *stage->range);
        *stage->range = (struct day_range){(int32_t)row_int8(rows, 0, 0), row_int8(rows, 0, 1),
                                           row_int8(rows, 0, 2)};
    }
    rows_free(&rows);
}

/* --- pages ------------------------------------------------------------------------------------ */

static const int64_t *
read_numbers(struct turn *turn, struct rows *rows, int row, int column, size_t count)
{
    int64_t *numbers = arena_take(turn_arena(turn), count * sizeof *numbers);

    row_int8_list(rows, row, column, numbers, count);
    return numbers;
}

static const char *const *
read_texts(struct turn *turn, struct rows *rows, int row, int column, size_t count)
{
    const char **texts = arena_take(turn_arena(turn), count * sizeof *texts);

    row_text_list(rows, row, column, turn_arena(turn), texts, count);
    return texts;
}

static void
read_plan(struct turn *turn, struct rows *rows, int row, struct parcel_row *to)
{
    to->id = row_int8(rows, row, 0);
    to->order_id = row_int8(rows, row, 1);
    to->location = arena_text(turn_arena(turn), row_text(rows, row, 2));
    to->line_count = row_int8_list(rows, row, 4, NULL, 0);
    to->skus = read_texts(turn, rows, row, 3, to->line_count);
    to->units = read_numbers(turn, rows, row, 4, to->line_count);
}

static void
read_parcel(struct turn *turn, struct rows *rows, int row, struct parcel_row *to)
{
    struct arena *arena = turn_arena(turn);

    to->id = row_int8(rows, row, 0);
    to->order_id = row_int8(rows, row, 1);
    to->location = arena_text(arena, row_text(rows, row, 2));
    to->gone = row_int8(rows, row, 3) != 0;
    to->collected = row_int8(rows, row, 4) != 0;
    to->destination = (struct destination){
        arena_text(arena, row_text(rows, row, 5)), arena_text(arena, row_text(rows, row, 6)),
        arena_text(arena, row_text(rows, row, 7)), arena_text(arena, row_text(rows, row, 8))};
    to->line_count = row_int8_list(rows, row, 9, NULL, 0);
    to->lines = read_numbers(turn, rows, row, 9, to->line_count);
    to->skus = read_texts(turn, rows, row, 10, to->line_count);
    to->units = read_numbers(turn, rows, row, 11, to->line_count);
}

typedef void read_function(struct turn *turn, struct rows *rows, int row, struct parcel_row *to);

static void
take_page(struct turn *turn, struct regret_stage *stage, struct rows *rows, read_function *read)
{
    stage->page_count = (size_t)rows_count(rows);
    stage->page = arena_take(turn_arena(turn), (stage->page_count + 1) * sizeof *stage->page);
    for (int i = 0; i < rows_count(rows); i++)
        read(turn, rows, i, &stage->page[i]);
    rows_free(&rows);
}

static void
load_page(struct turn *turn, struct regret_stage *stage, const struct regret_run *run)
{
    struct arena *arena = turn_arena(turn);
    const int64_t limit = run->phase == REGRET_PLANS ? PLANS_PAGE : PARCELS_PAGE;
    const struct param params[] = {param_int8(arena, run->next_id), param_int8(arena, run->end_id),
                                   param_int8(arena, limit)};

    if (run->phase == REGRET_SEVERAL) {
        struct column ids;
        column_start(&ids, arena, COLUMN_INT8);
        regret_put_ids(store_memory(turn), &ids);
        take_page(turn, stage, stage_find(turn, QUERY_FIND_PARCELS, &ids), read_parcel);
        return;
    }
    take_page(turn, stage,
              db_read(turn_db(turn),
                      run->phase == REGRET_PLANS ? QUERY_PAGE_OF_PLANS : QUERY_PAGE_OF_PARCELS,
                      params, COUNT(params)),
              run->phase == REGRET_PLANS ? read_plan : read_parcel);
    stage->page_is_last = (int64_t)stage->page_count < limit;
}

static void
load_losses(struct turn *turn, struct regret_stage *stage, int32_t day)
{
    struct arena *arena = turn_arena(turn);
    const struct param params[] = {param_int8(arena, day)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_STOCK_LOSSES, params, 1);
    struct stock_loss *losses = arena_take(arena, (size_t)rows_count(rows) * sizeof *losses);

    stage->loss_count = (size_t)rows_count(rows);
    for (int i = 0; i < rows_count(rows); i++)
        losses[i] =
            (struct stock_loss){arena_text(arena, row_text(rows, i, 0)),
                                arena_text(arena, row_text(rows, i, 1)), row_int8(rows, i, 2)};
    stage->losses = losses;
    rows_free(&rows);
}

void
stage_regret_load(struct turn *turn)
{
    struct regret_stage *stage = stage_of(turn);
    const struct memory *memory = store_memory(turn);
    const struct regret_run *run = &memory->regret;

    stage->next_id = memory->next_id;
    if (stage->regrets_wanted)
        load_regrets(turn, stage);
    if (stage->measured_day != 0)
        load_range(turn, stage, stage->measured_day);
    if (run->running && turn_now_us(turn) - run->last_us >= SLICE_US) {
        if (run->phase == REGRET_PLANS && run->next_id == run->first_id)
            load_losses(turn, stage, run->day);
        load_page(turn, stage, run);
    } else if (!run->running && stage->measured_day == 0 &&
               run->looked_day != (int32_t)(turn_now_us(turn) / DAY_US) &&
               service_setting("CROSSDOCK_REGRET") != 0) {
        load_range(turn, stage, 0);
    }
}

/* --- noted ------------------------------------------------------------------------------------ */

void
store_note_loss(struct turn *turn, const struct sku *sku, const struct location *location,
                int64_t units)
{
    struct regret_stage *stage = stage_of(turn);

    column_add_text(&stage->lost.location, location->code);
    column_add_text(&stage->lost.sku, sku->code);
    column_add_int8(&stage->lost.units, units);
}

void
store_note_regret(struct turn *turn, const struct regret_row *row)
{
    stage_of(turn)->measured = row;
}

/* --- saved ------------------------------------------------------------------------------------ */

static void
save_measured(struct turn *turn, const struct regret_row *row)
{
    const int64_t numbers[] = {row->day,     row->orders,     row->cost,   row->bound,
                               row->parcels, row->distance_m, row->policy, row->by_distance,
                               row->loose,   row->left_out};
    struct arena *arena = turn_arena(turn);
    struct column column;

    column_start(&column, arena, COLUMN_INT8);
    for (size_t i = 0; i < COUNT(numbers); i++)
        column_add_int8(&column, numbers[i]);
    const struct param params[] = {param_column(&column), param_text(arena, row->currency),
                                   param_time(arena, row->measured_at_us)};
    const struct param oldest[] = {param_int8(arena, row->day - KEEP_DAYS)};
    db_stage(turn_db(turn), QUERY_UPSERT_REGRET, params, COUNT(params));
    db_stage(turn_db(turn), QUERY_TRIM_STOCK_LOSSES, oldest, 1);
}

/* The first turn of a day that plans something. */
static void
save_day_start(struct turn *turn, const struct regret_stage *stage)
{
    struct memory *memory = store_memory(turn);
    const int32_t today = (int32_t)(turn_now_us(turn) / DAY_US);

    if (memory->next_id == stage->next_id || today <= memory->day_begun)
        return;
    memory_keep(memory, &memory->day_begun, sizeof memory->day_begun);
    memory->day_begun = today;
    const struct param params[] = {param_int8(turn_arena(turn), today),
                                   param_int8(turn_arena(turn), stage->next_id)};
    db_stage(turn_db(turn), QUERY_INSERT_DAY_START, params, COUNT(params));
}

void
stage_regret_save(struct turn *turn)
{
    struct regret_stage *s = stage_of(turn);
    struct column *const lost[] = {&s->lost.location, &s->lost.sku, &s->lost.units};
    const struct param today = param_int8(turn_arena(turn), turn_now_us(turn) / DAY_US);

    save_day_start(turn, s);
    STAGE(turn, QUERY_ADD_STOCK_LOSSES, lost, &today);
    if (s->measured != NULL)
        save_measured(turn, s->measured);
}

void
store_open_day_start(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_DAY_START, NULL, 0);

    memory->day_begun = (int32_t)row_int8(rows, 0, 0);
    rows_free(&rows);
}
