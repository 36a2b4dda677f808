/*
 * Rebuild the books from the tables, when this process begins to lead: items, locations, balances
 * as they were written, the movements that came after, the open reservations and who waits.
 */
#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "queries.h"
#include "services/inventory/store.h"

/* Columns of open_items.sql. */
/* clang-format off */
enum {
    ITEM_SKU, GTIN, UNIT_COST, PACK_NAMES, PACK_UNITS, PACK_GTINS, LOT_TRACKED, SHELF_LIFE,
    BACKORDER, BACKORDER_CAP, PREORDER_CAP, AVAILABLE_FROM, LOW_STOCK, RECOVERED_STOCK
};
/* clang-format on */

static void
open_packs(struct books *books, struct item *item, const struct rows *rows, int row,
           struct arena *scratch)
{
    const char *names[PACKS_MAX], *gtins[PACKS_MAX];
    int64_t units[PACKS_MAX];
    struct pack packs[PACKS_MAX] = {0};
    const size_t count = row_int8_list(rows, row, PACK_UNITS, units, PACKS_MAX);

    row_text_list(rows, row, PACK_NAMES, scratch, names, PACKS_MAX);
    row_text_list(rows, row, PACK_GTINS, scratch, gtins, PACKS_MAX);
    for (size_t i = 0; i < count; i++) {
        snprintf(packs[i].name, sizeof packs[i].name, "%s", names[i]);
        snprintf(packs[i].gtin, sizeof packs[i].gtin, "%s", gtins[i]);
        packs[i].units = units[i];
    }
    books_set_packs(books, NULL, item, row_text(rows, row, GTIN), packs, (uint32_t)count);
}

static void
open_item(struct books *books, const struct rows *rows, int row, struct arena *scratch)
{
    struct item *item = books_item(books, NULL, row_text(rows, row, ITEM_SKU));

    item->defined = true;
    item->unit_cost_minor = row_int8(rows, row, UNIT_COST);
    item->lot_tracked = row_int8(rows, row, LOT_TRACKED) != 0;
    item->shelf_life_days_min = (int32_t)row_int8(rows, row, SHELF_LIFE);
    item->backorder = (enum backorder_policy)row_int8(rows, row, BACKORDER);
    item->backorder_cap = row_int8(rows, row, BACKORDER_CAP);
    item->preorder_cap = row_int8(rows, row, PREORDER_CAP);
    item->available_from_us = row_int8(rows, row, AVAILABLE_FROM);
    item->low_stock = row_int8(rows, row, LOW_STOCK);
    item->recovered_stock = row_int8(rows, row, RECOVERED_STOCK);
    open_packs(books, item, rows, row, scratch);
}

static void
open_items(struct books *books, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_ITEMS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        open_item(books, rows, row, scratch);
        arena_reset(scratch, mark);
    }
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
        snprintf(stock->bin, sizeof stock->bin, "%s", row_text(rows, row, 4));
        stock->folded_through = row_int8(rows, row, 5);
        stock->movement_last = row_int8(rows, row, 6);
        move_stock(&keeper, stock, NULL, row_int8(rows, row, 3));
    }
    rows_free(&rows);
}

/* Columns of open_postings.sql. */
enum { FIRST_MOVEMENT_ID, LOCATION, MOVED_SKUS, QUANTITIES, ON_HAND_AFTER, BINS, MOVED_HOW, MOVED_ON };

static void
open_posting(struct books *books, const struct rows *rows, int row, int64_t folded,
             struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    const size_t max = POSTING_MOVEMENTS_MAX;
    int64_t *quantities = arena_take(scratch, max * sizeof *quantities);
    int64_t *on_hand_after = arena_take(scratch, max * sizeof *on_hand_after);
    const char **skus = arena_take(scratch, max * sizeof *skus);
    const char **bins = arena_take(scratch, max * sizeof *bins);
    const size_t count = row_int8_list(rows, row, QUANTITIES, quantities, max);

    row_int8_list(rows, row, ON_HAND_AFTER, on_hand_after, max);
    row_text_list(rows, row, MOVED_SKUS, scratch, skus, max);
    row_text_list(rows, row, BINS, scratch, bins, max);
    const int64_t first = row_int8(rows, row, FIRST_MOVEMENT_ID);
    assert(count <= max && first <= books->movement_last + 1); /* no gap in the ledger */
    for (size_t i = 0; i < count; i++) {
        const int64_t movement_id = first + (int64_t)i;
        struct stock *stock = open_stock_at(books, row_text(rows, row, LOCATION), skus[i]);
        if (movement_id > folded &&
            store_open_moved(books, stock->item, (int32_t)row_int8(rows, row, MOVED_ON),
                             (enum movement_kind)row_int8(rows, row, MOVED_HOW), movement_id,
                             quantities[i]))
            books_note_unfolded(books, NULL, stock, movement_id, 0);
        if (movement_id <= stock->folded_through)
            continue;
        move_stock(&keeper, stock, NULL, quantities[i]);
        assert(stock->on_hand == on_hand_after[i]); /* else the tables were tampered with */
        if (bins[i] != NULL && bins[i][0] != '\0')
            memcpy(stock->bin, bins[i], strlen(bins[i]) + 1);
        stock->movement_last = movement_id;
        books_note_unfolded(books, NULL, stock, movement_id, 0);
    }
    if (books->movement_last < first + (int64_t)count - 1)
        books->movement_last = first + (int64_t)count - 1;
}

static void
open_postings(struct books *books, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_FOLD, NULL, 0);

    const int64_t folded = row_int8(rows, 0, 0); /* all rows have the movements through this one */
    books->movement_last = folded;
    rows_free(&rows);
    rows = db_read(db, QUERY_OPEN_POSTINGS, NULL, 0);
    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        open_posting(books, rows, row, folded, scratch);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}

/* --- lots, piles, what is kept back ---------------------------------------------------------- */

static void
open_lots(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_LOTS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++)
        books_add_lot(books, NULL, books_item(books, NULL, row_text(rows, row, 0)),
                      row_text(rows, row, 1), (int32_t)row_int8(rows, row, 2));
    rows_free(&rows);
}

/* Their rows are as of the last turn; the balances have them already. */
static void
open_piles(struct books *books, struct db *db)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_PILES, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        struct stock *stock = open_stock_at(books, row_text(rows, row, 1), row_text(rows, row, 2));
        const char *code = row_text(rows, row, 4);
        const struct lot *lot = code[0] != '\0' ? books_find_lot(books, stock->item, code) : NULL;
        assert(lot != NULL || code[0] == '\0'); /* written before the pile */
        struct pile *pile =
            books_add_pile(books, NULL, stock, (enum stock_state)row_int8(rows, row, 3), lot,
                           row_int8(rows, row, 0));
        pile->quantity = row_int8(rows, row, 5);
        stock_refit(&keeper, stock);
    }
    rows_free(&rows);
}

static void
open_safety_stocks(struct books *books, struct db *db)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_SAFETY_STOCKS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        struct stock *stock = open_stock_at(books, row_text(rows, row, 0), row_text(rows, row, 1));
        change_safety_stock(&keeper, stock, row_int8(rows, row, 2));
        change_held_back(&keeper, stock, row_int8(rows, row, 3));
    }
    rows_free(&rows);
}

/* Columns of open_reservations.sql. */
/* clang-format off */
enum {
    ORDER_ID, STATE, PRIORITY, SHIP_COMPLETE, ROUND, PLACED_AT,
    CHANNEL, COUNTRY, REGION, CITY, POSTAL_CODE, HELD, SKUS,
    LINES, ORDERED, PROMISED, BACKORDERED, SHIPPED, CANCELLED, UNROUTED, KEPT, TOGETHER,
    DELIVER_BY, PICKUP, SUBSTITUTES,
    LINE_COLUMNS = TOGETHER - LINES + 1
};
_Static_assert((int)CHANNEL == (int)RESERVATION_CHANNEL, "as store.h says");
/* clang-format on */

static void
open_lines(struct books *books, struct journal *journal, struct reservation *reservation,
           const struct rows *rows, int row, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(journal);
    const size_t count = reservation->line_count;
    const char **skus = arena_take(scratch, count * sizeof *skus);
    int64_t *values = arena_take(scratch, LINE_COLUMNS * count * sizeof *values);

    row_text_list(rows, row, SKUS, scratch, skus, count);
    for (int column = LINES; column <= TOGETHER; column++)
        row_int8_list(rows, row, column, values + (size_t)(column - LINES) * count, count);

    for (size_t i = 0; i < count; i++) {
        struct reservation_line *line = &reservation->lines[i];
        const int64_t *value = values + i;
        line->item = books_item(books, journal, skus[i]);
        line->line = value[0] > 0 ? (uint32_t)value[0] : (uint32_t)i + 1;
        line->ordered = value[(ORDERED - LINES) * count];
        line->promised = value[(PROMISED - LINES) * count];
        line->backordered = value[(BACKORDERED - LINES) * count];
        line->shipped = value[(SHIPPED - LINES) * count];
        line->cancelled = value[(CANCELLED - LINES) * count];
        line->unrouted = value[(UNROUTED - LINES) * count];
        line->kept = value[(KEPT - LINES) * count];
        line->together = (uint32_t)value[(TOGETHER - LINES) * count];
        reservation->groups |= line->together != 0;
        keep_item(&keeper, line->item);
        line->item->reserved += line->promised;
        line->item->backordered += line->backordered;
    }
    holders_add(&keeper, reservation);
    books_use_rules(books, journal, reservation);
    for (size_t i = 0; i < count; i++)
        channel_note(&keeper, reservation->lines[i].allotment, reservation->lines[i].promised);
}

static struct reservation *
open_reservation(struct books *books, struct journal *journal, const struct rows *rows, int row,
                 struct arena *scratch)
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
        .terms = {.deliver_by_day = (int32_t)row_int8(rows, row, DELIVER_BY),
                  .substitutes_allowed = row_int8(rows, row, SUBSTITUTES) != 0,
                  .pickup_location = row_text(rows, row, PICKUP)},
    };
    struct reservation *reservation = books_add_reservation(books, journal, &order);

    reservation->state = (enum reservation_state)row_int8(rows, row, STATE);
    reservation->round = (uint32_t)row_int8(rows, row, ROUND);
    reservation->held = row_int8(rows, row, HELD) != 0;
    open_lines(books, journal, reservation, rows, row, scratch);
    return reservation;
}

struct reservation *
store_reopen(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    for (int row = 0; stage->found != NULL && row < rows_count(stage->found); row++) {
        if (row_int8(stage->found, row, ORDER_ID) == order_id)
            return open_reservation(turn_state(turn), turn_journal(turn), stage->found, row,
                                    turn_arena(turn));
    }
    return NULL;
}

/* Columns of open_changes.sql. */
/* clang-format off */
enum {
    CHANGE_ID, CHANGE_ORDER_ID, KIND, REQUEST, WHOLE, WAITING_ONLY, ASKED,
    TO_COUNTRY, TO_REGION, TO_CITY, TO_POSTAL_CODE,
    INDEXES, ASKED_UNITS, TOOK_WAITING, TOOK_PROMISED
};
/* clang-format on */

static void
open_change(struct books *books, const struct rows *rows, int row)
{
    const struct keeper keeper = books_keeper(NULL);
    int64_t values[4][LINES_MAX];
    const struct new_change new = {
        .kind = (enum change_kind)row_int8(rows, row, KIND),
        .request = (uint32_t)row_int8(rows, row, REQUEST),
        .line_count = (uint32_t)row_int8_list(rows, row, INDEXES, values[0], LINES_MAX),
        .country = row_text(rows, row, TO_COUNTRY),
        .region = row_text(rows, row, TO_REGION),
        .city = row_text(rows, row, TO_CITY),
        .postal_code = row_text(rows, row, TO_POSTAL_CODE),
    };
    struct change *change = books_add_change(books, NULL, row_int8(rows, row, CHANGE_ID),
                                             row_int8(rows, row, CHANGE_ORDER_ID), &new);
    struct reservation *reservation = books_find_reservation(books, change->order_id);

    assert(reservation != NULL); /* what is finished has no open changes */
    for (int column = ASKED_UNITS; column <= TOOK_PROMISED; column++)
        row_int8_list(rows, row, column, values[column - INDEXES], LINES_MAX);
    change->whole = row_int8(rows, row, WHOLE) != 0;
    change->waiting_only = row_int8(rows, row, WAITING_ONLY) != 0;
    change->asked = row_int8(rows, row, ASKED) != 0;
    change->is_stored = true;
    for (uint32_t i = 0; i < change->line_count; i++) {
        change->lines[i] = (struct change_line){.index = (uint32_t)values[0][i],
                                                .asked = values[1][i],
                                                .took_waiting = values[2][i],
                                                .took_promised = values[3][i]};
        assert(change->lines[i].index < reservation->line_count);
        if (change->kind == CHANGE_REVOKE)
            revoke_note(&keeper, &reservation->lines[values[0][i]], values[1][i]);
    }
    change_add(&keeper, reservation, change);
}

/* Columns of open_channels.sql. */
enum { CODE, CHANNEL_PRIORITY, BUFFER, CAP, CHANNEL_SKUS, BUFFERS, CAPS };

static void
open_channels(struct books *books, struct db *db, struct arena *scratch)
{
    struct rows *rows = db_read(db, QUERY_OPEN_CHANNELS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        struct channel *channel = books_channel(books, NULL, row_text(rows, row, CODE));
        const char *skus[CHANNEL_LINES_MAX];
        int64_t buffers[CHANNEL_LINES_MAX], caps[CHANNEL_LINES_MAX];
        const size_t count =
            row_text_list(rows, row, CHANNEL_SKUS, scratch, skus, CHANNEL_LINES_MAX);
        row_int8_list(rows, row, BUFFERS, buffers, CHANNEL_LINES_MAX);
        row_int8_list(rows, row, CAPS, caps, CHANNEL_LINES_MAX);
        books_set_channel(books, NULL, channel, (int32_t)row_int8(rows, row, CHANNEL_PRIORITY),
                          row_int8(rows, row, BUFFER), row_int8(rows, row, CAP), count > 0);
        for (size_t i = 0; i < count; i++)
            books_set_channel_item(books, NULL, channel, books_item(books, NULL, skus[i]),
                                   buffers[i], caps[i]);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}

/* Columns of open_holds.sql. */
enum { HOLD_CHANNEL, HOLD_ID, SINCE, EXPIRES_AT, HOLD_SKUS, UNITS };

static void
open_holds(struct books *books, struct db *db, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_HOLDS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        const char *skus[LINES_MAX];
        int64_t units[LINES_MAX];
        const struct new_hold new = {
            .channel = row_text(rows, row, HOLD_CHANNEL),
            .hold_id = row_text(rows, row, HOLD_ID),
            .since_us = row_int8(rows, row, SINCE),
            .expires_at_us = row_int8(rows, row, EXPIRES_AT),
            .line_count = (uint32_t)row_int8_list(rows, row, UNITS, units, LINES_MAX),
        };
        struct cart_hold *hold = books_add_hold(books, NULL, &new);
        row_text_list(rows, row, HOLD_SKUS, scratch, skus, LINES_MAX);
        for (uint32_t i = 0; i < hold->line_count; i++) {
            struct hold_line *line = &hold->lines[i];
            line->item = books_item(books, NULL, skus[i]);
            line->units = units[i];
            line->allotment = books_allotment_of(books, NULL, hold->channel, line->item);
        }
        cart_hold_begin(&keeper, hold); /* expired ones end with the first turn */
        arena_reset(scratch, mark);
    }
    rows_free(&rows);
}

static void
open_changes(struct books *books, struct db *db)
{
    struct rows *rows = db_read(db, QUERY_OPEN_CHANGES, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++)
        open_change(books, rows, row);
    rows_free(&rows);
}

static void
open_reservations_all(struct books *books, struct db *db, struct arena *scratch)
{
    const struct keeper keeper = books_keeper(NULL);
    struct rows *rows = db_read(db, QUERY_OPEN_RESERVATIONS, NULL, 0);

    for (int row = 0; row < rows_count(rows); row++) {
        const size_t mark = arena_mark(scratch);
        open_reservation(books, NULL, rows, row, scratch);
        arena_reset(scratch, mark);
    }
    rows_free(&rows);

    /* Only now is it known what is promised, and so what the waiting ones miss. */
    size_t at = 0;
    for (struct reservation *order; (order = map_next(books->reservations, &at)) != NULL;)
        promise_wait(&keeper, order);
}

/* What waits is said again, see backorders.c. */
static void
open_backorders(struct books *books)
{
    size_t at = 0;

    for (struct item *item; (item = map_next(books->items, &at)) != NULL;) {
        if (item->backordered == 0)
            continue;
        item->backorders_told = BACKORDERS_UNTOLD;
        books->untold++;
    }
}

void
store_open(void *state, struct db *db, struct arena *scratch)
{
    struct books *books = state;

    books_open(books);
    open_items(books, db, scratch);
    open_locations(books, db);
    open_stock(books, db);
    store_open_insight(books, db);
    open_postings(books, db, scratch);
    open_lots(books, db);
    open_piles(books, db);
    open_safety_stocks(books, db);
    open_channels(books, db, scratch);
    open_holds(books, db, scratch);
    open_reservations_all(books, db, scratch);
    open_changes(books, db);
    store_open_documents(books, db, scratch);
    store_open_counts(books, db, scratch);
    open_backorders(books);
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
