/*
 * The stock report: what is valuable, what turns, what grows old.
 */
#include <stdlib.h>
#include <string.h>

#include "services/inventory/books.h"
#include "services/inventory/handlers.h"
#include "services/inventory/store.h"
#include "services/inventory/wire_insight.h"

/* Higher cost shipped first; then the SKU. */
static int
compare_lines(const void *a, const void *b)
{
    const struct report_line *x = a, *y = b;

    if (x->cost_shipped_minor != y->cost_shipped_minor)
        return x->cost_shipped_minor > y->cost_shipped_minor ? -1 : 1;
    return strcmp(x->item->sku, y->item->sku);
}

static struct report_line
report_line(const struct item *item, const struct get_stock_report *query, struct period period)
{
    const int64_t shipped = shipped_in(item, period);

    return (struct report_line){
        .item = item,
        .shipped = shipped,
        .cost_shipped_minor = cost_of(shipped, item->unit_cost_minor),
        .value_minor = cost_of(item->on_hand, item->unit_cost_minor),
        .turnover = turnover(item, period),
        .days_since_shipped = days_since_shipped(item, period.today),
        .aged = stock_is_aged(item, period.today, query->aged_days),
    };
}

static void
set_classes(struct turn *turn, struct report_line *lines, size_t count)
{
    int64_t *values = arena_take(turn_arena(turn), count * sizeof *values);
    char *classes = arena_take(turn_arena(turn), count);

    for (size_t i = 0; i < count; i++)
        values[i] = lines[i].cost_shipped_minor;
    abc_class(values, count, classes);
    for (size_t i = 0; i < count; i++)
        lines[i].abc = classes[i];
}

void
on_get_stock_report(struct turn *turn, const struct input *input)
{
    const struct get_stock_report *query = input->message;
    const struct books *books = turn_state(turn);
    const struct period period = {(int32_t)(turn_now_us(turn) / DAY_US), query->days};
    struct report_line *lines =
        arena_take(turn_arena(turn), (map_count(books->items) + 1) * sizeof *lines);
    size_t count = 0, at = 0;

    for (struct item *item; (item = map_next(books->items, &at)) != NULL;) {
        if (item->defined)
            lines[count++] = report_line(item, query, period);
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    set_classes(turn, lines, count);
    wire_reply_stock_report(turn, lines, count < query->limit ? count : query->limit, count);
}
