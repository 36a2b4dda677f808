/* See store_rows.h. */
#include "services/order/store_rows.h"

#include <stddef.h>
#include <string.h>

#include "common/check.h"
#include "services/order/core/order_invariant.h"

_Static_assert(sizeof(struct line_counters) == LINE_COUNTERS * sizeof(int64_t),
               "counters are stored as an array");

void
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

void *
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
_Static_assert(offsetof(struct known_facts, order_id) == 0, "list_find_id");

void
list_add_id(struct list *list, struct arena *arena, int64_t order_id)
{
    list_add(list, arena, arena_copy(arena, &order_id, sizeof order_id));
}

struct param
param_ids(const struct list *list, struct column *column, struct arena *arena)
{
    column_start(column, arena, COLUMN_INT8);
    for (uint32_t i = 0; i < list->count; i++)
        column_add_int8(column, *(const int64_t *)list->items[i]);
    return param_column(column);
}

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
    ROW_COUNTERS,
    ROW_CANCEL_UNFILLED_AT,
    ROW_EXCHANGE,
    ROW_TOGETHER,
    ROW_EXPECTED,
    ROW_DELIVER_BY,
    ROW_PICKUP,
    ROW_SUBSTITUTES,
    ROW_DELIVERED
};

void
row_read(const struct rows *rows, int at, struct arena *arena, struct order_row *row)
{
    const size_t count = row_text_list(rows, at, ROW_SKUS, arena, row->skus, ORDER_LINES_MAX);

    assert(row_int8_list(rows, at, ROW_LINE_NUMBERS, row->numbers, ORDER_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_PRICES, row->prices, ORDER_LINES_MAX) == count);
    assert(row_int8_list(rows, at, ROW_COUNTERS, row->counters, ORDER_LINES_MAX * LINE_COUNTERS) ==
           count * LINE_COUNTERS);
    row->together_count = row_int8_list(rows, at, ROW_TOGETHER, row->together, ORDER_LINES_MAX);
    row->expected_count = row_int8_list(rows, at, ROW_EXPECTED, row->expected, ORDER_LINES_MAX);
    row->delivered_count = row_int8_list(rows, at, ROW_DELIVERED, row->delivered, ORDER_LINES_MAX);
    row->request = (struct order_request){
        .channel = row_text(rows, at, ROW_CHANNEL),
        .external_id = row_text(rows, at, ROW_EXTERNAL_ID),
        .placed_at_us = row_int8(rows, at, ROW_PLACED_AT),
        .currency = row_text(rows, at, ROW_CURRENCY),
        .destination = {.country = row_text(rows, at, ROW_COUNTRY),
                        .region = row_text(rows, at, ROW_REGION),
                        .city = row_text(rows, at, ROW_CITY),
                        .postal_code = row_text(rows, at, ROW_POSTAL_CODE)},
        .hold_id = "",
        .exchange_for_return_id = row_int8(rows, at, ROW_EXCHANGE),
        .terms = {.deliver_by_day = (int32_t)row_int8(rows, at, ROW_DELIVER_BY),
                  .substitutes_allowed = row_int8(rows, at, ROW_SUBSTITUTES) != 0,
                  .pickup_location = row_text(rows, at, ROW_PICKUP)},
        .ship_complete = row_int8(rows, at, ROW_SHIP_COMPLETE) != 0,
        .priority = (int32_t)row_int8(rows, at, ROW_PRIORITY),
        .line_count = (uint32_t)count,
        .lines = row->lines,
    };
    for (size_t i = 0; i < count; i++)
        row->lines[i] = (struct request_line){
            .line = (uint32_t)row->numbers[i],
            .sku = row->skus[i],
            .unit_price_minor = row->prices[i],
            .together = row->together_count > 0 ? (uint32_t)row->together[i] : 0};
}

void
row_fill_order(struct order *order, const struct rows *rows, int at, const struct order_row *row,
               const char *const *skus)
{
    order_fill(order, row_int8(rows, at, ROW_ORDER_ID), &row->request, skus);
    order->status = (enum order_status)row_int8(rows, at, ROW_STATUS);
    order->received_at_us = row_int8(rows, at, ROW_RECEIVED_AT);
    order->cancel_unfilled_at_us = row_int8(rows, at, ROW_CANCEL_UNFILLED_AT);
    for (uint32_t i = 0; i < row->expected_count; i++)
        order->lines[i].expected_at_us = row->expected[i];
    for (uint32_t i = 0; i < row->delivered_count; i++)
        order->lines[i].delivered = row->delivered[i];
    for (uint32_t i = 0; i < order->line_count; i++)
        memcpy(&order->lines[i].units, &row->counters[i * LINE_COUNTERS],
               sizeof order->lines[i].units);
    assert(order_holds(order));
}

int64_t
row_order_id(const struct rows *rows, int at)
{
    return row_int8(rows, at, ROW_ORDER_ID);
}

const char *
row_waits_for(const struct rows *rows, int at)
{
    return row_text(rows, at, ROW_WAITS_FOR);
}
