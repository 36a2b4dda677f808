/* See store_returns.h. */
#include "services/order/store_returns.h"

#include <stddef.h>
#include <string.h>

#include "common/check.h"
#include "queries.h"
#include "services/order/store_rows.h"

#define RETURNS_DUE_MAX 500
#define PART_NUMBERS    3 /* line, received, inspected */

_Static_assert(offsetof(struct rma, return_id) == 0, "list_find_id");
_Static_assert(sizeof(struct return_units) == RETURN_COUNTERS * sizeof(int64_t),
               "counters are stored as an array");

/* --- open ------------------------------------------------------------------------------------ */

void
store_open_returns(struct state *state, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_LOAD_LAST_RETURN_ID, NULL, 0);

    state->return_id_next = row_int8(rows, 0, 0) + 1;
    rows_free(&rows);
    rows = db_read(db, QUERY_LOAD_RETURNS_DUE, NULL, 0);
    state->return_due_us = rows_count(rows) > 0 ? row_int8(rows, 0, 1) : INT64_MAX;
    rows_free(&rows);
}

/* --- load ------------------------------------------------------------------------------------ */

void
store_want_return(struct turn *turn, int64_t return_id)
{
    struct stage *stage = turn_stage(turn);

    list_add_id(&stage->wanted_returns, turn_arena(turn), return_id);
}

void
store_want_returns_of(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    list_add_id(&stage->wanted_returns_of, turn_arena(turn), order_id);
}

/* Columns of load_returns. */
enum {
    ROW_RETURN_ID,
    ROW_ORDER_ID,
    ROW_CHANNEL,
    ROW_CURRENCY,
    ROW_REFERENCE,
    ROW_BLIND,
    ROW_REQUESTED_AT,
    ROW_LINE_NUMBERS,
    ROW_SKUS,
    ROW_REASONS,
    ROW_PRICES,
    ROW_STATUS,
    ROW_EXPIRES_AT,
    ROW_EXCHANGE_ORDER_ID,
    ROW_COUNTERS,
    ROW_PART_LOCATIONS,
    ROW_PART_UNITS
};

/* Where the arrays of a row are unfolded. */
struct return_row {
    int64_t numbers[RETURN_LINES_MAX], reasons[RETURN_LINES_MAX], prices[RETURN_LINES_MAX];
    int64_t counters[RETURN_LINES_MAX * RETURN_COUNTERS];
    int64_t parts[RETURN_PARTS_MAX * PART_NUMBERS];
    const char *skus[RETURN_LINES_MAX], *locations[RETURN_PARTS_MAX];
};

static void
read_lines(const struct rows *rows, int at, struct arena *arena, struct return_row *row,
           struct rma *rma)
{
    const size_t count = row_text_list(rows, at, ROW_SKUS, arena, row->skus, RETURN_LINES_MAX);

    assert(row_int8_list(rows, at, ROW_LINE_NUMBERS, row->numbers, RETURN_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_REASONS, row->reasons, RETURN_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_PRICES, row->prices, RETURN_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_COUNTERS, row->counters,
                         RETURN_LINES_MAX * RETURN_COUNTERS) == count * RETURN_COUNTERS);
    rma->line_count = rma->line_max = (uint32_t)count;
    rma->lines = arena_take(arena, count * sizeof *rma->lines);
    for (size_t i = 0; i < count; i++) {
        rma->lines[i] = (struct return_line){.line = (uint32_t)row->numbers[i],
                                             .sku = row->skus[i],
                                             .reason = (enum return_reason)row->reasons[i],
                                             .unit_price_minor = row->prices[i]};
        memcpy(&rma->lines[i].units, &row->counters[i * RETURN_COUNTERS],
               sizeof rma->lines[i].units);
    }
}

static void
read_parts(const struct rows *rows, int at, struct arena *arena, struct return_row *row,
           struct rma *rma)
{
    const size_t count =
        row_text_list(rows, at, ROW_PART_LOCATIONS, arena, row->locations, RETURN_PARTS_MAX);

    assert(row_int8_list(rows, at, ROW_PART_UNITS, row->parts, RETURN_PARTS_MAX * PART_NUMBERS) ==
           count * PART_NUMBERS);
    rma->part_count = rma->part_max = (uint32_t)count;
    rma->parts = arena_take(arena, count * sizeof *rma->parts);
    for (size_t i = 0; i < count; i++) {
        const int64_t *numbers = &row->parts[i * PART_NUMBERS];

        rma->parts[i] = (struct return_part){.location = row->locations[i],
                                             .line = (uint32_t)numbers[0],
                                             .received = numbers[1],
                                             .inspected = numbers[2]};
    }
}

static struct rma *
read_return(const struct rows *rows, int at, struct arena *arena, struct return_row *row)
{
    struct rma *rma = arena_take(arena, sizeof *rma);

    *rma = (struct rma){
        .return_id = row_int8(rows, at, ROW_RETURN_ID),
        .order_id = row_int8(rows, at, ROW_ORDER_ID),
        .status = (enum return_status)row_int8(rows, at, ROW_STATUS),
        .blind = row_int8(rows, at, ROW_BLIND) != 0,
        .channel = arena_text(arena, row_text(rows, at, ROW_CHANNEL)),
        .currency = arena_text(arena, row_text(rows, at, ROW_CURRENCY)),
        .reference = arena_text(arena, row_text(rows, at, ROW_REFERENCE)),
        .requested_at_us = row_int8(rows, at, ROW_REQUESTED_AT),
        .exchange_order_id = row_int8(rows, at, ROW_EXCHANGE_ORDER_ID),
    };
    if (!row_is_null(rows, at, ROW_EXPIRES_AT))
        rma->expires_at_us = row_int8(rows, at, ROW_EXPIRES_AT);
    read_lines(rows, at, arena, row, rma);
    read_parts(rows, at, arena, row, rma);
    assert(return_holds(rma));
    return rma;
}

/* What has run out is wanted by nobody but the clock. The row behind the last one of them tells
 * when to look again. */
static void
want_due(struct turn *turn)
{
    const struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    stage->return_due_next_us = INT64_MAX;
    if (state->return_due_us > turn_now_us(turn))
        return;
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_RETURNS_DUE, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        const int64_t expires_at_us = row_int8(rows, i, 1);

        if (expires_at_us > turn_now_us(turn) || i == RETURNS_DUE_MAX) {
            stage->return_due_next_us = expires_at_us;
            break;
        }
        list_add_id(&stage->returns_due_ids, turn_arena(turn), row_int8(rows, i, 0));
        store_want_return(turn, row_int8(rows, i, 0));
    }
    rows_free(&rows);
}

void
store_load_returns(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct arena *arena = turn_arena(turn);
    struct column ids, order_ids;

    want_due(turn);
    if (stage->wanted_returns.count + stage->wanted_returns_of.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted_returns, &ids, arena),
                                   param_ids(&stage->wanted_returns_of, &order_ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_RETURNS, params, 2);
    struct return_row *row = rows_count(rows) > 0 ? arena_take(arena, sizeof *row) : NULL;
    for (int i = 0; i < rows_count(rows); i++) {
        struct rma *rma = read_return(rows, i, arena, row);

        list_add(&stage->returns, arena, rma);
        if (rma->order_id != 0)
            store_want_order(turn, rma->order_id);
    }
    rows_free(&rows);
}

/* --- what handlers find ---------------------------------------------------------------------- */

struct rma *
store_find_return(struct turn *turn, int64_t return_id)
{
    const struct stage *stage = turn_stage(turn);

    return list_find_id(&stage->returns, return_id);
}

const struct rma *const *
store_returns_of(struct turn *turn, int64_t order_id, uint32_t *count)
{
    const struct stage *stage = turn_stage(turn);
    const struct rma **found =
        arena_take(turn_arena(turn), (stage->returns.count + 1) * sizeof *found);

    *count = 0;
    for (uint32_t i = 0; i < stage->returns.count; i++) {
        const struct rma *rma = stage->returns.items[i];

        if (rma->order_id == order_id)
            found[(*count)++] = rma;
    }
    return found;
}

struct rma *const *
store_returns_due(struct turn *turn, uint32_t *count)
{
    const struct stage *stage = turn_stage(turn);
    struct rma **due =
        arena_take(turn_arena(turn), (stage->returns_due_ids.count + 1) * sizeof *due);

    *count = 0;
    for (uint32_t i = 0; i < stage->returns_due_ids.count; i++) {
        due[*count] = store_find_return(turn, *(const int64_t *)stage->returns_due_ids.items[i]);
        assert(due[*count] != NULL);
        (*count)++;
    }
    return due;
}

void
store_returns_looked_after(struct turn *turn)
{
    const struct stage *stage = turn_stage(turn);
    struct state *state = turn_state(turn);

    if (state->return_due_us > turn_now_us(turn))
        return;
    journal_keep(turn_journal(turn), &state->return_due_us, sizeof state->return_due_us);
    state->return_due_us = stage->return_due_next_us;
}

/* --- what handlers change -------------------------------------------------------------------- */

struct rma *
store_draft_return(struct turn *turn, const struct order *order, uint32_t line_max)
{
    struct arena *arena = turn_arena(turn);
    struct rma *rma = arena_take(arena, sizeof *rma);

    *rma = (struct rma){.order_id = order != NULL ? order->order_id : 0,
                        .channel = order != NULL ? order->channel : "",
                        .currency = order != NULL ? order->currency : "",
                        .reference = "",
                        .requested_at_us = turn_now_us(turn),
                        .line_max = line_max,
                        .part_max = line_max};
    rma->lines = arena_take(arena, line_max * sizeof *rma->lines);
    rma->parts = arena_take(arena, line_max * sizeof *rma->parts);
    return rma;
}

struct rma *
store_add_return(struct turn *turn, struct rma *draft)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    journal_keep(turn_journal(turn), &state->return_id_next, sizeof state->return_id_next);
    draft->return_id = state->return_id_next++;
    /* The greatest id of all: the list stays in order. */
    list_add(&stage->returns, turn_arena(turn), draft);
    store_change_return(turn, draft);
    return draft;
}

void
store_change_return(struct turn *turn, struct rma *rma)
{
    struct stage *stage = turn_stage(turn);
    struct state *state = turn_state(turn);

    if (rma->status == RETURN_AUTHORIZED && rma->expires_at_us < state->return_due_us) {
        journal_keep(turn_journal(turn), &state->return_due_us, sizeof state->return_due_us);
        state->return_due_us = rma->expires_at_us;
    }
    if (rma->status == RETURN_AUTHORIZED && rma->expires_at_us < stage->return_due_next_us)
        stage->return_due_next_us = rma->expires_at_us;
    if (rma->staged)
        return;
    rma->staged = true;
    list_add(&stage->changed_returns, turn_arena(turn), rma);
}

struct rma *
store_copy_return(struct turn *turn, const struct rma *rma, uint32_t more)
{
    struct arena *arena = turn_arena(turn);
    struct rma *copy = arena_copy(arena, rma, sizeof *rma);

    copy->line_max = rma->line_count + more;
    copy->lines = arena_take(arena, copy->line_max * sizeof *copy->lines);
    if (rma->line_count > 0)
        memcpy(copy->lines, rma->lines, rma->line_count * sizeof *copy->lines);
    copy->part_max = rma->part_count + more;
    copy->parts = arena_take(arena, copy->part_max * sizeof *copy->parts);
    if (rma->part_count > 0)
        memcpy(copy->parts, rma->parts, rma->part_count * sizeof *copy->parts);
    return copy;
}

/* --- save ------------------------------------------------------------------------------------ */

/* Parameters of save_returns.sql, in its order. */
static const enum column_type return_types[] = {
    COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_BOOL,
    COLUMN_TIME, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT4,
    COLUMN_TIME, COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};
#define RETURN_COLUMNS (sizeof return_types / sizeof return_types[0])

static void
add_lines(struct column columns[RETURN_COLUMNS], struct arena *arena, const struct rma *rma)
{
    int64_t *numbers = arena_take(arena, rma->line_count * sizeof *numbers);
    int64_t *reasons = arena_take(arena, rma->line_count * sizeof *reasons);
    int64_t *prices = arena_take(arena, rma->line_count * sizeof *prices);
    int64_t *counters = arena_take(arena, rma->line_count * RETURN_COUNTERS * sizeof *counters);
    const char **skus = arena_take(arena, rma->line_count * sizeof *skus);

    for (uint32_t i = 0; i < rma->line_count; i++) {
        numbers[i] = rma->lines[i].line;
        skus[i] = rma->lines[i].sku;
        reasons[i] = rma->lines[i].reason;
        prices[i] = rma->lines[i].unit_price_minor;
        memcpy(&counters[i * RETURN_COUNTERS], &rma->lines[i].units, sizeof rma->lines[i].units);
    }
    column_add_int8_list(&columns[7], numbers, rma->line_count);
    column_add_text_list(&columns[8], skus, rma->line_count);
    column_add_int8_list(&columns[9], reasons, rma->line_count);
    column_add_int8_list(&columns[10], prices, rma->line_count);
    column_add_int8_list(&columns[14], counters, rma->line_count * RETURN_COUNTERS);
}

static void
add_parts(struct column columns[RETURN_COLUMNS], struct arena *arena, const struct rma *rma)
{
    const char **locations = arena_take(arena, rma->part_count * sizeof *locations);
    int64_t *units = arena_take(arena, rma->part_count * PART_NUMBERS * sizeof *units);

    for (uint32_t i = 0; i < rma->part_count; i++) {
        locations[i] = rma->parts[i].location;
        units[i * PART_NUMBERS] = rma->parts[i].line;
        units[i * PART_NUMBERS + 1] = rma->parts[i].received;
        units[i * PART_NUMBERS + 2] = rma->parts[i].inspected;
    }
    column_add_text_list(&columns[15], locations, rma->part_count);
    column_add_int8_list(&columns[16], units, rma->part_count * PART_NUMBERS);
}

void
store_save_returns(struct turn *turn)
{
    const struct stage *stage = turn_stage(turn);
    struct arena *arena = turn_arena(turn);
    struct column columns[RETURN_COLUMNS];
    struct param params[RETURN_COLUMNS];

    if (stage->changed_returns.count == 0)
        return;
    for (size_t i = 0; i < RETURN_COLUMNS; i++)
        column_start(&columns[i], arena, return_types[i]);
    for (uint32_t i = 0; i < stage->changed_returns.count; i++) {
        const struct rma *rma = stage->changed_returns.items[i];

        assert(return_holds(rma));
        column_add_int8(&columns[0], rma->return_id);
        column_add_int8(&columns[1], rma->order_id);
        column_add_text(&columns[2], rma->channel);
        column_add_text(&columns[3], rma->currency);
        column_add_text(&columns[4], rma->reference);
        column_add_bool(&columns[5], rma->blind);
        column_add_time(&columns[6], rma->requested_at_us);
        column_add_int4(&columns[11], rma->status);
        column_add_time(&columns[12], rma->expires_at_us);
        column_add_int8(&columns[13], rma->exchange_order_id);
        add_lines(columns, arena, rma);
        add_parts(columns, arena, rma);
    }
    for (size_t i = 0; i < RETURN_COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), QUERY_SAVE_RETURNS, params, RETURN_COLUMNS);
}
