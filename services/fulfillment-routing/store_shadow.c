/*
 * Rows of what a shadow would have done: a turn adds to them what it has seen.
 */
#include <string.h>

#include "queries.h"
#include "services/fulfillment-routing/store_stage.h"

#define CODES_MAX 512

static struct shadow_stage *
stage_of(struct turn *turn)
{
    return &store_stage(turn)->shadow;
}

/* --- wanted ----------------------------------------------------------------------------------- */

void
store_want_shadow(struct turn *turn, uint32_t version)
{
    stage_of(turn)->wanted = version;
}

static struct shadow_row *
read_row(struct turn *turn, struct rows *rows)
{
    struct shadow_row *row = arena_take(turn_arena(turn), sizeof *row);
    int64_t n[15];

    for (int i = 0; i < 15; i++)
        n[i] = row_int8(rows, 0, i);
    *row = (struct shadow_row){
        .version = (uint32_t)n[0],
        .against = (uint32_t)n[1],
        .since_us = n[2],
        .differ = n[3],
        .decisions = n[4],
        .active = {{n[5], n[6], n[7], n[8]}, n[9]},
        .shadow = {{n[10], n[11], n[12], n[13]}, n[14]},
    };
    return row;
}

static const char *const *
read_codes(struct turn *turn, struct rows *rows, int row, int column, size_t *count)
{
    const char **codes = arena_take(turn_arena(turn), CODES_MAX * sizeof *codes);

    *count = row_text_list(rows, row, column, turn_arena(turn), codes, CODES_MAX);
    return codes;
}

static void
load_differences(struct turn *turn, struct shadow_stage *stage)
{
    struct arena *arena = turn_arena(turn);
    const struct param params[] = {param_int8(arena, stage->found->version),
                                   param_int8(arena, stage->found->against),
                                   param_int8(arena, SHADOW_DIFFERENCES_MAX)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_SHADOW_DIFFERENCES, params, 3);

    stage->difference_count = (size_t)rows_count(rows);
    stage->differences = arena_take(arena, stage->difference_count * sizeof *stage->differences);
    for (int i = 0; i < rows_count(rows); i++) {
        struct shadow_difference *to = &stage->differences[i];
        to->order_id = row_int8(rows, i, 0);
        to->at_us = row_int8(rows, i, 1);
        to->active = read_codes(turn, rows, i, 2, &to->active_count);
        to->shadow = read_codes(turn, rows, i, 3, &to->shadow_count);
        to->less.cost_nano = row_int8(rows, i, 4);
        to->less.distance_m = row_int8(rows, i, 5);
        to->less.parcels = row_int8(rows, i, 6);
        to->less.late_days = row_int8(rows, i, 7);
    }
    rows_free(&rows);
}

void
stage_shadow_load(struct turn *turn)
{
    struct shadow_stage *stage = stage_of(turn);

    if (stage->wanted == 0)
        return;
    const struct param params[] = {param_int8(turn_arena(turn), stage->wanted)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_SHADOW, params, 1);
    if (rows_count(rows) > 0)
        stage->found = read_row(turn, rows);
    rows_free(&rows);
    if (stage->found != NULL)
        load_differences(turn, stage);
}

const struct shadow_row *
store_shadow(struct turn *turn)
{
    return stage_of(turn)->found;
}

const struct shadow_difference *
store_shadow_differences(struct turn *turn, size_t *count)
{
    *count = stage_of(turn)->difference_count;
    return stage_of(turn)->differences;
}

/* --- noted ------------------------------------------------------------------------------------ */

struct shadow_row *
store_shadow_row(struct turn *turn)
{
    return &stage_of(turn)->row;
}

void
store_note_shadow_difference(struct turn *turn, const struct shadow_difference *difference)
{
    struct shadow_stage *stage = stage_of(turn);
    size_t at = stage->noted_count;

    while (at > 0 && plan_sums_compare(&difference->less, &stage->noted[at - 1].less) < 0)
        at--;
    if (at == SHADOW_NOTED_MAX)
        return;
    if (stage->noted_count < SHADOW_NOTED_MAX)
        stage->noted_count++;
    memmove(&stage->noted[at + 1], &stage->noted[at],
            (stage->noted_count - at - 1) * sizeof *stage->noted);
    stage->noted[at] = *difference;
}

/* --- saved ------------------------------------------------------------------------------------ */

static void
save_row(struct turn *turn, const struct shadow_row *row)
{
    const struct plan_sums *a = &row->active.plans;
    const struct plan_sums *s = &row->shadow.plans;
    const int64_t numbers[] = {
        row->version,  row->against, row->differ,  row->decisions,       a->parcels,
        a->distance_m, a->cost_nano, a->late_days, row->active.unrouted, s->parcels,
        s->distance_m, s->cost_nano, s->late_days, row->shadow.unrouted,
    };
    struct column *column = arena_take(turn_arena(turn), sizeof *column);

    column_start(column, turn_arena(turn), COLUMN_INT8);
    for (size_t i = 0; i < COUNT(numbers); i++)
        column_add_int8(column, numbers[i]);
    const struct param params[] = {param_column(column),
                                   param_time(turn_arena(turn), turn_now_us(turn))};
    db_stage(turn_db(turn), QUERY_FOLD_SHADOW, params, COUNT(params));
}

static void
save_differences(struct turn *turn, const struct shadow_stage *stage)
{
    struct {
        struct column version, against, order_id, active, shadow, cost, distance, parcels, late;
    } c;
    struct column *const all[] = {&c.version, &c.against,  &c.order_id, &c.active, &c.shadow,
                                  &c.cost,    &c.distance, &c.parcels,  &c.late};
    static const enum column_type types[] = {COLUMN_INT4, COLUMN_INT4, COLUMN_INT8,
                                             COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8,
                                             COLUMN_INT8, COLUMN_INT4, COLUMN_INT4};
    struct arena *arena = turn_arena(turn);
    const struct param now = param_time(arena, turn_now_us(turn));
    const struct param which[] = {param_int8(arena, stage->row.version),
                                  param_int8(arena, stage->row.against)};

    for (size_t i = 0; i < COUNT(all); i++)
        column_start(all[i], arena, types[i]);
    for (size_t i = 0; i < stage->noted_count; i++) {
        const struct shadow_difference *d = &stage->noted[i];
        column_add_int4(&c.version, (int32_t)stage->row.version);
        column_add_int4(&c.against, (int32_t)stage->row.against);
        column_add_int8(&c.order_id, d->order_id);
        column_add_text_list(&c.active, d->active, d->active_count);
        column_add_text_list(&c.shadow, d->shadow, d->shadow_count);
        column_add_int8(&c.cost, d->less.cost_nano);
        column_add_int8(&c.distance, d->less.distance_m);
        column_add_int4(&c.parcels, (int32_t)d->less.parcels);
        column_add_int4(&c.late, (int32_t)d->less.late_days);
    }
    STAGE(turn, QUERY_INSERT_SHADOW_DIFFERENCES, all, &now);
    db_stage(turn_db(turn), QUERY_TRIM_SHADOW_DIFFERENCES, which, COUNT(which));
}

void
stage_shadow_save(struct turn *turn)
{
    const struct shadow_stage *stage = stage_of(turn);

    if (stage->row.version == 0)
        return;
    save_row(turn, &stage->row);
    if (stage->noted_count > 0)
        save_differences(turn, stage);
}
