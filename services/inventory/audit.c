/*
 * The books are proved while they are in use, a slice at a time, over and over: the totals in memory
 * against what they add up, the rows against memory, and every movement of the ledger against the one
 * before it. What is found shows in a gauge and in the log; it is for people to mend.
 *
 * Movements are looked at first when they are new (as far as the table audit says), and again with
 * everything else.
 */
#include <inttypes.h>
#include <string.h>

#include "common/log.h"
#include "common/metrics.h"
#include "queries.h"
#include "services/inventory/handlers.h"
#include "services/inventory/store.h"

#define ITEMS_AT_ONCE        300
#define BALANCES_AT_ONCE     300
#define RESERVATIONS_AT_ONCE 100
#define MOVEMENTS_AT_ONCE    1000
#define SAVE_US              INT64_C(10000000)

METRIC(books_wrong) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_inventory_books_wrong",
    .help = "Things found wrong in the books by the audit; 0: everything adds up.",
};
METRIC(passes) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_audit_passes_total",
    .help = "Times that one of the audit's walks went through all of its things.",
};
METRIC(audited) = {
    .kind = METRIC_GAUGE,
    .name = "crossdock_inventory_audited_movement",
    .help = "Movement through which the ledger was audited as it came.",
};

static void
found(struct audit_walk *walk, const char *what, const char *which)
{
    if (audit_found(walk))
        log_error("the books are wrong", "what", what, "which", which, NULL);
}

static void
pass_ends(struct audit_walk *walk)
{
    audit_pass_ends(walk);
    metric_add(&passes, 1);
}

/* --- memory against itself ------------------------------------------------------------------- */

static void
audit_items(struct turn *turn, struct audit_walk *walk)
{
    const struct books *books = turn_state(turn);
    size_t at = (size_t)walk->at;

    for (int i = 0; i < ITEMS_AT_ONCE; i++) {
        const struct item *item = map_next(books->items, &at);
        if (item == NULL) {
            pass_ends(walk);
            return;
        }
        if (!item_adds_up(item) || !item_promises_add_up(item))
            found(walk, "the totals of an item are not what they add up", item->sku);
    }
    walk->at = (int64_t)at;
}

/* --- rows against memory --------------------------------------------------------------------- */

/* A row tells less than memory as long as it is not folded. */
static bool
balance_is_wrong(const struct books *books, const struct rows *rows, int row)
{
    const struct location *location = books_find_location(books, row_text(rows, row, 1));
    const struct item *item = books_find_item(books, row_text(rows, row, 2));
    const struct stock *stock = location != NULL && item != NULL
                                    ? books_find_stock(books, location, item)
                                    : NULL;

    if (stock == NULL)
        return true;
    const bool is_folded =
        stock->unfolded_from == 0 && stock->folded_through == row_int8(rows, row, 4);
    return is_folded && stock->on_hand != row_int8(rows, row, 3);
}

static void
audit_balances(struct turn *turn, struct audit_walk *walk)
{
    const struct param params[] = {param_int8(turn_arena(turn), walk->at),
                                   param_int8(turn_arena(turn), BALANCES_AT_ONCE)};
    struct rows *rows = db_read(turn_db(turn), QUERY_AUDIT_STOCK, params, 2);

    for (int row = 0; row < rows_count(rows); row++) {
        if (balance_is_wrong(turn_state(turn), rows, row))
            found(walk, "a balance is not what memory has",
                  arena_format(turn_arena(turn), "%s at %s", row_text(rows, row, 2),
                               row_text(rows, row, 1)));
        walk->at = row_int8(rows, row, 0);
    }
    if (rows_count(rows) < BALANCES_AT_ONCE)
        pass_ends(walk);
}

static bool
promises_are_wrong(struct turn *turn, const struct reservation *reservation,
                   const struct rows *rows, int row)
{
    int64_t *promised = arena_take(turn_arena(turn), LINES_MAX * sizeof *promised);

    row_int8_list(rows, row, 1, promised, LINES_MAX); /* what is missing is 0 */
    for (uint32_t i = 0; i < reservation->line_count; i++) {
        if (reservation->lines[i].promised != promised[i])
            return true;
    }
    return false;
}

/* What this turn changes has a row only when it is over. */
static size_t
next_reservations(const struct books *books, struct audit_walk *walk, struct column *ids)
{
    size_t at = (size_t)walk->at, count = 0;
    const struct reservation *reservation;

    while (count < RESERVATIONS_AT_ONCE &&
           (reservation = map_next(books->reservations, &at)) != NULL) {
        if (reservation->is_changed)
            continue;
        column_add_int8(ids, reservation->order_id);
        count++;
    }
    walk->at = (int64_t)at;
    return count;
}

static void
audit_reservations(struct turn *turn, struct audit_walk *walk)
{
    const struct books *books = turn_state(turn);
    struct column ids;

    column_start(&ids, turn_arena(turn), COLUMN_INT8);
    const size_t count = next_reservations(books, walk, &ids);
    if (count > 0) {
        const struct param params[] = {param_column(&ids)};
        struct rows *rows = db_read(turn_db(turn), QUERY_AUDIT_RESERVATIONS, params, 1);
        for (int row = 0; row < rows_count(rows); row++) {
            const int64_t order_id = row_int8(rows, row, 0);
            if (promises_are_wrong(turn, books_find_reservation(books, order_id), rows, row))
                found(walk, "what is promised is not what memory has",
                      arena_format(turn_arena(turn), "order %" PRId64, order_id));
        }
        if ((size_t)rows_count(rows) < count)
            found(walk, "reservations have no row", "");
    }
    if (count < RESERVATIONS_AT_ONCE)
        pass_ends(walk);
}

/* --- the ledger ------------------------------------------------------------------------------ */

/* Columns of audit_postings.sql. */
enum { FIRST_MOVEMENT_ID, LOCATION, SKUS, QUANTITIES, ON_HAND_AFTER, PREVIOUS };

struct slice {
    const char **skus;
    int64_t *quantities, *on_hand_after, *previous;
    size_t count;
};

static struct slice
read_slice(struct arena *arena, const struct rows *rows, int row)
{
    const size_t max = MOVEMENTS_AT_ONCE;
    int64_t *numbers = arena_take(arena, 3 * max * sizeof *numbers);
    struct slice slice = {arena_take(arena, max * sizeof *slice.skus), numbers, numbers + max,
                          numbers + 2 * max, 0};

    slice.count = row_text_list(rows, row, SKUS, arena, slice.skus, max);
    row_int8_list(rows, row, QUANTITIES, slice.quantities, max);
    row_int8_list(rows, row, ON_HAND_AFTER, slice.on_hand_after, max);
    row_int8_list(rows, row, PREVIOUS, slice.previous, max);
    return slice;
}

static struct stock *
stock_of(const struct books *books, const char *code, const char *sku)
{
    const struct location *location = books_find_location(books, code);
    const struct item *item = books_find_item(books, sku);

    return location != NULL && item != NULL ? books_find_stock(books, location, item) : NULL;
}

static bool
follows(struct turn *turn, struct stock *stock, const struct audit_movement *movement,
        bool from_start)
{
    if (stock == NULL)
        return false;
    struct audited *last = from_start ? &stock->audited_old : &stock->audited_new;
    journal_keep(turn_journal(turn), last, sizeof *last);
    return audit_movement(last, movement, from_start);
}

static void
audit_slice(struct turn *turn, struct audit_walk *walk, const struct rows *rows, int row,
            int64_t *through, bool from_start)
{
    struct arena *arena = turn_arena(turn);
    const struct slice slice = read_slice(arena, rows, row);

    if (slice.count == 0)
        return;
    if (row_int8(rows, row, FIRST_MOVEMENT_ID) != *through + 1)
        found(walk, "movements are missing in the ledger",
              arena_format(arena, "after movement %" PRId64, *through));
    *through = row_int8(rows, row, FIRST_MOVEMENT_ID) - 1;
    for (size_t i = 0; i < slice.count; i++) {
        const struct audit_movement movement = {++*through, slice.previous[i], slice.quantities[i],
                                                slice.on_hand_after[i]};
        struct stock *stock =
            stock_of(turn_state(turn), row_text(rows, row, LOCATION), slice.skus[i]);
        if (!follows(turn, stock, &movement, from_start))
            found(walk, "a movement does not follow from the one before it",
                  arena_format(arena, "movement %" PRId64, *through));
    }
}

/* Goes on behind *through, which is moved on; false: there are no more movements. */
static bool
audit_ledger(struct turn *turn, struct audit_walk *walk, int64_t *through, bool from_start)
{
    const struct param params[] = {param_int8(turn_arena(turn), *through),
                                   param_int8(turn_arena(turn), MOVEMENTS_AT_ONCE)};
    struct rows *rows = db_read(turn_db(turn), QUERY_AUDIT_POSTINGS, params, 2);
    const int64_t began = *through;

    for (int row = 0; row < rows_count(rows); row++)
        audit_slice(turn, walk, rows, row, through, from_start);
    return *through > began;
}

/* From the first movement on, and each balance from nothing. */
static void
audit_old_movements(struct turn *turn, struct audit_walk *walk)
{
    if (!audit_ledger(turn, walk, &walk->at, true))
        pass_ends(walk);
}

static void
audit_new_movements(struct turn *turn, struct audit *audit)
{
    const struct books *books = turn_state(turn);

    if (audit->movement_id >= books->movement_last)
        return;
    audit_ledger(turn, &audit->walks[AUDIT_LEDGER], &audit->movement_id, false);
    metric_set(&audited, audit->movement_id);
    if (audit->saved_at_us + SAVE_US > turn_now_us(turn))
        return;
    struct param *params = arena_take(turn_arena(turn), sizeof *params);
    params[0] = param_int8(turn_arena(turn), audit->movement_id);
    db_stage(turn_db(turn), QUERY_MOVE_AUDIT, params, 1);
    audit->saved_at_us = turn_now_us(turn);
}

/* --- all of it ------------------------------------------------------------------------------- */

void
on_audit_timer(struct turn *turn, const struct input *input)
{
    static void (*const kinds[AUDIT_WALKS])(struct turn *, struct audit_walk *) = {
        [AUDIT_ITEMS] = audit_items,
        [AUDIT_BALANCES] = audit_balances,
        [AUDIT_RESERVATIONS] = audit_reservations,
        [AUDIT_LEDGER] = audit_old_movements,
    };
    struct books *books = turn_state(turn);
    struct audit *audit = &books->audit;
    int64_t wrong = 0;

    (void)input;
    journal_keep(turn_journal(turn), audit, sizeof *audit);
    audit_new_movements(turn, audit);
    kinds[audit->next](turn, &audit->walks[audit->next]);
    audit->next = (audit->next + 1) % AUDIT_WALKS;
    for (int i = 0; i < AUDIT_WALKS; i++)
        wrong += audit_wrong(&audit->walks[i]);
    metric_set(&books_wrong, wrong);
}
