/* Holds, requests, destinations and channels: lasting memory from rows, and rows from a turn. */
#include "services/order/store_change_rows.h"

#include <stdio.h>
#include <string.h>

#include "common/check.h"
#include "queries.h"
#include "services/order/core/order_due.h"

/* --- lasting memory -------------------------------------------------------------------------- */

int64_t
hold_key(int64_t order_id, enum hold_reason reason)
{
    return order_id * HOLD_REASON_COUNT + reason;
}

void
request_key(int64_t order_id, uint32_t number, char key[REQUEST_KEY_BYTES])
{
    snprintf(key, REQUEST_KEY_BYTES, "%lld/%u", (long long)order_id, number);
}

static const char *
put_text(char **free_bytes, const char *text)
{
    const size_t bytes = strlen(text) + 1;
    const char *put = memcpy(*free_bytes, text, bytes);

    *free_bytes += bytes;
    return put;
}

const struct hold *
change_rows_keep_hold(struct state *state, struct journal *journal, struct order *order,
                      const struct hold *hold)
{
    struct hold *kept = map_add(state->holds, journal, hold_key(order->order_id, hold->reason),
                                sizeof *kept + strlen(hold->note) + strlen(hold->by) + 2);
    char *texts = (char *)(kept + 1);

    *kept = *hold;
    kept->note = put_text(&texts, hold->note);
    kept->by = put_text(&texts, hold->by);
    order->holds_open |= (uint8_t)(1u << hold->reason);
    if (hold->reason == HOLD_AWAITING_PAYMENT)
        order->payment_expires_at_us = hold->expires_at_us;
    return kept;
}

static size_t
request_bytes(const struct change_request *request)
{
    const struct destination *to = &request->destination;
    const struct recipient *who = &request->recipient;

    return sizeof *request + request->line_count * sizeof request->lines[0] +
           strlen(request->reason) + strlen(to->country) + strlen(to->region) + strlen(to->city) +
           strlen(to->postal_code) + strlen(who->name) + strlen(who->street) + strlen(who->phone) +
           strlen(who->email) + 9;
}

/* SKUs of the lines are not copied: they are those of the order's lines, which last. */
const struct change_request *
change_rows_keep_request(struct state *state, struct journal *journal, struct order *order,
                         const struct change_request *request)
{
    char key[REQUEST_KEY_BYTES];

    request_key(order->order_id, request->number, key);
    struct change_request *kept =
        map_add_text(state->requests, journal, key, request_bytes(request));
    char *texts = (char *)(kept + 1) + request->line_count * sizeof request->lines[0];

    *kept = *request;
    kept->lines = (struct line_change *)(kept + 1);
    if (request->line_count > 0)
        memcpy(kept->lines, request->lines, request->line_count * sizeof request->lines[0]);
    kept->reason = put_text(&texts, request->reason);
    kept->destination =
        (struct destination){.country = put_text(&texts, request->destination.country),
                             .region = put_text(&texts, request->destination.region),
                             .city = put_text(&texts, request->destination.city),
                             .postal_code = put_text(&texts, request->destination.postal_code)};
    kept->recipient = (struct recipient){.name = put_text(&texts, request->recipient.name),
                                         .street = put_text(&texts, request->recipient.street),
                                         .phone = put_text(&texts, request->recipient.phone),
                                         .email = put_text(&texts, request->recipient.email)};
    order->requests_open++;
    order->unfilled_asked |= request->kind == REQUEST_CANCEL_UNFILLED;
    return kept;
}

void
change_rows_keep_destination(struct state *state, struct journal *journal, struct order *order,
                             const struct destination *to)
{
    if (map_find(state->destinations, order->order_id) != NULL)
        map_remove(state->destinations, journal, order->order_id);
    char *texts = map_add(state->destinations, journal, order->order_id,
                          strlen(to->country) + strlen(to->region) + strlen(to->city) +
                              strlen(to->postal_code) + 4);

    order->destination = (struct destination){.country = put_text(&texts, to->country),
                                              .region = put_text(&texts, to->region),
                                              .city = put_text(&texts, to->city),
                                              .postal_code = put_text(&texts, to->postal_code)};
    order->terms.pickup_location = ""; /* it is delivered there */
}

/* --- open ------------------------------------------------------------------------------------ */

/* Released ones are read, too: they tell the last number. */
static void
load_hold(struct state *state, const struct rows *rows, int at)
{
    struct order *order = map_find(state->orders, row_int8(rows, at, 0));
    const struct hold hold = {.order_id = row_int8(rows, at, 0),
                              .number = (uint32_t)row_int8(rows, at, 1),
                              .reason = (enum hold_reason)row_int8(rows, at, 2),
                              .note = row_text(rows, at, 3),
                              .by = row_text(rows, at, 4),
                              .at_us = row_int8(rows, at, 5),
                              .expires_at_us = row_int8(rows, at, 6)};

    assert(order != NULL);
    order->hold_last = hold.number;
    if (row_int8(rows, at, 7) != 0)
        change_rows_keep_hold(state, NULL, order, &hold);
}

/* The order's own texts of the SKUs. */
static void
load_request_lines(struct order *order, const struct rows *rows, int at,
                   struct change_request *request)
{
    int64_t numbers[ORDER_LINES_MAX], quantities[ORDER_LINES_MAX];
    uint32_t looked = 0;

    request->line_count = (uint32_t)row_int8_list(rows, at, 4, numbers, ORDER_LINES_MAX);
    assert(row_int8_list(rows, at, 5, quantities, ORDER_LINES_MAX) == request->line_count);
    for (uint32_t i = 0; i < request->line_count; i++) {
        const struct order_line *line = order_find_line(order, (uint32_t)numbers[i], &looked);

        assert(line != NULL);
        request->lines[i] = (struct line_change){line->line, line->sku, quantities[i]};
    }
}

static void
load_request(struct state *state, const struct rows *rows, int at, struct arena *scratch)
{
    struct order *order = map_find(state->orders, row_int8(rows, at, 0));
    struct change_request request = {
        .order_id = row_int8(rows, at, 0),
        .number = (uint32_t)row_int8(rows, at, 1),
        .kind = (enum request_kind)row_int8(rows, at, 2),
        .reason = row_text(rows, at, 3),
        .lines = arena_take(scratch, ORDER_LINES_MAX * sizeof *request.lines),
        .destination = {.country = row_text(rows, at, 6),
                        .region = row_text(rows, at, 7),
                        .city = row_text(rows, at, 8),
                        .postal_code = row_text(rows, at, 9)},
        .recipient_given = !row_is_null(rows, at, 10),
        .recipient = {.name = row_text(rows, at, 10),
                      .street = row_text(rows, at, 11),
                      .phone = row_text(rows, at, 12),
                      .email = row_text(rows, at, 13)},
    };

    assert(order != NULL);
    order->request_last = request.number;
    if (row_int8(rows, at, 14) != REQUEST_OPEN)
        return;
    load_request_lines(order, rows, at, &request);
    change_rows_keep_request(state, NULL, order, &request);
}

/* A table in pages by (order id, number). */
static void
load_pages(struct state *state, struct db *db, struct arena *scratch, int query)
{
    const size_t mark = arena_mark(scratch);
    int64_t order_id = 0, number = 0;

    for (;;) {
        const struct param after[] = {param_int8(scratch, order_id), param_int8(scratch, number)};
        struct rows *rows = db_read(db, query, after, 2);
        const int count = rows_count(rows);

        for (int i = 0; i < count; i++) {
            const size_t row_mark = arena_mark(scratch);

            if (query == QUERY_LOAD_HOLDS)
                load_hold(state, rows, i);
            else
                load_request(state, rows, i, scratch);
            arena_reset(scratch, row_mark);
        }
        if (count > 0) {
            order_id = row_int8(rows, count - 1, 0);
            number = row_int8(rows, count - 1, 1);
        }
        rows_free(&rows);
        arena_reset(scratch, mark);
        if (count == 0)
            return;
    }
}

void
store_open_changes(struct state *state, struct db *db, struct arena *scratch)
{
    size_t at = 0;
    struct order *order;

    state->holds = map_create();
    state->requests = map_create();
    state->destinations = map_create();
    state->channels = map_create();
    state->watched = map_create();
    state->watch_due_us = DUE_NEVER;
    load_pages(state, db, scratch, QUERY_LOAD_HOLDS);
    load_pages(state, db, scratch, QUERY_LOAD_REQUESTS);

    struct rows *rows = db_read(db, QUERY_LOAD_CHANNELS, NULL, 0);
    for (int i = 0; i < rows_count(rows); i++) {
        struct known_channel *channel =
            map_add_text(state->channels, NULL, row_text(rows, i, 0), sizeof *channel);
        channel->cancel_unfilled_days = (int32_t)row_int8(rows, i, 1);
    }
    rows_free(&rows);

    while ((order = map_next(state->orders, &at)) != NULL) {
        const int64_t due_us = order_due_at(order);

        if (due_us == DUE_NEVER)
            continue;
        order->is_watched = true;
        *(struct order **)map_add(state->watched, NULL, order->order_id, sizeof order) = order;
        if (due_us < state->watch_due_us)
            state->watch_due_us = due_us;
    }
}

void
store_close_changes(struct state *state)
{
    map_destroy(&state->holds);
    map_destroy(&state->requests);
    map_destroy(&state->destinations);
    map_destroy(&state->channels);
    map_destroy(&state->watched);
}

/* --- save ------------------------------------------------------------------------------------ */

#define COLUMNS_MAX 15

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
    struct param params[COLUMNS_MAX];

    assert(count <= COLUMNS_MAX);
    for (size_t i = 0; i < count; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), query, arena_copy(turn_arena(turn), params, count * sizeof params[0]),
             (int)count);
}

static void
save_added_holds(struct turn *turn, const struct list *added)
{
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_TEXT,
                                             COLUMN_TEXT, COLUMN_TIME, COLUMN_TIME};
    struct column columns[7];

    if (added->count == 0)
        return;
    start_columns(turn, columns, types, 7);
    for (uint32_t i = 0; i < added->count; i++) {
        const struct hold *hold = added->items[i];

        column_add_int8(&columns[0], hold->order_id);
        column_add_int4(&columns[1], (int32_t)hold->number);
        column_add_int4(&columns[2], hold->reason);
        column_add_text(&columns[3], hold->note);
        column_add_text(&columns[4], hold->by);
        column_add_time(&columns[5], hold->at_us);
        column_add_time(&columns[6], hold->expires_at_us);
    }
    stage_columns(turn, QUERY_ADD_HOLDS, columns, 7);
}

static void
save_released_holds(struct turn *turn, const struct list *released)
{
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_INT4, COLUMN_TIME, COLUMN_TEXT,
                                             COLUMN_TEXT};
    struct column columns[5];

    if (released->count == 0)
        return;
    start_columns(turn, columns, types, 5);
    for (uint32_t i = 0; i < released->count; i++) {
        const struct released_hold *hold = released->items[i];

        column_add_int8(&columns[0], hold->order_id);
        column_add_int4(&columns[1], (int32_t)hold->number);
        column_add_time(&columns[2], turn_now_us(turn));
        column_add_text(&columns[3], hold->by);
        column_add_text(&columns[4], hold->note);
    }
    stage_columns(turn, QUERY_RELEASE_HOLDS, columns, 5);
}

static void
add_request_lines(struct column *numbers, struct column *quantities,
                  const struct change_request *request)
{
    int64_t number[ORDER_LINES_MAX], quantity[ORDER_LINES_MAX];

    for (uint32_t i = 0; i < request->line_count; i++) {
        number[i] = request->lines[i].line;
        quantity[i] = request->lines[i].quantity;
    }
    column_add_int8_list(numbers, number, request->line_count);
    column_add_int8_list(quantities, quantity, request->line_count);
}

static void
save_added_requests(struct turn *turn, const struct list *added)
{
    static const enum column_type types[COLUMNS_MAX] = {
        COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_TEXT, COLUMN_TIME,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
        COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT};
    struct column columns[COLUMNS_MAX];

    if (added->count == 0)
        return;
    start_columns(turn, columns, types, COLUMNS_MAX);
    for (uint32_t i = 0; i < added->count; i++) {
        const struct change_request *request = added->items[i];
        const bool named = request->recipient_given;

        column_add_int8(&columns[0], request->order_id);
        column_add_int4(&columns[1], (int32_t)request->number);
        column_add_int4(&columns[2], request->kind);
        column_add_text(&columns[3], request->reason);
        column_add_time(&columns[4], turn_now_us(turn));
        add_request_lines(&columns[5], &columns[6], request);
        column_add_text(&columns[7], request->destination.country);
        column_add_text(&columns[8], request->destination.region);
        column_add_text(&columns[9], request->destination.city);
        column_add_text(&columns[10], request->destination.postal_code);
        column_add_text(&columns[11], named ? request->recipient.name : NULL);
        column_add_text(&columns[12], named ? request->recipient.street : NULL);
        column_add_text(&columns[13], named ? request->recipient.phone : NULL);
        column_add_text(&columns[14], named ? request->recipient.email : NULL);
    }
    stage_columns(turn, QUERY_ADD_REQUESTS, columns, COLUMNS_MAX);
}

static void
save_answered_requests(struct turn *turn, const struct list *answered)
{
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_INT4, COLUMN_INT4, COLUMN_TIME};
    struct column columns[4];

    if (answered->count == 0)
        return;
    start_columns(turn, columns, types, 4);
    for (uint32_t i = 0; i < answered->count; i++) {
        const struct answered_request *request = answered->items[i];

        column_add_int8(&columns[0], request->order_id);
        column_add_int4(&columns[1], (int32_t)request->number);
        column_add_int4(&columns[2], request->outcome);
        column_add_time(&columns[3], turn_now_us(turn));
    }
    stage_columns(turn, QUERY_ANSWER_REQUESTS, columns, 4);
}

/* An order that was redirected twice is written with its last destination, twice: both are equal.
 */
static void
save_redirected(struct turn *turn, const struct list *redirected)
{
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
                                             COLUMN_TEXT};
    struct column columns[5];

    if (redirected->count == 0)
        return;
    start_columns(turn, columns, types, 5);
    for (uint32_t i = 0; i < redirected->count; i++) {
        const struct order *order = redirected->items[i];

        column_add_int8(&columns[0], order->order_id);
        column_add_text(&columns[1], order->destination.country);
        column_add_text(&columns[2], order->destination.region);
        column_add_text(&columns[3], order->destination.city);
        column_add_text(&columns[4], order->destination.postal_code);
    }
    stage_columns(turn, QUERY_SAVE_DESTINATIONS, columns, 5);
}

/* The last one of each order: a row cannot be written twice by one statement. */
static void
save_recipients(struct turn *turn, const struct list *changed)
{
    static const enum column_type types[] = {COLUMN_INT8, COLUMN_TEXT, COLUMN_TEXT, COLUMN_TEXT,
                                             COLUMN_TEXT};
    struct column columns[5];

    if (changed->count == 0)
        return;
    start_columns(turn, columns, types, 5);
    for (uint32_t i = 0; i < changed->count; i++) {
        const struct known_recipient *known = changed->items[i];

        if (store_changed_recipient(turn, known->order_id) != &known->recipient)
            continue;
        column_add_int8(&columns[0], known->order_id);
        column_add_text(&columns[1], known->recipient.name);
        column_add_text(&columns[2], known->recipient.street);
        column_add_text(&columns[3], known->recipient.phone);
        column_add_text(&columns[4], known->recipient.email);
    }
    stage_columns(turn, QUERY_SAVE_RECIPIENTS, columns, 5);
}

static void
save_channels(struct turn *turn, const struct list *changed)
{
    static const enum column_type types[] = {COLUMN_TEXT, COLUMN_INT4};
    struct column columns[2];

    if (changed->count == 0)
        return;
    start_columns(turn, columns, types, 2);
    for (uint32_t i = 0; i < changed->count; i++) {
        struct known_channel *channel = changed->items[i];

        channel->is_staged = false;
        column_add_text(&columns[0], map_text_of(channel));
        column_add_int4(&columns[1], channel->cancel_unfilled_days);
    }
    stage_columns(turn, QUERY_SAVE_CHANNELS, columns, 2);
}

void
store_save_changes(struct turn *turn)
{
    const struct stage *stage = turn_stage(turn);

    save_added_holds(turn, &stage->added_holds);
    save_released_holds(turn, &stage->released_holds);
    save_added_requests(turn, &stage->added_requests);
    save_answered_requests(turn, &stage->answered_requests);
    save_redirected(turn, &stage->redirected);
    save_recipients(turn, &stage->changed_recipients);
    save_channels(turn, &stage->changed_channels);
}
