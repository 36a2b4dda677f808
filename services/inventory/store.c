#include "services/inventory/store.h"

#include <string.h>

#include "common/metrics.h"
#include "queries.h"

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
