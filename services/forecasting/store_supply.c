/*
 * Rows of what is to come, and of how long it took; see store_supply.h. The last state of a
 * document in a turn counts: it is written, or its row goes.
 */
#include "queries.h"
#include "services/forecasting/lead_times.h"
#include "services/forecasting/store_stage.h"

static void
stage_key(struct turn *turn, enum inbound_kind kind, const char *number, bool over)
{
    struct supply_stage *s = &store_stage(turn)->supply;

    stage_int4(turn, &s->kinds, (int32_t)kind);
    stage_text(turn, &s->numbers, number);
    stage_bool(turn, &s->over, over);
}

static void
stage_head(struct turn *turn, const struct inbound_document *document)
{
    struct supply_stage *s = &store_stage(turn)->supply;

    stage_int4(turn, &s->location_ids, document->location->id);
    stage_int4(turn, &s->origin_ids, document->origin != NULL ? document->origin->id : 0);
    stage_bool(turn, &s->drafted, document->drafted);
    stage_text(turn, &s->suppliers, document->supplier);
    stage_time(turn, &s->opened_at, document->opened_at_us);
    stage_time(turn, &s->due_at, document->due_at_us);
}

static void
stage_lines(struct turn *turn, const struct inbound_line *lines, size_t count)
{
    struct supply_stage *s = &store_stage(turn)->supply;
    int64_t *values = arena_take(turn_arena(turn), 5 * count * sizeof *values);

    for (size_t i = 0; i < count; i++) {
        values[i] = lines[i].line;
        values[count + i] = lines[i].to->item->id;
        values[2 * count + i] = lines[i].expected;
        values[3 * count + i] = lines[i].received;
        values[4 * count + i] = lines[i].gone;
    }
    stage_int8_list(turn, &s->lines, values, count);
    stage_int8_list(turn, &s->item_ids, values + count, count);
    stage_int8_list(turn, &s->expected, values + 2 * count, count);
    stage_int8_list(turn, &s->received, values + 3 * count, count);
    stage_int8_list(turn, &s->gone, values + 4 * count, count);
}

void
stage_inbound(struct turn *turn, const struct inbound_document *document)
{
    stage_key(turn, document->kind, document->number, false);
    stage_head(turn, document);
    stage_lines(turn, document->lines, document->line_count);
}

void
stage_inbound_over(struct turn *turn, enum inbound_kind kind, const char *number)
{
    struct supply_stage *s = &store_stage(turn)->supply;

    stage_key(turn, kind, number, true);
    stage_int4(turn, &s->location_ids, 0);
    stage_int4(turn, &s->origin_ids, 0);
    stage_bool(turn, &s->drafted, false);
    stage_text(turn, &s->suppliers, "");
    stage_time(turn, &s->opened_at, 0);
    stage_time(turn, &s->due_at, 0);
    stage_lines(turn, NULL, 0);
}

void
stage_lead_time_seen(struct turn *turn, int32_t item_id, const char *supplier,
                     const struct lead_time_seen *seen)
{
    struct supply_stage *s = &store_stage(turn)->supply;

    stage_int4(turn, &s->seen_item_ids, item_id);
    stage_text(turn, &s->seen_suppliers, supplier);
    stage_double(turn, &s->weights, seen->weight);
    stage_double(turn, &s->sums, seen->sum);
    stage_double(turn, &s->squares, seen->squares);
}

void
supply_save(struct turn *turn)
{
    struct supply_stage *s = &store_stage(turn)->supply;
    struct column *const inbound[] = {
        &s->kinds,    &s->numbers,   &s->over,      &s->location_ids, &s->origin_ids,
        &s->drafted,  &s->suppliers, &s->opened_at, &s->due_at,       &s->lines,
        &s->item_ids, &s->expected,  &s->received,  &s->gone,
    };
    struct column *const seen[] = {&s->seen_item_ids, &s->seen_suppliers, &s->weights, &s->sums,
                                   &s->squares};

    STAGE(turn, QUERY_SAVE_INBOUND, inbound, NULL);
    STAGE(turn, QUERY_SAVE_LEAD_TIMES_SEEN, seen, NULL);
}

/* --- open ------------------------------------------------------------------------------------ */

static int64_t *
int8_list(struct opening *opening, const struct rows *rows, int row, int column, size_t count)
{
    int64_t *values = arena_take(opening->scratch, (count + 1) * sizeof *values);

    row_int8_list(rows, row, column, values, count);
    return values;
}

/* Columns of load_inbound.sql. */
enum {
    KIND,
    NUMBER,
    LOCATION,
    ORIGIN,
    DRAFTED,
    SUPPLIER,
    OPENED_AT,
    DUE_AT,
    LINES,
    ITEMS,
    EXPECTED,
    RECEIVED,
    GONE
};

static void
load_document(struct opening *opening, const struct rows *rows, int row)
{
    const size_t count = row_int8_list(rows, row, LINES, NULL, 0);
    const int64_t *lines = int8_list(opening, rows, row, LINES, count);
    const int64_t *items = int8_list(opening, rows, row, ITEMS, count);
    const int64_t *expected = int8_list(opening, rows, row, EXPECTED, count);
    const int64_t *received = int8_list(opening, rows, row, RECEIVED, count);
    const int64_t *gone = int8_list(opening, rows, row, GONE, count);
    const char *origin = row_text(rows, row, ORIGIN);
    struct inbound_told told = {
        .kind = (enum inbound_kind)row_int8(rows, row, KIND),
        .number = row_text(rows, row, NUMBER),
        .supplier = row_text(rows, row, SUPPLIER),
        .location = memory_find_location(opening->memory, row_text(rows, row, LOCATION)),
        .origin = origin[0] != '\0' ? memory_find_location(opening->memory, origin) : NULL,
        .drafted = row_int8(rows, row, DRAFTED) != 0,
        .opened_at_us = row_int8(rows, row, OPENED_AT),
        .due_at_us = row_int8(rows, row, DUE_AT),
        .line_count = (uint32_t)count,
        .lines = arena_take(opening->scratch, (count + 1) * sizeof *told.lines),
    };

    for (size_t i = 0; i < count; i++)
        told.lines[i] = (struct inbound_line_told){
            .item = opening_item(opening, items[i]),
            .line = (int32_t)lines[i],
            .expected = expected[i],
            .received = received[i],
            .gone = gone[i],
        };
    inbound_add(opening->memory, NULL, &told);
}

static void
load_lead_times(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_LEAD_TIMES_SEEN, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct lead_time_seen seen = {.weight = row_double(rows, i, 2),
                                            .sum = row_double(rows, i, 3),
                                            .squares = row_double(rows, i, 4)};
        lead_times_load_seen(opening->memory, (int32_t)row_int8(rows, i, 0), row_text(rows, i, 1),
                             &seen);
    }
    rows_free(&rows);
}

void
supply_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_INBOUND, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const size_t mark = arena_mark(opening->scratch);
        load_document(opening, rows, i);
        arena_reset(opening->scratch, mark);
    }
    rows_free(&rows);
    load_lead_times(opening);
}
