/* What handlers change, and the rows that a turn writes. See store.h. */
#include "services/order/store.h"

#include <string.h>

#include "common/check.h"
#include "common/metrics.h"
#include "queries.h"
#include "services/order/core/fact.h"
#include "services/order/core/order_invariant.h"
#include "services/order/core/order_steps.h"
#include "services/order/store_changes.h"
#include "services/order/store_erase.h"
#include "services/order/store_locations.h"
#include "services/order/store_returns.h"
#include "services/order/store_rows.h"

METRIC(orders_placed) = {
    .kind = METRIC_COUNTER, .name = "crossdock_orders_placed_total", .help = "Orders accepted."};
METRIC(orders_open) = {.kind = METRIC_GAUGE,
                       .name = "crossdock_orders_open",
                       .help = "Orders that are neither closed nor cancelled."};
METRIC(orders_parked) = {.kind = METRIC_GAUGE,
                         .name = "crossdock_orders_parked",
                         .help = "Open orders that wait for people."};
METRIC(orders_holds) = {
    .kind = METRIC_GAUGE, .name = "crossdock_order_holds_open", .help = "Holds of open orders."};
METRIC(orders_requests) = {.kind = METRIC_GAUGE,
                           .name = "crossdock_order_requests_open",
                           .help = "Changes of orders that wait for their answer."};

static void
show_state(const struct state *state)
{
    metric_set(&orders_open, (int64_t)map_count(state->orders));
    metric_set(&orders_parked, (int64_t)map_count(state->parked));
    metric_set(&orders_holds, (int64_t)map_count(state->holds));
    metric_set(&orders_requests, (int64_t)map_count(state->requests));
}

void
store_start_metrics(const struct state *state)
{
    show_state(state);
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
    order->facts = arena_take(arena, sizeof *order->facts);

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
    order->facts = arena_take(turn_arena(turn), sizeof *order->facts);
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

/* Null when it is 0 for every line, as it is for most orders. */
static void
add_together(struct column *column, const struct order *order)
{
    int64_t values[ORDER_LINES_MAX], any = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        any |= values[i] = order->lines[i].together;
    if (any == 0)
        column_add_text(column, NULL);
    else
        column_add_int8_list(column, values, order->line_count);
}

/* Likewise; nothing is expected for what does not wait. */
static void
add_expected(struct column *column, const struct order *order)
{
    int64_t values[ORDER_LINES_MAX], any = 0;

    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];
        any |= values[i] = line->units.backordered > 0 ? line->expected_at_us : 0;
    }
    if (any == 0)
        column_add_text(column, NULL);
    else
        column_add_int8_list(column, values, order->line_count);
}

/* Likewise, until something has arrived. */
static void
add_delivered(struct column *column, const struct order *order)
{
    int64_t values[ORDER_LINES_MAX], any = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        any |= values[i] = order->lines[i].delivered;
    if (any == 0)
        column_add_text(column, NULL);
    else
        column_add_int8_list(column, values, order->line_count);
}

/* Parameters of add_orders.sql, in its order. */
static const enum column_type placed_types[] = {
    COLUMN_INT8, COLUMN_TIME,  COLUMN_TIME, COLUMN_INT4, COLUMN_BOOL, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_BYTES, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_TEXT,  COLUMN_TEXT, COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT,
    COLUMN_TEXT, COLUMN_BYTES, COLUMN_TIME, COLUMN_INT8, COLUMN_TEXT, COLUMN_INT4, COLUMN_TEXT,
    COLUMN_BOOL,
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
    column_add_text(&columns[9], order->destination.country);
    column_add_text(&columns[10], order->destination.region);
    column_add_text(&columns[11], order->destination.city);
    column_add_text(&columns[12], order->destination.postal_code);
    add_lines(&columns[13], &columns[14], &columns[15], order);
    column_add_int4(&columns[16], order->status);
    column_add_text(&columns[17], ""); /* no feed has told of it yet */
    add_counters(&columns[18], order);
    column_add_bytes(&columns[19], order->facts->bytes, order->facts->used);
    column_add_time(&columns[20], order->cancel_unfilled_at_us);
    column_add_int8(&columns[21], order->exchange_for_return_id);
    add_together(&columns[22], order);
    column_add_int4(&columns[23], order->terms.deliver_by_day);
    column_add_text(&columns[24], order->terms.pickup_location[0] != '\0'
                                      ? order->terms.pickup_location
                                      : NULL);
    column_add_bool(&columns[25], order->terms.substitutes_allowed);
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

        if (!recipient_is_given(recipient) || store_is_erased(turn, placed->order->order_id))
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
    struct column ids, statuses, waits, counters, facts, expected, delivered;

    if (stage->changed.count == 0)
        return;
    column_start(&ids, arena, COLUMN_INT8);
    column_start(&statuses, arena, COLUMN_INT4);
    column_start(&waits, arena, COLUMN_TEXT);
    column_start(&counters, arena, COLUMN_TEXT);
    column_start(&facts, arena, COLUMN_BYTES);
    column_start(&expected, arena, COLUMN_TEXT);
    column_start(&delivered, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->changed.count; i++) {
        const struct order *order = stage->changed.items[i];

        column_add_int8(&ids, order->order_id);
        column_add_int4(&statuses, order->status);
        column_add_text(&waits, store_waits_for(turn, order->order_id));
        add_counters(&counters, order);
        column_add_bytes(&facts, order->facts->bytes, order->facts->used);
        add_expected(&expected, order);
        add_delivered(&delivered, order);
    }
    const struct param params[] = {param_column(&ids),   param_column(&statuses),
                                   param_column(&waits), param_column(&counters),
                                   param_column(&facts), param_column(&expected),
                                   param_column(&delivered)};
    db_stage(turn_db(turn), QUERY_SAVE_ORDERS, params, 7);
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
    order->facts = NULL;
    store_watch_order(turn, order);
    if (order_status_is_final(order->status) && map_find(state->orders, order->order_id) != NULL) {
        store_forget_changes(turn, order);
        map_remove(state->orders, turn_journal(turn), order->order_id);
    }
}

/* Once the turn is durable. */
static void
count_turn(void *owner, void *what)
{
    const struct state *state = owner;
    const struct stage *stage = what;

    metric_add(&orders_placed, stage->placed.count);
    show_state(state);
}

void
store_save(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);

    save_new_items(turn, stage);
    store_save_locations(turn);
    save_placed(turn, stage);
    store_save_erased(turn); /* before what may be told anew */
    save_recipients(turn, stage);
    save_changed(turn, stage);
    store_save_changes(turn);
    store_save_returns(turn);
    for (uint32_t i = 0; i < stage->placed.count; i++)
        let_go(turn, ((const struct placed *)stage->placed.items[i])->order);
    for (uint32_t i = 0; i < stage->changed.count; i++)
        let_go(turn, stage->changed.items[i]);
    journal_note(turn_journal(turn), NULL, count_turn, turn_state(turn), stage);
}
