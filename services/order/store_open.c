/* The memory of the order service, rebuilt from its tables when it starts. */
#include <string.h>

#include "common/check.h"
#include "queries.h"
#include "services/order/store_changes.h"
#include "services/order/store_locations.h"
#include "services/order/store_returns.h"
#include "services/order/store_rows.h"

static void
load_known_items(struct state *state, struct db *db, struct arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    char last[SKU_BYTES_MAX + 1] = "";

    for (;;) {
        const struct param after = param_text(scratch, last);
        struct rows *rows = db_read(db, QUERY_LOAD_KNOWN_ITEMS, &after, 1);
        const int count = rows_count(rows);

        for (int i = 0; i < count; i++)
            map_add_text(state->items, NULL, row_text(rows, i, 0), 1);
        if (count > 0)
            strncpy(last, row_text(rows, count - 1, 0), sizeof last - 1);
        rows_free(&rows);
        arena_reset(scratch, mark);
        if (count == 0)
            return;
    }
}

static void
keep_open_order(struct state *state, const struct rows *rows, int at, struct arena *scratch,
                struct order_row *row)
{
    const size_t mark = arena_mark(scratch);

    row_read(rows, at, scratch, row);
    for (uint32_t i = 0; i < row->request.line_count; i++) {
        const void *item = map_find_text(state->items, row->skus[i]);
        assert(item != NULL); /* an order is stored after the SKUs it names */
        row->skus[i] = map_text_of(item);
    }

    const int64_t order_id = row_order_id(rows, at);
    const char *waits_for = row_waits_for(rows, at);
    row_fill_order(map_add(state->orders, NULL, order_id, order_bytes(&row->request)), rows, at,
                   row, row->skus);
    if (waits_for[0] != '\0') {
        struct parked *parked = map_add(state->parked, NULL, order_id, sizeof *parked);
        strncpy(parked->waits_for, waits_for, sizeof parked->waits_for - 1);
    }
    arena_reset(scratch, mark);
}

static void
load_open_orders(struct state *state, struct db *db, struct arena *scratch)
{
    struct order_row *row = arena_take(scratch, sizeof *row);
    const size_t mark = arena_mark(scratch);
    int64_t last = 0;

    for (;;) {
        const struct param after = param_int8(scratch, last);
        struct rows *rows = db_read(db, QUERY_LOAD_OPEN_ORDERS, &after, 1);
        const int count = rows_count(rows);

        for (int i = 0; i < count; i++)
            keep_open_order(state, rows, i, scratch, row);
        if (count > 0)
            last = row_order_id(rows, count - 1);
        rows_free(&rows);
        arena_reset(scratch, mark);
        if (count == 0)
            return;
    }
}

void
store_open(void *memory, struct db *db, struct arena *scratch)
{
    struct state *state = memory;

    state->orders = map_create();
    state->items = map_create();
    state->parked = map_create();
    load_known_items(state, db, scratch);
    load_open_orders(state, db, scratch);
    store_open_changes(state, db, scratch);

    struct rows *rows = db_read(db, QUERY_LOAD_LAST_ORDER_ID, NULL, 0);
    state->order_id_next = row_int8(rows, 0, 0) + 1;
    rows_free(&rows);
    store_open_returns(state, db);
    store_open_locations(state, db);
    store_start_metrics(state);
}

void
store_close(void *memory)
{
    struct state *state = memory;

    map_destroy(&state->orders);
    map_destroy(&state->items);
    map_destroy(&state->parked);
    store_close_locations(state);
    store_close_changes(state);
}
