/*
 * Rule: at most what shipped can be asked back, once.
 *
 * An open return claims all that it asks for, or more if more came. One that has ended claims what
 * really came, and what was settled without coming: money is not owed twice for one unit.
 */
#include "services/order/core/returns.h"

static bool
is_open(enum return_status status)
{
    return status != RETURN_DECLINED && status != RETURN_EXPIRED && status != RETURN_CANCELLED &&
           status != RETURN_CLOSED;
}

int64_t
returnable_units(const struct order_line *line, const struct rma *const *returns,
                 uint32_t return_count, int64_t now_us)
{
    int64_t left = line->units.shipped;

    for (uint32_t i = 0; i < return_count; i++) {
        const struct return_line *claim = return_find_line(returns[i], line->line);

        if (claim == NULL)
            continue;
        const int64_t settled = units_settled(&claim->units), came = claim->units.received;

        if (is_open(return_status_at(returns[i], now_us)))
            left -= units_to_settle(&claim->units);
        else
            left -= came > settled ? came : settled;
    }
    return left > 0 ? left : 0;
}
