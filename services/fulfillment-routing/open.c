/*
 * Rebuilds memory from the service's own tables when this process becomes the leader.
 */
#include <string.h>

#include "queries.h"
#include "services/fulfillment-routing/pickup.h"
#include "services/fulfillment-routing/steps.h"
#include "services/fulfillment-routing/store.h"

#define AFTER_BYTES 72 /* longer than any code or SKU */

static void
open_locations(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_LOCATIONS, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct location_change change = {
            .code = row_text(rows, i, 0),
            .name = row_text(rows, i, 1),
            .at = {row_double(rows, i, 2), row_double(rows, i, 3)},
            .closed = row_int8(rows, i, 4) != 0,
            .safety_stock = row_int8(rows, i, 5),
            .country = row_text(rows, i, 6),
            .time_zone = row_text(rows, i, 7),
        };
        const struct location *location = location_change(memory, &change);
        assert(location != NULL);
    }
    rows_free(&rows);
}

/* Big tables come in pages; each returns the rows of its page and moves on behind them. */
static int
open_postal_page(struct memory *memory, struct db *db, struct arena *scratch,
                 char after[2][AFTER_BYTES])
{
    const struct param params[] = {param_text(scratch, after[0]), param_text(scratch, after[1])};
    struct rows *rows = db_read(db, QUERY_OPEN_POSTAL_CODES, params, 2);
    const int count = rows_count(rows);

    for (int i = 0; i < count; i++) {
        char city[CITY_KEY_BYTES] = "";
        struct postal_entry entry = {.city_key = city};
        const char *country = row_text(rows, i, 0);
        const char *code = row_text(rows, i, 1);
        strcpy(entry.row.key, country);
        strcat(entry.row.key, code);
        if (!city_key(country, row_text(rows, i, 2), city))
            city[0] = '\0';
        entry.row.latitude_e7 = (int32_t)row_int8(rows, i, 4);
        entry.row.longitude_e7 = (int32_t)row_int8(rows, i, 5);
        postal_code_append(memory, &entry);
        if (i == count - 1) {
            strcpy(after[0], country);
            strcpy(after[1], code);
        }
    }
    rows_free(&rows);
    return count;
}

static int
open_stock_page(struct memory *memory, struct db *db, struct arena *scratch,
                char after[2][AFTER_BYTES])
{
    const struct param params[] = {param_text(scratch, after[0]), param_text(scratch, after[1])};
    struct rows *rows = db_read(db, QUERY_OPEN_STOCK_VIEW, params, 2);
    const int count = rows_count(rows);

    for (int i = 0; i < count; i++) {
        const struct location *location = location_find(memory, row_text(rows, i, 0));
        assert(location != NULL);
        struct shelf *shelf = shelf_of(memory, sku_of(memory, row_text(rows, i, 1)), location);
        shelf->on_hand = row_int8(rows, i, 2);
        shelf->unavailable = row_int8(rows, i, 3);
        shelf->bin = bin_of(memory, row_text(rows, i, 4));
        shelf->doubtful = row_int8(rows, i, 5) != 0;
        if (i == count - 1) {
            strcpy(after[0], row_text(rows, i, 0));
            strcpy(after[1], row_text(rows, i, 1));
        }
    }
    rows_free(&rows);
    return count;
}

static void
open_lots(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_LOT_VIEW, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct location *location = location_find(memory, row_text(rows, i, 0));
        const struct lot lot = {.name = row_text(rows, i, 2),
                                .expires_on = (int32_t)row_int8(rows, i, 3),
                                .quantity = row_int8(rows, i, 4)};
        lots_change(memory, shelf_of(memory, sku_of(memory, row_text(rows, i, 1)), location), &lot);
    }
    rows_free(&rows);
}

static void
open_scarcity(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_SCARCITY_PRICES, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct scarcity_price price = {.sku = row_text(rows, i, 0),
                                             .location = row_text(rows, i, 1),
                                             .price_nano = row_int8(rows, i, 2),
                                             .currency = row_text(rows, i, 3)};
        scarcity_change(memory, &price);
    }
    rows_free(&rows);
}

/* The packed lines of a row: three columns from `column` on, picked when has_picked, together, and
 * missing behind picked. */
static uint32_t
read_lines(struct memory *memory, struct arena *scratch, const struct rows *rows, int row,
           int column, bool has_picked, struct ask *lines)
{
    const int together_column = column + (has_picked ? 4 : 3);
    const bool has_together = !row_is_null(rows, row, together_column);
    const bool has_missing = has_picked && !row_is_null(rows, row, column + 5);
    int64_t together[LINES_MAX];
    int64_t numbers[LINES_MAX];
    int64_t quantities[LINES_MAX];
    int64_t picked[LINES_MAX];
    int64_t missing[LINES_MAX];
    const char *skus[LINES_MAX];
    const size_t count = row_int8_list(rows, row, column, numbers, LINES_MAX);

    row_text_list(rows, row, column + 1, scratch, skus, LINES_MAX);
    row_int8_list(rows, row, column + 2, quantities, LINES_MAX);
    if (has_picked)
        row_int8_list(rows, row, column + 3, picked, LINES_MAX);
    if (has_together)
        row_int8_list(rows, row, together_column, together, LINES_MAX);
    if (has_missing)
        row_int8_list(rows, row, column + 5, missing, LINES_MAX);
    for (size_t i = 0; i < count; i++)
        lines[i] = (struct ask){.line = (int32_t)numbers[i],
                                .sku = sku_of(memory, skus[i]),
                                .quantity = quantities[i],
                                .picked = has_picked ? picked[i] : 0,
                                .missing = has_missing ? missing[i] : 0,
                                .together = has_together ? (int32_t)together[i] : 0};
    return (uint32_t)count;
}

/* The newest part knows where the order goes: part_id grows with time. */
static struct order *
read_order(struct memory *memory, const struct rows *rows, int row, int64_t id, int64_t part_id,
           int column)
{
    const struct destination destination = {
        row_text(rows, row, column), row_text(rows, row, column + 1),
        row_text(rows, row, column + 2), row_text(rows, row, column + 3)};

    struct order *order = order_open(memory, id, row_int8(rows, row, column + 4), &destination);
    if (part_id < order->destination_from)
        return order;
    order->destination_from = part_id;
    if (!order_goes_to(order, &destination))
        order_redirect(memory, order, &destination);
    return order;
}

/* What a fulfillment order keeps others from taking: planned units until picked, then those found.
 */
static void
hold_again(struct memory *memory, const struct fulfillment *fulfillment)
{
    if (fulfillment->stock_seen)
        return;
    for (uint32_t i = 0; i < fulfillment->line_count; i++) {
        const struct ask *line = &fulfillment->lines[i];
        shelf_hold(memory, line->sku, fulfillment->location, step_held_units(fulfillment, line));
    }
}

static void
put_on_list(struct memory *memory, struct fulfillment *fulfillment)
{
    struct pick_list *list = map_find(memory->pick_lists, fulfillment->pick_list_id);

    if (list == NULL)
        list = pick_list_add(memory, fulfillment->pick_list_id, fulfillment->location);
    pick_list_join(memory, list, fulfillment);
}

/* What it takes of a day is counted by store_open_slots. */
static void
read_plan(struct memory *memory, const struct rows *rows, int row, int column,
          struct fulfillment *to)
{
    to->dispatch_day = (int32_t)row_int8(rows, row, column);
    to->deliver_on_day = (int32_t)row_int8(rows, row, column + 1);
    to->dispatch_by_us = row_is_null(rows, row, column + 2) ? 0 : row_int8(rows, row, column + 2);
    to->cost_nano = row_int8(rows, row, column + 3);
    to->policy = (uint32_t)row_int8(rows, row, column + 4);
    to->carrier = bin_of(memory, row_text(rows, row, column + 5));
    to->service = bin_of(memory, row_text(rows, row, column + 6));
    to->has_slot = to->dispatch_day != 0;
}

static int
open_fulfillment_page(struct memory *memory, struct db *db, struct arena *scratch, int64_t *after)
{
    const struct param params[] = {param_int8(scratch, *after)};
    struct rows *rows = db_read(db, QUERY_OPEN_FULFILLMENT_ORDERS, params, 1);
    const int count = rows_count(rows);
    struct ask lines[LINES_MAX];

    for (int i = 0; i < count; i++) {
        const size_t mark = arena_mark(scratch);
        const uint32_t line_count = read_lines(memory, scratch, rows, i, 13, true, lines);
        struct order *order =
            read_order(memory, rows, i, row_int8(rows, i, 1), row_int8(rows, i, 0), 7);
        struct location *location = location_find(memory, row_text(rows, i, 2));
        assert(location != NULL);
        *after = row_int8(rows, i, 0);
        struct fulfillment *fulfillment =
            fulfillment_add(memory, *after, order, location, line_count);
        fulfillment->state = (enum fulfillment_state)row_int8(rows, i, 3);
        fulfillment->pick_list_id = row_int8(rows, i, 4);
        fulfillment->parent_id = row_int8(rows, i, 5);
        fulfillment->distance_m = row_int8(rows, i, 6);
        fulfillment->planned_at_us = row_int8(rows, i, 12);
        fulfillment->stock_seen = row_int8(rows, i, 19) != 0;
        read_plan(memory, rows, i, 20, fulfillment);
        promise_watch(memory, fulfillment);
        memcpy(fulfillment->lines, lines, line_count * sizeof *lines);
        hold_again(memory, fulfillment);
        if (fulfillment->state == FULFILLMENT_PLANNED && fulfillment->dispatch_day != 0)
            later_wait(memory, fulfillment, 0); /* joins its wave at once, when its day has come */
        else if (fulfillment->state == FULFILLMENT_PLANNED)
            fulfillment_wait(memory, fulfillment);
        if (fulfillment_is_on_list(fulfillment->state))
            put_on_list(memory, fulfillment);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
    return count;
}

/* What is held for a line follows what was taken for it. */
static void
open_taken(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_TAKEN, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        struct fulfillment *fulfillment = map_find(memory->fulfillments, row_int8(rows, i, 0));
        const char *code = row_text(rows, i, 2);
        struct sku *instead = code[0] == '\0' ? NULL : sku_of(memory, code);
        const int64_t units = row_int8(rows, i, 4);
        const struct taken *taken = taken_add(memory, fulfillment, (int32_t)row_int8(rows, i, 1),
                                              instead, row_text(rows, i, 3), units);
        if (instead == NULL || fulfillment->stock_seen)
            continue;
        for (uint32_t line = 0; line < fulfillment->line_count; line++) {
            if (fulfillment->lines[line].line == taken->line)
                shelf_hold(memory, fulfillment->lines[line].sku, fulfillment->location, -units);
        }
        shelf_hold(memory, instead, fulfillment->location, units);
    }
    rows_free(&rows);
}

static void
open_parcels(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_PARCELS, NULL, 0);
    int64_t lines[LINES_MAX];
    int64_t quantities[LINES_MAX];

    for (int i = 0; i < rows_count(rows); i++) {
        const uint32_t count = (uint32_t)row_int8_list(rows, i, 2, lines, LINES_MAX);
        struct parcel *parcel =
            parcel_add(memory, map_find(memory->fulfillments, row_int8(rows, i, 1)),
                       row_text(rows, i, 0), count);
        row_int8_list(rows, i, 3, quantities, LINES_MAX);
        for (uint32_t line = 0; line < count; line++)
            parcel->lines[line] = (struct parcel_content){(int32_t)lines[line], quantities[line]};
        parcel->weight_g = row_int8(rows, i, 4);
    }
    rows_free(&rows);
    rows = db_read(db, QUERY_OPEN_SSCC_COUNTERS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++)
        sscc_counter_of(memory, row_text(rows, i, 0))->next = row_int8(rows, i, 1);
    rows_free(&rows);
}

/* What is known of the lists that are not done; their fulfillment orders are on them already. */
static bool
open_pick_list_page(struct memory *memory, struct db *db, struct arena *scratch, size_t *at)
{
    const size_t mark = arena_mark(scratch);
    const struct pick_list *known;
    struct column ids;

    column_start(&ids, scratch, COLUMN_INT8);
    while (ids.count < 10000 && (known = map_next(memory->pick_lists, at)) != NULL)
        column_add_int8(&ids, known->id);
    const bool more = ids.count > 0;
    const struct param params[] = {param_column(&ids)};
    struct rows *rows = db_read(db, QUERY_OPEN_PICK_LISTS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct pick_list *list = map_find(memory->pick_lists, row_int8(rows, i, 0));
        list->accepted = row_int8(rows, i, 1) == 2;
        list->released_at_us = row_int8(rows, i, 2);
        list->cut_off_at_us = row_int8(rows, i, 3);
        if (row_int8(rows, i, 5) != 0)
            pick_list_lease(memory, list, row_text(rows, i, 4), row_int8(rows, i, 5));
    }
    rows_free(&rows);
    arena_reset(scratch, mark);
    return more;
}

static void
open_parked(struct memory *memory, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_PARKED, NULL, 0);
    struct ask lines[LINES_MAX];

    for (int i = 0; i < rows_count(rows); i++) {
        const size_t mark = arena_mark(scratch);
        const uint32_t line_count = read_lines(memory, scratch, rows, i, 9, false, lines);
        struct order *order =
            read_order(memory, rows, i, row_int8(rows, i, 1), row_int8(rows, i, 0), 4);
        struct parked *parked = parked_add(memory, row_int8(rows, i, 0), order, lines, line_count);
        parked->reason = (enum parked_reason)row_int8(rows, i, 2);
        parked->parent_id = row_int8(rows, i, 3);
        parked->promised_day = (int32_t)row_int8(rows, i, 13);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
    parked_stir_all(memory); /* what was stirred before is not known any more */
}

/* What is remembered of the orders that are still open. */
static int
open_past_page(struct memory *memory, struct db *db, struct arena *scratch, int64_t *after)
{
    const struct param params[] = {param_int8(scratch, *after)};
    struct rows *rows = db_read(db, QUERY_OPEN_ORDER_PASTS, params, 1);
    const int count = rows_count(rows);

    for (int i = 0; i < count; i++) {
        const size_t mark = arena_mark(scratch);
        struct past past;
        *after = row_int8(rows, i, 0);
        struct order *order = map_find(memory->orders, *after);
        if (order == NULL)
            continue;
        store_read_past(memory, scratch, rows, i, 1, &past);
        order_remember(memory, order, &past);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
    return count;
}

/* How the customers of the orders that are still open want them. */
static int
open_terms_page(struct memory *memory, struct db *db, struct arena *scratch, int64_t *after)
{
    const struct param params[] = {param_int8(scratch, *after)};
    struct rows *rows = db_read(db, QUERY_OPEN_ORDER_TERMS, params, 1);
    const int count = rows_count(rows);

    for (int i = 0; i < count; i++) {
        *after = row_int8(rows, i, 0);
        struct order *order = map_find(memory->orders, *after);
        const char *pickup_location = row_text(rows, i, 2);
        if (order == NULL)
            continue;
        order->terms = (struct terms){
            .deliver_by_day = (int32_t)row_int8(rows, i, 1),
            .pickup = pickup_location[0] == '\0' ? NULL : location_find(memory, pickup_location),
            .substitutes_allowed = row_int8(rows, i, 3) != 0,
        };
        assert((order->terms.pickup == NULL) == (pickup_location[0] == '\0'));
    }
    rows_free(&rows);
    return count;
}

/* The rows of open orders do not say on which channel they were bought; their decisions do. */
static bool
open_channels_page(struct memory *memory, struct db *db, struct arena *scratch, size_t *at)
{
    const size_t mark = arena_mark(scratch);
    const struct order *known;
    struct column ids;

    column_start(&ids, scratch, COLUMN_INT8);
    while (ids.count < 10000 && (known = map_next(memory->orders, at)) != NULL)
        column_add_int8(&ids, known->id);
    const bool more = ids.count > 0;
    const struct param params[] = {param_column(&ids)};
    struct rows *rows = db_read(db, QUERY_OPEN_ORDER_CHANNELS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct order *order = map_find(memory->orders, row_int8(rows, i, 0));
        order->channel = bin_of(memory, row_text(rows, i, 1));
    }
    rows_free(&rows);
    arena_reset(scratch, mark);
    return more;
}

static int64_t
oldest_order(const struct memory *memory)
{
    int64_t oldest = INT64_MAX;
    const struct order *order;

    for (size_t at = 0; (order = map_next(memory->orders, &at)) != NULL;)
        oldest = order->id < oldest ? order->id : oldest;
    return oldest;
}

/* What can be collected, and until when; after the terms, which say where. */
static void
open_pickups(struct memory *memory, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_PICKUPS, NULL, 0);
    struct fulfillment *open;

    /* What has not left goes where the order goes; it was planned anew when that changed. */
    for (size_t at = 0; (open = map_next(memory->fulfillments, &at)) != NULL;) {
        if (fulfillment_is_open(open->state))
            open->pickup = open->order->terms.pickup;
    }

    for (int i = 0; i < rows_count(rows); i++) {
        struct fulfillment *fulfillment = map_find(memory->fulfillments, row_int8(rows, i, 0));
        if (fulfillment == NULL)
            continue; /* it had been sent there, and nobody came */
        fulfillment->pickup_over = row_int8(rows, i, 1) == PICKUP_EXPIRED;
        fulfillment->pickup = location_find(memory, row_text(rows, i, 2));
        fulfillment->ready_until_us = row_int8(rows, i, 3);
        assert(fulfillment->pickup != NULL);
        pickup_open(memory, fulfillment);
    }
    rows_free(&rows);
}

void
store_open(void *state, struct db *db, struct arena *scratch)
{
    struct memory *memory = state;
    char after_code[2][AFTER_BYTES] = {"", ""};
    char after_shelf[2][AFTER_BYTES] = {"", ""};
    int64_t after_id = 0;
    int64_t after_order = 0;
    size_t list_at = 0, order_at = 0;

    memory->journal = NULL;
    memory_open(memory);
    store_open_policies(memory, db, scratch);
    store_open_time_zones(memory, db, scratch);
    open_locations(memory, db);
    store_open_profiles(memory, db, scratch);
    store_open_items(memory, db, scratch);
    while (open_postal_page(memory, db, scratch, after_code) > 0)
        ;
    while (open_stock_page(memory, db, scratch, after_shelf) > 0)
        ;
    open_lots(memory, db);
    open_scarcity(memory, db);
    while (open_fulfillment_page(memory, db, scratch, &after_id) > 0)
        ;
    open_taken(memory, db);
    open_parcels(memory, db);
    while (open_pick_list_page(memory, db, scratch, &list_at))
        ;
    open_parked(memory, db, scratch);
    while (open_past_page(memory, db, scratch, &after_order) > 0)
        ;
    after_order = oldest_order(memory) - 1;
    while (open_terms_page(memory, db, scratch, &after_order) > 0)
        ;
    while (open_channels_page(memory, db, scratch, &order_at))
        ;
    store_open_slots(memory, db);
    open_pickups(memory, db);
    outage_begin(memory, NULL);
    store_open_day_start(memory, db);

    struct rows *rows = db_read(db, QUERY_OPEN_COUNTERS, NULL, 0);
    memory->next_id = row_int8(rows, 0, 0);
    memory->next_pick_list_id = row_int8(rows, 0, 1);
    rows_free(&rows);
}

void
store_close(void *state)
{
    memory_close(state);
}
