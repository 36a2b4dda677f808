/*
 * Rule: a new quantity is the number of units that the line shall have, shipped ones included,
 * cancelled ones not; only the difference is promised or given back. What is already asked to be
 * given back counts as gone. Units that have shipped cannot be taken off the order, and its total
 * must still fit into 64 bits.
 */
#include "services/order/core/change_request.h"

/* Units ever ordered of a line, however often it was changed: room for them in the table. */
#define LINE_UNITS_MAX 1000000000

/* With the units that are added. */
static bool
total_fits(const struct order *order, const struct amendment *amendment)
{
    int64_t total_minor = 0, amount_minor;

    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];
        int64_t units = line->units.ordered;

        for (uint32_t more = 0; more < amendment->increase_count; more++)
            if (amendment->increase[more].line == line->line)
                units += amendment->increase[more].quantity;
        if (__builtin_mul_overflow(units, line->unit_price_minor, &amount_minor) ||
            __builtin_add_overflow(total_minor, amount_minor, &total_minor))
            return false;
    }
    return true;
}

static const char *
amend_line(const struct order_line *line, int64_t asked_less, int64_t quantity,
           struct amendment *amendment)
{
    const int64_t left = line->units.ordered - line->units.cancelled - asked_less;

    if (quantity < line->units.shipped)
        return "more units have shipped";
    if (quantity > left && line->units.ordered + quantity - left > LINE_UNITS_MAX)
        return "the line was changed too often";
    if (quantity > left)
        amendment->increase[amendment->increase_count++] =
            (struct line_change){line->line, line->sku, quantity - left};
    if (quantity < left)
        amendment->decrease[amendment->decrease_count++] =
            (struct line_change){line->line, line->sku, left - quantity};
    return NULL;
}

const char *
amend_lines(struct order *order, const struct line_change *lines, uint32_t line_count,
            const int64_t *asked_less, struct amendment *amendment, uint32_t *line)
{
    uint32_t at = 0;

    amendment->increase_count = amendment->decrease_count = 0;
    for (uint32_t i = 0; i < line_count; i++) {
        struct order_line *found = NULL;
        const char *defect = find_named_line(order, lines, i, &at, &found);

        *line = lines[i].line;
        if (defect != NULL)
            return defect;
        if (lines[i].quantity < 0 || lines[i].quantity > ORDER_QUANTITY_MAX)
            return "a quantity is 0 to 1,000,000";
        const char *reason =
            amend_line(found, asked_less[found - order->lines], lines[i].quantity, amendment);
        if (reason != NULL)
            return reason;
    }
    *line = 0;
    return total_fits(order, amendment) ? NULL : "the order's total would be beyond all bounds";
}
