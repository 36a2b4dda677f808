#include "services/inventory/store.h"

#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "queries.h"

#define LINES_MAX     1000 /* of an order, of a posting */
#define FOLD_ROWS_MAX 2000 /* balances written by one turn */

const struct setting store_settings[] = {
    {"CROSSDOCK_FOLD_MS", "10000", "a changed balance is written after so many milliseconds", 0,
     60000},
    {NULL, NULL, NULL, 0, 0},
};

static struct metric open_reservations = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_inventory_open_reservations",
    .help = "Orders with promised or waiting units.",
};

static void
start_columns(struct turn *turn, struct column *columns, const enum column_type *types,
              size_t count)
{
    for (size_t i = 0; i < count; i++)
        column_start(&columns[i], turn_arena(turn), types[i]);
}

static void
stage_columns(struct turn *turn, int query, struct column *columns, size_t count)
{
    struct param *params = arena_take(turn_arena(turn), count * sizeof *params);

    for (size_t i = 0; i < count; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), query, params, (int)count);
}

/* --- open: rebuild the books ----------------------------------------------------------------- */

static void
open_items(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_ITEMS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++)
        books_item(books, NULL, row_text(rows, row, 0))->defined = true;
    rows_free(&rows);
}

static void
open_locations(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_LOCATIONS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        struct location *location = books_add_location(books, NULL, row_text(rows, row, 0));
        location->closed = row_int8(rows, row, 1) != 0;
        location->safety_stock = row_int8(rows, row, 2);
    }
    rows_free(&rows);
}

static struct stock *
open_stock_at(struct books *books, const char *code, const char *sku)
{
    struct location *location = books_find_location(books, code);

    assert(location != NULL); /* stock only comes to known locations */
    return books_stock(books, NULL, location, books_item(books, NULL, sku));
}

static void
open_stock(struct books *books, struct db *db)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_STOCK, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        struct stock *stock = open_stock_at(books, row_text(rows, row, 1), row_text(rows, row, 2));
        stock->stock_id = row_int8(rows, row, 0);
        if (books->stock_last < stock->stock_id)
            books->stock_last = stock->stock_id;
        stock->unavailable = row_int8(rows, row, 4);
        stock->folded_through = row_int8(rows, row, 6);
        move_stock(&keeper, stock, row_int8(rows, row, 3));
        memcpy(stock->bin, row_text(rows, row, 5), strlen(row_text(rows, row, 5)) + 1);
    }
    rows_free(&rows);
}

/* Columns of open_postings.sql. */
enum { FIRST_MOVEMENT_ID, LOCATION, MOVED_SKUS, QUANTITIES, ON_HAND_AFTER, BINS };

static void
open_posting(struct books *books, const struct rows *rows, int row, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    int64_t *quantities = arena_take(scratch, LINES_MAX * sizeof *quantities);
    int64_t *on_hand_after = arena_take(scratch, LINES_MAX * sizeof *on_hand_after);
    const char **skus = arena_take(scratch, LINES_MAX * sizeof *skus);
    const char **bins = arena_take(scratch, LINES_MAX * sizeof *bins);
    const size_t count = row_int8_list(rows, row, QUANTITIES, quantities, LINES_MAX);

    row_int8_list(rows, row, ON_HAND_AFTER, on_hand_after, LINES_MAX);
    row_text_list(rows, row, MOVED_SKUS, scratch, skus, LINES_MAX);
    row_text_list(rows, row, BINS, scratch, bins, LINES_MAX);
    const int64_t first = row_int8(rows, row, FIRST_MOVEMENT_ID);
    assert(count <= LINES_MAX && first <= books->movement_last + 1); /* no gap in the ledger */
    for (size_t i = 0; i < count; i++) {
        const int64_t movement_id = first + (int64_t)i;
        struct stock *stock = open_stock_at(books, row_text(rows, row, LOCATION), skus[i]);
        if (movement_id <= stock->folded_through)
            continue;
        move_stock(&keeper, stock, quantities[i]);
        assert(stock->on_hand == on_hand_after[i]); /* else the tables were tampered with */
        if (bins[i] != NULL && bins[i][0] != '\0')
            memcpy(stock->bin, bins[i], strlen(bins[i]) + 1);
        books_note_unfolded(books, NULL, stock, movement_id, 0);
    }
    if (books->movement_last < first + (int64_t)count - 1)
        books->movement_last = first + (int64_t)count - 1;
}

static void
open_postings(struct books *books, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_FOLD, NULL, 0);

    books->movement_last = row_int8(rows, 0, 0);
    rows_free(&rows);
    rows = db_read(db, QUERY_OPEN_POSTINGS, NULL, 0);
    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        open_posting(books, rows, row, scratch);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}

/* Columns of open_reservations.sql. */
/* clang-format off */
enum {
    ORDER_ID, STATE, PRIORITY, SHIP_COMPLETE, ROUND, PLACED_AT,
    CHANNEL, COUNTRY, REGION, CITY, POSTAL_CODE,
    LINES, SKUS, ORDERED, PROMISED, BACKORDERED, SHIPPED, CANCELLED
};
/* clang-format on */

static void
open_lines(struct books *books, struct reservation *reservation, const struct rows *rows, int row,
           struct arena *scratch)
{
    const size_t count = reservation->line_count;
    const char **skus = arena_take(scratch, count * sizeof *skus);
    int64_t *values = arena_take(scratch, 6 * count * sizeof *values);

    row_text_list(rows, row, SKUS, scratch, skus, count);
    row_int8_list(rows, row, LINES, values, count);
    for (int column = ORDERED; column <= CANCELLED; column++)
        row_int8_list(rows, row, column, values + (size_t)(column - ORDERED + 1) * count, count);

    for (size_t i = 0; i < count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        line->item = books_item(books, NULL, skus[i]);
        line->line = values[i] > 0 ? (uint32_t)values[i] : (uint32_t)i + 1;
        line->ordered = values[count + i];
        line->promised = values[2 * count + i];
        line->backordered = values[3 * count + i];
        line->shipped = values[4 * count + i];
        line->cancelled = values[5 * count + i];
        line->item->reserved += line->promised;
        if (reservation->state != RESERVATION_RECALLED)
            line->item->backordered += line->backordered;
    }
}

static void
open_reservation(struct books *books, const struct rows *rows, int row, struct arena *scratch)
{
    int64_t ordered[LINES_MAX];
    const struct new_reservation order = {
        .order_id = row_int8(rows, row, ORDER_ID),
        .placed_at_us = row_int8(rows, row, PLACED_AT),
        .priority = (int32_t)row_int8(rows, row, PRIORITY),
        .ship_complete = row_int8(rows, row, SHIP_COMPLETE) != 0,
        .line_count = (uint32_t)row_int8_list(rows, row, ORDERED, ordered, LINES_MAX),
        .channel = row_text(rows, row, CHANNEL),
        .country = row_text(rows, row, COUNTRY),
        .region = row_text(rows, row, REGION),
        .city = row_text(rows, row, CITY),
        .postal_code = row_text(rows, row, POSTAL_CODE),
    };
    struct reservation *reservation = books_add_reservation(books, NULL, &order);

    reservation->state = (enum reservation_state)row_int8(rows, row, STATE);
    reservation->round = (uint32_t)row_int8(rows, row, ROUND);
    open_lines(books, reservation, rows, row, scratch);
}

static void
open_reservations_all(struct books *books, struct db *db, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_RESERVATIONS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        open_reservation(books, rows, row, scratch);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);

    /* Only now is it known what is promised, and so what the waiting ones miss. */
    size_t at = 0;
    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;) {
        if (order->state != RESERVATION_RECALLED)
            promise_wait(&keeper, order);
    }
}

void
store_open(void *state, struct db *db, struct arena *scratch)
{
    struct books *books = state;

    books_open(books);
    open_items(books, db);
    open_locations(books, db);
    open_stock(books, db);
    open_postings(books, db, scratch);
    open_reservations_all(books, db, scratch);
    assert(books_add_up(books));
    log_info("books open", "items", log_number((int64_t)map_count(books->items)), "locations",
             log_number((int64_t)map_count(books->locations)), "balances",
             log_number((int64_t)map_count(books->stocks)), "open reservations",
             log_number((int64_t)map_count(books->reservations)), NULL);
}

void
store_close(void *state)
{
    books_close(state);
}

/* --- load ------------------------------------------------------------------------------------ */

void
store_want_finished(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    if (stage->wanted.arena == NULL)
        column_start(&stage->wanted, turn_arena(turn), COLUMN_INT8);
    column_add_int8(&stage->wanted, order_id);
}

void
store_load(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->wanted.count == 0)
        return;
    const struct param param = param_column(&stage->wanted);
    stage->found = db_read(turn_db(turn), QUERY_FIND_RESERVATIONS, &param, 1);
}

const char *
store_finished_channel(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    for (int row = 0; stage->found != NULL && row < rows_count(stage->found); row++) {
        if (row_int8(stage->found, row, 0) == order_id)
            return row_text(stage->found, row, 1);
    }
    return NULL;
}

/* --- gather rows ----------------------------------------------------------------------------- */

void
store_add_item(struct turn *turn, const struct item_definition *item)
{
    static const enum column_type types[ITEM_COLUMNS] = {
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8,
        COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->items;

    if (c->arena == NULL)
        start_columns(turn, c, types, ITEM_COLUMNS);
    column_add_text(c++, item->sku);
    column_add_text(c++, item->name);
    column_add_text(c++, item->gtin);
    column_add_int8(c++, item->weight_g);
    column_add_int8(c++, item->unit_cost_minor);
    column_add_text(c++, item->currency);
    column_add_int4(c++, item->lead_time_days);
    column_add_text(c++, item->supplier);
}

void
store_add_location(struct turn *turn, const struct location_definition *location)
{
    static const enum column_type types[LOCATION_COLUMNS] = {
        COLUMN_TEXT,   COLUMN_TEXT,   COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_DOUBLE, COLUMN_DOUBLE, COLUMN_TEXT, COLUMN_BOOL, COLUMN_INT8, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->locations;

    if (c->arena == NULL)
        start_columns(turn, c, types, LOCATION_COLUMNS);
    column_add_text(c++, location->code);
    column_add_text(c++, location->name);
    column_add_text(c++, location->country);
    column_add_text(c++, location->region);
    column_add_text(c++, location->city);
    column_add_text(c++, location->postal_code);
    column_add_double(c++, location->latitude_deg);
    column_add_double(c++, location->longitude_deg);
    column_add_text(c++, location->time_zone);
    column_add_bool(c++, location->closed);
    column_add_int8(c++, location->safety_stock);
    column_add_text(c++, location->gln);
}

void
store_add_posting(struct turn *turn, const struct input *input, const struct posting *posting)
{
    static const enum column_type types[POSTING_COLUMNS] = {
        COLUMN_INT8, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    };
    struct column *c = ((struct stage *)turn_stage(turn))->postings;
    int64_t quantities[LINES_MAX], on_hand_after[LINES_MAX];
    const char *skus[LINES_MAX], *bins[LINES_MAX];
    size_t bin_count = 0;

    for (size_t i = 0; i < posting->count; i++) {
        const struct movement *movement = &posting->movements[i];
        skus[i] = movement->stock->item->sku;
        quantities[i] = movement->quantity;
        on_hand_after[i] = movement->on_hand_after;
        bins[i] = movement->new_bin ? movement->stock->bin : "";
        if (movement->new_bin)
            bin_count = i + 1;
    }
    if (c->arena == NULL)
        start_columns(turn, c, types, POSTING_COLUMNS);
    column_add_int8(c++, posting->first_movement_id);
    column_add_int4(c++, posting->kind);
    column_add_text(c++, posting->location);
    column_add_text(c++, posting->reason);
    column_add_text(c++, input->from != NULL ? input->from->name : input->source);
    column_add_text(c++, input->id);
    column_add_text_list(c++, skus, posting->count);
    column_add_int8_list(c++, quantities, posting->count);
    column_add_int8_list(c++, on_hand_after, posting->count);
    column_add_text_list(c++, bins, bin_count);
}

void
store_note_reservation(struct turn *turn, struct reservation *reservation)
{
    struct stage *stage = turn_stage(turn);

    if (reservation->is_changed)
        return;
    journal_keep(turn_journal(turn), &reservation->is_changed, sizeof reservation->is_changed);
    reservation->is_changed = true;
    reservation->next_changed = NULL;
    if (stage->changed_last != NULL)
        stage->changed_last->next_changed = reservation;
    else
        stage->changed_first = reservation;
    stage->changed_last = reservation;
}

/* --- save ------------------------------------------------------------------------------------ */

/* All zero is written as an empty list. */
static void
add_counters(struct column *column, const struct reservation *reservation, size_t offset)
{
    int64_t values[LINES_MAX];
    int64_t any = 0;

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        values[i] = *(const int64_t *)((const char *)&reservation->lines[i] + offset);
        any |= values[i];
    }
    column_add_int8_list(column, values, any != 0 ? reservation->line_count : 0);
}

/* Lines numbered 1, 2, 3 ... are written as an empty list. */
static void
add_line_numbers(struct column *column, const struct reservation *reservation)
{
    int64_t values[LINES_MAX];
    bool in_order = true;

    for (uint32_t i = 0; i < reservation->line_count; i++) {
        values[i] = reservation->lines[i].line;
        in_order &= values[i] == i + 1;
    }
    column_add_int8_list(column, values, in_order ? 0 : reservation->line_count);
}

static void
add_new_reservation(struct column *c, const struct reservation *reservation)
{
    const char *skus[LINES_MAX];

    for (uint32_t i = 0; i < reservation->line_count; i++)
        skus[i] = reservation->lines[i].item->sku;
    column_add_int8(c++, reservation->order_id);
    column_add_int4(c++, reservation->state);
    column_add_int4(c++, reservation->priority);
    column_add_bool(c++, reservation->ship_complete);
    column_add_int4(c++, (int32_t)reservation->round);
    column_add_time(c++, reservation->placed_at_us);
    column_add_text(c++, reservation->channel);
    column_add_text(c++, reservation->country);
    column_add_text(c++, reservation->region);
    column_add_text(c++, reservation->city);
    column_add_text(c++, reservation->postal_code);
    add_line_numbers(c++, reservation);
    column_add_text_list(c++, skus, reservation->line_count);
    add_counters(c++, reservation, offsetof(struct reservation_line, ordered));
    add_counters(c++, reservation, offsetof(struct reservation_line, promised));
    add_counters(c++, reservation, offsetof(struct reservation_line, backordered));
    add_counters(c++, reservation, offsetof(struct reservation_line, shipped));
    add_counters(c++, reservation, offsetof(struct reservation_line, cancelled));
}

static void
add_changed_reservation(struct column *c, const struct reservation *reservation)
{
    column_add_int8(c++, reservation->order_id);
    column_add_int4(c++, reservation->state);
    column_add_int4(c++, (int32_t)reservation->round);
    add_counters(c++, reservation, offsetof(struct reservation_line, promised));
    add_counters(c++, reservation, offsetof(struct reservation_line, backordered));
    add_counters(c++, reservation, offsetof(struct reservation_line, shipped));
    add_counters(c++, reservation, offsetof(struct reservation_line, cancelled));
}

enum { NEW_COLUMNS = 18, CHANGED_COLUMNS = 7, FOLD_COLUMNS = 6 };

static const enum column_type new_types[NEW_COLUMNS] = {
    COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_BOOL, COLUMN_INT4, COLUMN_TIME,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};
static const enum column_type changed_types[CHANGED_COLUMNS] = {
    COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};

/* Each reservation is written once, however often the turn touched it. Finished ones leave. */
static void
save_reservations(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct column added[NEW_COLUMNS], changed[CHANGED_COLUMNS];

    if (stage->changed_first == NULL)
        return;
    start_columns(turn, added, new_types, NEW_COLUMNS);
    start_columns(turn, changed, changed_types, CHANGED_COLUMNS);
    for (struct reservation *r = stage->changed_first, *next; r != NULL; r = next) {
        next = r->next_changed;
        if (r->is_new)
            add_new_reservation(added, r);
        else
            add_changed_reservation(changed, r);
        journal_keep(turn_journal(turn), &r->is_new, sizeof r->is_new);
        r->is_new = false;
        r->is_changed = false; /* kept when it was set */
        if (!reservation_is_open(r))
            map_remove(books->reservations, turn_journal(turn), r->order_id);
    }
    if (added[0].count > 0)
        stage_columns(turn, QUERY_INSERT_RESERVATIONS, added, NEW_COLUMNS);
    if (changed[0].count > 0)
        stage_columns(turn, QUERY_UPDATE_RESERVATIONS, changed, CHANGED_COLUMNS);
    metric_set(&open_reservations, (int64_t)map_count(books->reservations));
}

static void
save_postings(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct param *params = arena_take(turn_arena(turn), (POSTING_COLUMNS + 1) * sizeof *params);

    for (int i = 0; i < POSTING_COLUMNS; i++)
        params[i] = param_column(&stage->postings[i]);
    params[POSTING_COLUMNS] = param_time(turn_arena(turn), turn_now_us(turn));
    db_stage(turn_db(turn), QUERY_INSERT_POSTINGS, params, POSTING_COLUMNS + 1);
}

void
store_save(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    if (stage->items[0].count > 0)
        stage_columns(turn, QUERY_SAVE_ITEMS, stage->items, ITEM_COLUMNS);
    if (stage->locations[0].count > 0)
        stage_columns(turn, QUERY_SAVE_LOCATIONS, stage->locations, LOCATION_COLUMNS);
    if (stage->postings[0].count > 0)
        save_postings(turn);
    save_reservations(turn);
    store_fold_if_due(turn);
}

/* Balances in memory have all movements so far, so that is what their rows say. */
static void
fold(struct turn *turn, struct books *books, int64_t changed_before_us)
{
    static const enum column_type types[FOLD_COLUMNS] = {
        COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT,
    };
    struct param *params = arena_take(turn_arena(turn), (FOLD_COLUMNS + 2) * sizeof *params);
    struct column columns[FOLD_COLUMNS];
    const struct stock *stock;

    start_columns(turn, columns, types, FOLD_COLUMNS);
    while ((stock = books->unfolded_first) != NULL && columns[0].count < FOLD_ROWS_MAX &&
           stock->unfolded_at_us <= changed_before_us) {
        column_add_int8(&columns[0], stock->stock_id);
        column_add_text(&columns[1], stock->location->code);
        column_add_text(&columns[2], stock->item->sku);
        column_add_int8(&columns[3], stock->on_hand);
        column_add_int8(&columns[4], stock->unavailable);
        column_add_text(&columns[5], stock->bin);
        books_note_folded(books, turn_journal(turn));
    }
    for (int i = 0; i < FOLD_COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    params[FOLD_COLUMNS] = param_int8(turn_arena(turn), books->movement_last);
    db_stage(turn_db(turn), QUERY_FOLD_STOCK, params, FOLD_COLUMNS + 1);

    params[FOLD_COLUMNS + 1] = param_int8(turn_arena(turn), stock != NULL ? stock->unfolded_from - 1
                                                                          : books->movement_last);
    db_stage(turn_db(turn), QUERY_MOVE_FOLD, &params[FOLD_COLUMNS + 1], 1);
}

void
store_fold_if_due(struct turn *turn)
{
    struct books *books = turn_state(turn);
    const int64_t changed_before_us =
        turn_now_us(turn) - service_setting("CROSSDOCK_FOLD_MS") * 1000;

    if (books->unfolded_first != NULL && books->unfolded_first->unfolded_at_us <= changed_before_us)
        fold(turn, books, changed_before_us);
}
