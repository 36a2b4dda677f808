/* See store.h. Every query of sql/queries has its one function here. */
#include "services/order/store.h"

#include <stddef.h>
#include <string.h>

#include "common/check.h"
#include "common/metrics.h"
#include "queries.h"
#include "services/order/core/order_invariant.h"
#include "services/order/core/order_steps.h"

enum { STAGED_NOT, STAGED_PLACED, STAGED_CHANGED };

static struct metric orders_placed = {
    .kind = METRIC_COUNTER, .name = "crossdock_orders_placed_total", .help = "Orders accepted."};
static struct metric orders_open = {.kind = METRIC_GAUGE,
                                    .name = "crossdock_orders_open",
                                    .help = "Orders that are neither closed nor cancelled."};
static struct metric orders_parked = {.kind = METRIC_GAUGE,
                                      .name = "crossdock_orders_parked",
                                      .help = "Open orders that wait for people."};

struct placed {
    struct order *order;
    const struct order_request *request;
};

struct known_recipient {
    int64_t order_id;
    struct recipient recipient;
};

struct parked {
    char waits_for[TEXT_BYTES_MAX + 1];
};

_Static_assert(sizeof(struct line_counters) == LINE_COUNTERS * sizeof(int64_t),
               "counters are stored as an array");

/* --- lists ---------------------------------------------------------------------------------- */

static void
list_add(struct list *list, struct arena *arena, void *item)
{
    if (list->count == list->count_max) {
        const uint32_t count_max = list->count_max > 0 ? 2 * list->count_max : 64;
        void **items = arena_take(arena, count_max * sizeof *items);

        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->count_max = count_max;
    }
    list->items[list->count++] = item;
}

/* The item whose first member, an order id, is this one; the list is ascending. */
static void *
list_find_id(const struct list *list, int64_t order_id)
{
    uint32_t low = 0, high = list->count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const int64_t id = *(const int64_t *)list->items[middle];

        if (id == order_id)
            return list->items[middle];
        if (order_id < id)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

_Static_assert(offsetof(struct order, order_id) == 0, "list_find_id");
_Static_assert(offsetof(struct known_recipient, order_id) == 0, "list_find_id");

static void
list_add_id(struct list *list, struct arena *arena, int64_t order_id)
{
    list_add(list, arena, arena_copy(arena, &order_id, sizeof order_id));
}

static struct param
param_ids(const struct list *list, struct column *column, struct arena *arena)
{
    column_start(column, arena, COLUMN_INT8);
    for (uint32_t i = 0; i < list->count; i++)
        column_add_int8(column, *(const int64_t *)list->items[i]);
    return param_column(column);
}

/* --- what a turn needs ---------------------------------------------------------------------- */

void
store_want_order(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    if (map_find(state->orders, order_id) == NULL)
        list_add_id(&stage->wanted, turn_arena(turn), order_id);
}

void
store_want_recipient(struct turn *turn, int64_t order_id)
{
    struct stage *stage = turn_stage(turn);

    list_add_id(&stage->wanted_recipients, turn_arena(turn), order_id);
}

struct claim *
store_want_claim(struct turn *turn, const char *channel, const char *external_id)
{
    struct stage *stage = turn_stage(turn);

    return claims_ask(&stage->claims, turn_arena(turn), channel, external_id);
}

/* --- rows become orders --------------------------------------------------------------------- */

/* Columns of load_orders and load_open_orders. */
enum {
    ROW_ORDER_ID,
    ROW_PLACED_AT,
    ROW_RECEIVED_AT,
    ROW_PRIORITY,
    ROW_SHIP_COMPLETE,
    ROW_CHANNEL,
    ROW_EXTERNAL_ID,
    ROW_CURRENCY,
    ROW_COUNTRY,
    ROW_REGION,
    ROW_CITY,
    ROW_POSTAL_CODE,
    ROW_LINE_NUMBERS,
    ROW_SKUS,
    ROW_PRICES,
    ROW_STATUS,
    ROW_WAITS_FOR,
    ROW_COUNTERS
};

struct order_row {
    struct order_request request;
    int64_t counters[ORDER_LINES_MAX * LINE_COUNTERS];
    int64_t numbers[ORDER_LINES_MAX];
    int64_t prices[ORDER_LINES_MAX];
    const char *skus[ORDER_LINES_MAX];
    struct request_line lines[ORDER_LINES_MAX];
};

static void
read_row(const struct rows *rows, int at, struct arena *arena, struct order_row *row)
{
    const size_t count = row_text_list(rows, at, ROW_SKUS, arena, row->skus, ORDER_LINES_MAX);

    assert(row_int8_list(rows, at, ROW_LINE_NUMBERS, row->numbers, ORDER_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_PRICES, row->prices, ORDER_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_COUNTERS, row->counters, ORDER_LINES_MAX * LINE_COUNTERS) ==
           count * LINE_COUNTERS);
    row->request = (struct order_request){
        .channel = row_text(rows, at, ROW_CHANNEL),
        .external_id = row_text(rows, at, ROW_EXTERNAL_ID),
        .placed_at_us = row_int8(rows, at, ROW_PLACED_AT),
        .currency = row_text(rows, at, ROW_CURRENCY),
        .country = row_text(rows, at, ROW_COUNTRY),
        .region = row_text(rows, at, ROW_REGION),
        .city = row_text(rows, at, ROW_CITY),
        .postal_code = row_text(rows, at, ROW_POSTAL_CODE),
        .ship_complete = row_int8(rows, at, ROW_SHIP_COMPLETE) != 0,
        .priority = (int32_t)row_int8(rows, at, ROW_PRIORITY),
        .line_count = (uint32_t)count,
        .lines = row->lines,
    };
    for (size_t i = 0; i < count; i++)
        row->lines[i] = (struct request_line){.line = (uint32_t)row->numbers[i],
                                              .sku = row->skus[i],
                                              .unit_price_minor = row->prices[i]};
}

static void
fill_from_row(struct order *order, const struct rows *rows, int at, const struct order_row *row,
              const char *const *skus)
{
    order_fill(order, row_int8(rows, at, ROW_ORDER_ID), &row->request, skus);
    order->status = (enum order_status)row_int8(rows, at, ROW_STATUS);
    order->received_at_us = row_int8(rows, at, ROW_RECEIVED_AT);
    for (uint32_t i = 0; i < order->line_count; i++)
        memcpy(&order->lines[i].units, &row->counters[i * LINE_COUNTERS],
               sizeof order->lines[i].units);
    assert(order_holds(order));
}

/* --- open: the whole memory ----------------------------------------------------------------- */

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

    read_row(rows, at, scratch, row);
    for (uint32_t i = 0; i < row->request.line_count; i++) {
        const void *item = map_find_text(state->items, row->skus[i]);
        assert(item != NULL); /* an order is stored after the SKUs it names */
        row->skus[i] = map_text_of(item);
    }

    const int64_t order_id = row_int8(rows, at, ROW_ORDER_ID);
    const char *waits_for = row_text(rows, at, ROW_WAITS_FOR);
    fill_from_row(map_add(state->orders, NULL, order_id, order_bytes(&row->request)), rows, at, row,
                  row->skus);
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
            last = row_int8(rows, count - 1, ROW_ORDER_ID);
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

    struct rows *rows = db_read(db, QUERY_LOAD_LAST_ORDER_ID, NULL, 0);
    state->order_id_next = row_int8(rows, 0, 0) + 1;
    rows_free(&rows);
    metrics_register(&orders_placed);
    metric_set(&orders_open, (int64_t)map_count(state->orders));
    metric_set(&orders_parked, (int64_t)map_count(state->parked));
}

void
store_close(void *memory)
{
    struct state *state = memory;

    map_destroy(&state->orders);
    map_destroy(&state->items);
    map_destroy(&state->parked);
}

/* --- load: what this turn's inputs asked for ------------------------------------------------- */

static void
load_claims(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column channels, external_ids;

    if (stage->claims.count == 0)
        return;
    column_start(&channels, arena, COLUMN_TEXT);
    column_start(&external_ids, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->claims.count; i++) {
        column_add_text(&channels, stage->claims.list[i]->channel);
        column_add_text(&external_ids, stage->claims.list[i]->external_id);
    }

    const struct param params[] = {param_column(&channels), param_column(&external_ids)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_ORDERS, params, 2);
    for (int i = 0; i < rows_count(rows); i++) {
        struct claim *claim = stage->claims.list[row_int8(rows, i, 0) - 1];
        size_t bytes;

        claim->order_id = row_int8(rows, i, 1);
        const void *hash = row_bytes(rows, i, 2, &bytes);
        assert(bytes == sizeof claim->content_hash);
        memcpy(claim->content_hash, hash, bytes);
        if (claim->order_wanted)
            store_want_order(turn, claim->order_id);
        if (claim->recipient_wanted)
            store_want_recipient(turn, claim->order_id);
    }
    rows_free(&rows);
}

static void
load_orders(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    if (stage->wanted.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted, &ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_ORDERS, params, 1);
    struct order_row *row = arena_take(arena, sizeof *row);
    for (int i = 0; i < rows_count(rows); i++) {
        read_row(rows, i, arena, row);
        struct order *order = arena_take(arena, order_bytes(&row->request));
        fill_from_row(order, rows, i, row, row->skus);
        assert(order_status_is_final(order->status)); /* open ones are in memory */
        list_add(&stage->loaded, arena, order);
    }
    rows_free(&rows);
}

static void
load_recipients(struct turn *turn, struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids;

    if (stage->wanted_recipients.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->wanted_recipients, &ids, arena)};
    struct rows *rows = db_read(turn_db(turn), QUERY_LOAD_RECIPIENTS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct known_recipient *known = arena_take(arena, sizeof *known);

        known->order_id = row_int8(rows, i, 0);
        known->recipient = (struct recipient){.name = arena_text(arena, row_text(rows, i, 1)),
                                              .street = arena_text(arena, row_text(rows, i, 2)),
                                              .phone = arena_text(arena, row_text(rows, i, 3)),
                                              .email = arena_text(arena, row_text(rows, i, 4))};
        list_add(&stage->loaded_recipients, arena, known);
    }
    rows_free(&rows);
}

void
store_load(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    load_claims(turn, stage);
    load_orders(turn, stage);
    load_recipients(turn, stage);
}

/* --- what handlers find ---------------------------------------------------------------------- */

struct order *
store_find_order(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    const struct stage *stage = turn_stage(turn);
    struct order *order = map_find(state->orders, order_id);

    return order != NULL ? order : list_find_id(&stage->loaded, order_id);
}

struct claim *
store_find_claim(struct turn *turn, const char *channel, const char *external_id)
{
    const struct stage *stage = turn_stage(turn);

    return claims_find(&stage->claims, channel, external_id);
}

bool
store_find_recipient(struct turn *turn, int64_t order_id, struct recipient *recipient)
{
    const struct stage *stage = turn_stage(turn);
    const struct known_recipient *known = list_find_id(&stage->loaded_recipients, order_id);

    if (known != NULL) {
        *recipient = known->recipient;
        return true;
    }
    if (stage->placed.count == 0)
        return false;

    /* Ids are given one after the other: the place in the list follows from the id. */
    const struct placed *first = stage->placed.items[0];
    const int64_t at = order_id - first->order->order_id;
    if (at < 0 || at >= stage->placed.count)
        return false;
    const struct placed *placed = stage->placed.items[at];
    *recipient = placed->request->recipient;
    return true;
}

const char *
store_find_sku(struct turn *turn, const char *sku)
{
    const struct state *state = turn_state(turn);
    const void *item = map_find_text(state->items, sku);

    return item != NULL ? map_text_of(item) : NULL;
}

const char *
store_waits_for(struct turn *turn, int64_t order_id)
{
    const struct state *state = turn_state(turn);
    const struct parked *parked = map_find(state->parked, order_id);

    return parked != NULL ? parked->waits_for : "";
}

/* --- what handlers change --------------------------------------------------------------------- */

struct order *
store_add_order(struct turn *turn, const struct order_request *request, const char *const *skus)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);
    struct arena *arena = turn_arena(turn);

    if (stage->placed.count == 0)
        journal_keep(turn_journal(turn), &state->order_id_next, sizeof state->order_id_next);

    const int64_t order_id = state->order_id_next++;
    struct order *order =
        map_add(state->orders, turn_journal(turn), order_id, order_bytes(request));
    order_fill(order, order_id, request, skus);
    order->received_at_us = turn_now_us(turn);
    if (order->placed_at_us == 0)
        order->placed_at_us = order->received_at_us;
    order->staged = STAGED_PLACED;

    struct placed *placed = arena_take(arena, sizeof *placed);
    *placed = (struct placed){order, request};
    list_add(&stage->placed, arena, placed);
    return order;
}

void
store_change_order(struct turn *turn, struct order *order)
{
    struct stage *stage = turn_stage(turn);

    if (order->staged != STAGED_NOT)
        return;
    journal_keep(turn_journal(turn), order, order_changing_bytes(order));
    order->staged = STAGED_CHANGED;
    list_add(&stage->changed, turn_arena(turn), order);
}

void
store_add_sku(struct turn *turn, const char *sku)
{
    struct state *state = turn_state(turn);
    struct stage *stage = turn_stage(turn);

    if (map_find_text(state->items, sku) != NULL)
        return;
    map_add_text(state->items, turn_journal(turn), sku, 1);
    list_add(&stage->new_items, turn_arena(turn), arena_text(turn_arena(turn), sku));
}

void
store_park_order(struct turn *turn, struct order *order, const char *waits_for)
{
    struct state *state = turn_state(turn);
    struct parked *parked = map_find(state->parked, order->order_id);

    store_change_order(turn, order);
    if (waits_for[0] == '\0') {
        if (parked != NULL)
            map_remove(state->parked, turn_journal(turn), order->order_id);
        return;
    }
    if (parked == NULL)
        parked = map_add(state->parked, turn_journal(turn), order->order_id, sizeof *parked);
    else
        journal_keep(turn_journal(turn), parked, sizeof *parked);
    assert(strlen(waits_for) < sizeof parked->waits_for);
    strcpy(parked->waits_for, waits_for);
}

/* --- save: the rows of this turn ------------------------------------------------------------- */

static void
add_counters(struct column *column, const struct order *order)
{
    int64_t values[ORDER_LINES_MAX * LINE_COUNTERS];

    for (uint32_t i = 0; i < order->line_count; i++)
        memcpy(&values[i * LINE_COUNTERS], &order->lines[i].units, sizeof order->lines[i].units);
    column_add_int8_list(column, values, order->line_count * LINE_COUNTERS);
}

static void
add_lines(struct column *numbers, struct column *skus, struct column *prices,
          const struct order *order)
{
    int64_t number[ORDER_LINES_MAX], price[ORDER_LINES_MAX];
    const char *sku[ORDER_LINES_MAX];

    for (uint32_t i = 0; i < order->line_count; i++) {
        number[i] = order->lines[i].line;
        price[i] = order->lines[i].unit_price_minor;
        sku[i] = order->lines[i].sku;
    }
    column_add_int8_list(numbers, number, order->line_count);
    column_add_text_list(skus, sku, order->line_count);
    column_add_int8_list(prices, price, order->line_count);
}

/* Parameters of add_orders.sql, in its order. */
static const enum column_type placed_types[] = {
    COLUMN_INT8,  COLUMN_TIME, COLUMN_TIME, COLUMN_INT4, COLUMN_BOOL, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_BYTES, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT,  COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT, COLUMN_TEXT,
};
#define PLACED_COLUMNS (sizeof placed_types / sizeof placed_types[0])

static void
add_placed(struct column columns[PLACED_COLUMNS], const struct placed *placed)
{
    const struct order *order = placed->order;

    column_add_int8(&columns[0], order->order_id);
    column_add_time(&columns[1], order->placed_at_us);
    column_add_time(&columns[2], order->received_at_us);
    column_add_int4(&columns[3], order->priority);
    column_add_bool(&columns[4], order->ship_complete);
    column_add_text(&columns[5], order->channel);
    column_add_text(&columns[6], order->external_id);
    column_add_bytes(&columns[7], placed->request->content_hash, CONTENT_HASH_BYTES);
    column_add_text(&columns[8], order->currency);
    column_add_text(&columns[9], order->country);
    column_add_text(&columns[10], order->region);
    column_add_text(&columns[11], order->city);
    column_add_text(&columns[12], order->postal_code);
    add_lines(&columns[13], &columns[14], &columns[15], order);
    column_add_int4(&columns[16], order->status);
    column_add_text(&columns[17], ""); /* no feed has told of it yet */
    add_counters(&columns[18], order);
}

static void
save_placed(struct turn *turn, const struct stage *stage)
{
    struct column columns[PLACED_COLUMNS];
    struct param params[PLACED_COLUMNS];

    if (stage->placed.count == 0)
        return;
    for (size_t i = 0; i < PLACED_COLUMNS; i++)
        column_start(&columns[i], turn_arena(turn), placed_types[i]);
    for (uint32_t i = 0; i < stage->placed.count; i++)
        add_placed(columns, stage->placed.items[i]);
    for (size_t i = 0; i < PLACED_COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), QUERY_ADD_ORDERS, params, PLACED_COLUMNS);
}

static void
save_recipients(struct turn *turn, const struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids, names, streets, phones, emails;

    column_start(&ids, arena, COLUMN_INT8);
    column_start(&names, arena, COLUMN_TEXT);
    column_start(&streets, arena, COLUMN_TEXT);
    column_start(&phones, arena, COLUMN_TEXT);
    column_start(&emails, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->placed.count; i++) {
        const struct placed *placed = stage->placed.items[i];
        const struct recipient *recipient = &placed->request->recipient;

        if (!recipient_is_given(recipient))
            continue;
        column_add_int8(&ids, placed->order->order_id);
        column_add_text(&names, recipient->name);
        column_add_text(&streets, recipient->street);
        column_add_text(&phones, recipient->phone);
        column_add_text(&emails, recipient->email);
    }
    if (ids.count == 0)
        return;
    const struct param params[] = {param_column(&ids), param_column(&names), param_column(&streets),
                                   param_column(&phones), param_column(&emails)};
    db_stage(turn_db(turn), QUERY_ADD_RECIPIENTS, params, 5);
}

static void
save_changed(struct turn *turn, const struct stage *stage)
{
    struct arena *arena = turn_arena(turn);
    struct column ids, statuses, waits, counters;

    if (stage->changed.count == 0)
        return;
    column_start(&ids, arena, COLUMN_INT8);
    column_start(&statuses, arena, COLUMN_INT4);
    column_start(&waits, arena, COLUMN_TEXT);
    column_start(&counters, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->changed.count; i++) {
        const struct order *order = stage->changed.items[i];

        column_add_int8(&ids, order->order_id);
        column_add_int4(&statuses, order->status);
        column_add_text(&waits, store_waits_for(turn, order->order_id));
        add_counters(&counters, order);
    }
    const struct param params[] = {param_column(&ids), param_column(&statuses),
                                   param_column(&waits), param_column(&counters)};
    db_stage(turn_db(turn), QUERY_SAVE_ORDERS, params, 4);
}

static void
save_new_items(struct turn *turn, const struct stage *stage)
{
    struct column skus;

    if (stage->new_items.count == 0)
        return;
    column_start(&skus, turn_arena(turn), COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->new_items.count; i++)
        column_add_text(&skus, stage->new_items.items[i]);
    const struct param params[] = {param_column(&skus)};
    db_stage(turn_db(turn), QUERY_ADD_KNOWN_ITEMS, params, 1);
}

/* Nothing of this turn is left to write; an order that ended leaves memory when the turn commits.
 */
static void
let_go(struct turn *turn, struct order *order)
{
    struct state *state = turn_state(turn);

    assert(order_holds(order));
    order->staged = STAGED_NOT;
    if (order_status_is_final(order->status) && map_find(state->orders, order->order_id) != NULL)
        map_remove(state->orders, turn_journal(turn), order->order_id);
}

/* Once the turn is durable. */
static void
count_turn(void *owner, void *what)
{
    const struct state *state = owner;
    const struct stage *stage = what;

    metric_add(&orders_placed, stage->placed.count);
    metric_set(&orders_open, (int64_t)map_count(state->orders));
    metric_set(&orders_parked, (int64_t)map_count(state->parked));
}

void
store_save(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    save_new_items(turn, stage);
    save_placed(turn, stage);
    save_recipients(turn, stage);
    save_changed(turn, stage);
    for (uint32_t i = 0; i < stage->placed.count; i++)
        let_go(turn, ((const struct placed *)stage->placed.items[i])->order);
    for (uint32_t i = 0; i < stage->changed.count; i++)
        let_go(turn, stage->changed.items[i]);
    journal_note(turn_journal(turn), NULL, count_turn, turn_state(turn), stage);
}
