/*
 * Rows of reservations: found, added and changed.
 */
#include <string.h>

#include "common/metrics.h"
#include "queries.h"
#include "services/inventory/store.h"

METRIC(open_reservations) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_inventory_open_reservations",
    .help = "Orders with promised or waiting units.",
};

void
store_want_finished(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    if (stage->wanted.arena == NULL)
        column_start(&stage->wanted, turn_arena(turn), COLUMN_INT8);
    column_add_int8(&stage->wanted, order_id);
}

void
store_load_orders(struct turn *turn)
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
            return row_text(stage->found, row, RESERVATION_CHANNEL);
    }
    return NULL;
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

/* Null: it is delivered, as most are. */
static void
add_pickup(struct column *column, const struct reservation *reservation)
{
    const char *location = reservation->terms.pickup_location;

    column_add_text(column, location[0] != '\0' ? location : NULL);
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
    column_add_int4(c++, reservation->terms.deliver_by_day);
    add_pickup(c++, reservation);
    column_add_bool(c++, reservation->terms.substitutes_allowed);
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

static void
add_amended_reservation(struct column *c, const struct reservation *reservation)
{
    int64_t together[LINES_MAX];

    for (uint32_t i = 0; i < reservation->line_count; i++)
        together[i] = reservation->lines[i].together;
    column_add_int8(c++, reservation->order_id);
    column_add_bool(c++, reservation->held);
    column_add_text(c++, reservation->country);
    column_add_text(c++, reservation->region);
    column_add_text(c++, reservation->city);
    column_add_text(c++, reservation->postal_code);
    add_counters(c++, reservation, offsetof(struct reservation_line, ordered));
    add_counters(c++, reservation, offsetof(struct reservation_line, unrouted));
    add_counters(c++, reservation, offsetof(struct reservation_line, kept));
    column_add_int8_list(c++, together, reservation->groups ? reservation->line_count : 0);
    add_pickup(c++, reservation);
}

enum { NEW_COLUMNS = 21, CHANGED_COLUMNS = 7, AMENDED_COLUMNS = 11 };

static const enum column_type new_types[NEW_COLUMNS] = {
    COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_BOOL, COLUMN_INT4, COLUMN_TIME,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_INT4, COLUMN_TEXT, COLUMN_BOOL,
};
static const enum column_type changed_types[CHANGED_COLUMNS] = {
    COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};

static const enum column_type amended_types[AMENDED_COLUMNS] = {
    COLUMN_INT8, COLUMN_BOOL, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
};

/* Each reservation is written once, however often the turn touched it; those that are not plain
 * any more a second time, for what plain ones never change. Finished ones leave. */
void
store_save_orders(struct turn *turn)
{
    struct books *books = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct column added[NEW_COLUMNS], changed[CHANGED_COLUMNS], amended[AMENDED_COLUMNS];

    if (stage->changed_first == NULL)
        return;
    store_start_columns(turn, added, new_types, NEW_COLUMNS);
    store_start_columns(turn, changed, changed_types, CHANGED_COLUMNS);
    store_start_columns(turn, amended, amended_types, AMENDED_COLUMNS);
    for (struct reservation *r = stage->changed_first, *next; r != NULL; r = next) {
        next = r->next_changed;
        if (r->is_new)
            add_new_reservation(added, r);
        else
            add_changed_reservation(changed, r);
        if (r->is_amended)
            add_amended_reservation(amended, r);
        journal_keep(turn_journal(turn), r, sizeof *r);
        r->is_new = r->is_amended = false;
        r->is_changed = false; /* kept when it was set */
        if (!reservation_is_open(r))
            books_remove_reservation(books, turn_journal(turn), r);
    }
    if (added[0].count > 0)
        store_stage_columns(turn, QUERY_INSERT_RESERVATIONS, added, NEW_COLUMNS);
    if (changed[0].count > 0)
        store_stage_columns(turn, QUERY_UPDATE_RESERVATIONS, changed, CHANGED_COLUMNS);
    if (amended[0].count > 0)
        store_stage_columns(turn, QUERY_AMEND_RESERVATIONS, amended, AMENDED_COLUMNS);
    metric_set(&open_reservations, (int64_t)map_count(books->reservations));
}
