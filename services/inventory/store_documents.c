/*
 * Rows of documents: found, decoded, written. One statement a table and turn, as everywhere.
 *
 * Documents are few: a turn looks through those it wanted one by one.
 */
#include <string.h>

#include "queries.h"
#include "services/inventory/documents.h"
#include "services/inventory/store.h"

/* Columns of find_documents.sql and open_documents.sql, and parameters of save_documents.sql. */
/* clang-format off */
enum {
    KIND, NUMBER, STATE, PARTNER, PURCHASE_ORDER, LOCATION, ORIGIN, CURRENCY, REASON, DISCREPANCY,
    DUE_AT, CREATED_AT, CONTENT, LINES, SKUS, SSCCS, LOTS, EXPIRES_ON, STATES, DUE_US, UNIT_COSTS,
    EXPECTED, ANNOUNCED, SHIPPED, RECEIVED, DAMAGED, SURPLUS, MISSING,
    DOCUMENT_COLUMNS,
};
/* clang-format on */

/* Where the counters stand in a line, in the order of the columns UNIT_COSTS to MISSING. */
static const size_t counters[] = {
    offsetof(struct document_line, unit_cost_minor),
    offsetof(struct document_line, expected),
    offsetof(struct document_line, announced),
    offsetof(struct document_line, shipped),
    offsetof(struct document_line, received),
    offsetof(struct document_line, damaged),
    offsetof(struct document_line, over),
    offsetof(struct document_line, missing),
};

static int64_t *
counter_of(struct document_line *line, size_t counter)
{
    return (int64_t *)((char *)line + counters[counter]);
}

static struct document_stage *
stage_of(struct turn *turn)
{
    return &((struct stage *)turn_stage(turn))->documents;
}

/* --- decode ---------------------------------------------------------------------------------- */

static void
decode_texts(const struct rows *rows, int row, int column, struct arena *arena, const char **values,
             size_t count)
{
    for (size_t i = 0; i < count; i++)
        values[i] = "";
    row_text_list(rows, row, column, arena, values, count);
}

static void
decode_numbers(const struct rows *rows, int row, int column, int64_t *values, size_t count)
{
    memset(values, 0, count * sizeof *values);
    row_int8_list(rows, row, column, values, count);
}

static void
decode_lines(struct document *document, const struct rows *rows, int row, struct arena *arena,
             struct books *books, struct journal *journal)
{
    const size_t count = row_int8_list(rows, row, LINES, NULL, 0);
    int64_t *values = arena_take(arena, count * sizeof *values);
    const char **texts = arena_take(arena, count * sizeof *texts);
    struct document_line *lines = arena_take(arena, count * sizeof *lines);

    document->lines = lines;
    document->line_count = document->line_max = count;
    decode_numbers(rows, row, LINES, values, count);
    for (size_t i = 0; i < count; i++)
        lines[i].line = (uint32_t)values[i];
    decode_texts(rows, row, SKUS, arena, texts, count);
    for (size_t i = 0; i < count; i++)
        lines[i].item = books_item(books, journal, texts[i]);
    decode_texts(rows, row, SSCCS, arena, texts, count);
    for (size_t i = 0; i < count; i++)
        lines[i].sscc = texts[i];
    decode_texts(rows, row, LOTS, arena, texts, count);
    for (size_t i = 0; i < count; i++)
        lines[i].lot = texts[i];
    decode_numbers(rows, row, EXPIRES_ON, values, count);
    for (size_t i = 0; i < count; i++)
        lines[i].expires_on = (int32_t)values[i];
    decode_numbers(rows, row, STATES, values, count);
    for (size_t i = 0; i < count; i++)
        lines[i].state = (int32_t)values[i];
    decode_numbers(rows, row, DUE_US, values, count);
    for (size_t i = 0; i < count; i++)
        lines[i].due_at_us = values[i];
    for (size_t c = 0; c < sizeof counters / sizeof counters[0]; c++) {
        decode_numbers(rows, row, UNIT_COSTS + (int)c, values, count);
        for (size_t i = 0; i < count; i++)
            *counter_of(&lines[i], c) = values[i];
    }
}

/* Texts are copied: they outlive the rows. */
static void
decode(struct document *document, const struct rows *rows, int row, struct arena *arena,
       struct books *books, struct journal *journal)
{
    document->kind = (enum document_kind)row_int8(rows, row, KIND);
    document->number = arena_text(arena, row_text(rows, row, NUMBER));
    document->state = (enum document_state)row_int8(rows, row, STATE);
    document->partner = arena_text(arena, row_text(rows, row, PARTNER));
    document->purchase_order = arena_text(arena, row_text(rows, row, PURCHASE_ORDER));
    document->location = arena_text(arena, row_text(rows, row, LOCATION));
    document->origin = arena_text(arena, row_text(rows, row, ORIGIN));
    document->currency = arena_text(arena, row_text(rows, row, CURRENCY));
    document->reason = arena_text(arena, row_text(rows, row, REASON));
    document->discrepancy = (enum discrepancy)row_int8(rows, row, DISCREPANCY);
    document->due_at_us = row_int8(rows, row, DUE_AT);
    document->created_at_us = row_int8(rows, row, CREATED_AT);
    document->content = row_int8(rows, row, CONTENT);
    decode_lines(document, rows, row, arena, books, journal);
}

/* --- want and load --------------------------------------------------------------------------- */

static struct document *
find(struct document_stage *stage, enum document_kind kind, const char *number)
{
    for (struct document *d = stage->first; d != NULL; d = d->next) {
        if (d->kind == kind && strcmp(d->number, number) == 0)
            return d;
    }
    return NULL;
}

static struct document *
want(struct turn *turn, enum document_kind kind, const char *number)
{
    struct document_stage *stage = stage_of(turn);
    struct document *document = find(stage, kind, number);

    if (document != NULL || number[0] == '\0')
        return document;
    document = arena_take(turn_arena(turn), sizeof *document);
    *document = (struct document){.kind = kind,
                                  .number = arena_text(turn_arena(turn), number),
                                  .partner = "",
                                  .purchase_order = "",
                                  .location = "",
                                  .origin = "",
                                  .currency = "",
                                  .reason = "",
                                  .next = stage->first};
    stage->first = document;
    return document;
}

void
store_want_document(struct turn *turn, enum document_kind kind, const char *number)
{
    want(turn, kind, number);
}

void
store_want_package(struct turn *turn, const char *sscc)
{
    struct document_stage *stage = stage_of(turn);

    if (stage->packages.arena == NULL)
        column_start(&stage->packages, turn_arena(turn), COLUMN_TEXT);
    column_add_text(&stage->packages, sscc);
}

static void
want_packages(struct turn *turn)
{
    struct document_stage *stage = stage_of(turn);

    if (stage->packages.count == 0)
        return;
    /* The parameter is an array of texts, as the column is. */
    const struct param param = param_column(&stage->packages);
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_PACKAGES, &param, 1);
    for (int row = 0; row < rows_count(rows); row++)
        want(turn, DOCUMENT_SHIPMENT, row_text(rows, row, 0));
    rows_free(&rows);
}

/* All that were wanted before `until`, newest first. */
static void
read_wanted(struct turn *turn, struct document *first, const struct document *until)
{
    struct column kinds, numbers;

    column_start(&kinds, turn_arena(turn), COLUMN_INT4);
    column_start(&numbers, turn_arena(turn), COLUMN_TEXT);
    for (const struct document *d = first; d != until; d = d->next) {
        column_add_int4(&kinds, d->kind);
        column_add_text(&numbers, d->number);
    }
    const struct param params[] = {param_column(&kinds), param_column(&numbers)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_DOCUMENTS, params, 2);
    for (int row = 0; row < rows_count(rows); row++) {
        struct document *document =
            find(stage_of(turn), (enum document_kind)row_int8(rows, row, KIND),
                 row_text(rows, row, NUMBER));
        decode(document, rows, row, turn_arena(turn), turn_state(turn), turn_journal(turn));
    }
    rows_free(&rows);
}

void
store_load_documents(struct turn *turn)
{
    struct document_stage *stage = stage_of(turn);
    struct document *until = NULL;

    want_packages(turn);
    while (stage->first != until) { /* twice at most: ASNs may bring their purchase orders */
        struct document *first = stage->first, *was = until;
        read_wanted(turn, first, until);
        until = first;
        for (struct document *d = first; d != was; d = d->next)
            want(turn, DOCUMENT_PURCHASE_ORDER, d->purchase_order);
    }
}

struct document *
store_document(struct turn *turn, enum document_kind kind, const char *number)
{
    struct document *document = find(stage_of(turn), kind, number);

    assert(document != NULL); /* its handler wants it */
    return document;
}

static bool
has_package(const struct document *document, const char *sscc)
{
    for (size_t i = 0; i < document->line_count; i++) {
        if (strcmp(document->lines[i].sscc, sscc) == 0)
            return true;
    }
    return false;
}

struct document *
store_document_of_package(struct turn *turn, const char *sscc)
{
    struct document *found = NULL;

    for (struct document *d = stage_of(turn)->first; d != NULL; d = d->next) {
        if (d->kind != DOCUMENT_SHIPMENT || !has_package(d, sscc))
            continue;
        if (d->state == DOCUMENT_OPEN || d->state == DOCUMENT_PARTLY_RECEIVED)
            return d;
        if (found == NULL || found->created_at_us < d->created_at_us)
            found = d;
    }
    return found;
}

struct document *
store_order_of(struct turn *turn, const struct document *shipment)
{
    return shipment->kind == DOCUMENT_SHIPMENT && shipment->purchase_order[0] != '\0'
               ? store_document(turn, DOCUMENT_PURCHASE_ORDER, shipment->purchase_order)
               : NULL;
}

void
store_reserve_lines(struct turn *turn, struct document *document, size_t count)
{
    const size_t max = document->line_count + count;
    struct document_line *lines;

    if (max <= document->line_max)
        return;
    lines = arena_take(turn_arena(turn), max * sizeof *lines);
    if (document->line_count > 0)
        memcpy(lines, document->lines, document->line_count * sizeof *lines);
    document->lines = lines;
    document->line_max = max;
}

void
store_note_document(struct turn *turn, struct document *document)
{
    struct books *books = turn_state(turn);
    struct keeper keeper = books_keeper(turn_journal(turn));

    keeper.changed = &books->changed;
    document->is_changed = true;
    books_expect(books, turn_journal(turn), &keeper, document);
}

/* --- save ------------------------------------------------------------------------------------ */

void
store_add_document_posting(struct turn *turn, int kind, const char *number,
                           const struct posting *posting)
{
    static const enum column_type types[DOCUMENT_POSTING_COLUMNS] = {COLUMN_INT8, COLUMN_INT4,
                                                                     COLUMN_TEXT};
    struct column *c = stage_of(turn)->postings;

    if (c->arena == NULL)
        store_start_columns(turn, c, types, DOCUMENT_POSTING_COLUMNS);
    column_add_int8(c++, posting->first_movement_id);
    column_add_int4(c++, kind);
    column_add_text(c++, number);
}

/* All zero is written as an empty list. */
static void
add_numbers(struct column *column, const int64_t *values, size_t count)
{
    int64_t any = 0;

    for (size_t i = 0; i < count; i++)
        any |= values[i];
    column_add_int8_list(column, values, any != 0 ? count : 0);
}

static void
add_texts(struct column *column, const char *const *values, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++)
        any |= values[i][0] != '\0';
    column_add_text_list(column, values, any ? count : 0);
}

static void
add_lines(struct column *columns, struct arena *arena, const struct document *document)
{
    const size_t count = document->line_count;
    struct document_line *lines = document->lines;
    int64_t *values = arena_take(arena, count * sizeof *values);
    const char **texts = arena_take(arena, count * sizeof *texts);

    for (size_t i = 0; i < count; i++)
        values[i] = lines[i].line;
    add_numbers(&columns[LINES], values, count);
    for (size_t i = 0; i < count; i++)
        texts[i] = lines[i].item->sku;
    add_texts(&columns[SKUS], texts, count);
    for (size_t i = 0; i < count; i++)
        texts[i] = lines[i].sscc;
    add_texts(&columns[SSCCS], texts, count);
    for (size_t i = 0; i < count; i++)
        texts[i] = lines[i].lot;
    add_texts(&columns[LOTS], texts, count);
    for (size_t i = 0; i < count; i++)
        values[i] = lines[i].expires_on;
    add_numbers(&columns[EXPIRES_ON], values, count);
    for (size_t i = 0; i < count; i++)
        values[i] = lines[i].state;
    add_numbers(&columns[STATES], values, count);
    for (size_t i = 0; i < count; i++)
        values[i] = lines[i].due_at_us;
    add_numbers(&columns[DUE_US], values, count);
    for (size_t c = 0; c < sizeof counters / sizeof counters[0]; c++) {
        for (size_t i = 0; i < count; i++)
            values[i] = *counter_of(&lines[i], c);
        add_numbers(&columns[UNIT_COSTS + (int)c], values, count);
    }
}

static void
add_document(struct column *columns, struct arena *arena, const struct document *document)
{
    column_add_int4(&columns[KIND], document->kind);
    column_add_text(&columns[NUMBER], document->number);
    column_add_int4(&columns[STATE], document->state);
    column_add_text(&columns[PARTNER], document->partner);
    column_add_text(&columns[PURCHASE_ORDER], document->purchase_order);
    column_add_text(&columns[LOCATION], document->location);
    column_add_text(&columns[ORIGIN], document->origin);
    column_add_text(&columns[CURRENCY], document->currency);
    column_add_text(&columns[REASON], document->reason);
    column_add_int4(&columns[DISCREPANCY], document->discrepancy);
    column_add_time(&columns[DUE_AT], document->due_at_us);
    column_add_time(&columns[CREATED_AT], document->created_at_us);
    column_add_int8(&columns[CONTENT], document->content);
    add_lines(columns, arena, document);
}

static void
save_changed(struct turn *turn, const struct document *first)
{
    static const enum column_type types[DOCUMENT_COLUMNS] = {
        COLUMN_INT4, COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT4, COLUMN_TIME, COLUMN_TIME, COLUMN_INT8, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };
    struct column columns[DOCUMENT_COLUMNS];

    store_start_columns(turn, columns, types, DOCUMENT_COLUMNS);
    for (const struct document *d = first; d != NULL; d = d->next) {
        if (d->is_changed)
            add_document(columns, turn_arena(turn), d);
    }
    if (columns[KIND].count > 0)
        store_stage_columns(turn, QUERY_SAVE_DOCUMENTS, columns, DOCUMENT_COLUMNS);
}

void
store_save_documents(struct turn *turn)
{
    struct document_stage *stage = stage_of(turn);

    if (stage->first != NULL)
        save_changed(turn, stage->first);
    if (stage->postings[0].count > 0)
        store_stage_columns(turn, QUERY_INSERT_DOCUMENT_POSTINGS, stage->postings,
                            DOCUMENT_POSTING_COLUMNS);
}

/* --- open ------------------------------------------------------------------------------------ */

void
store_open_documents(struct books *books, struct db *db, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_DOCUMENTS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        struct document document = {.kind = 0};
        decode(&document, rows, row, scratch, books, NULL);
        books_expect(books, NULL, &keeper, &document);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}
