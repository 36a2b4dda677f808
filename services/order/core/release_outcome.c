/*
 * A cancel reaches what has not left. The whole order: all of it is cancelled, or some, and the
 * rest ships and closes the order, or nothing: the cancel is refused. Single lines, or units that
 * are sold out: the rest goes on, unless no unit is left.
 */
#include "services/order/core/release_outcome.h"

enum order_happening
release_outcome(const struct order *order, bool whole, int64_t released)
{
    int64_t left = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        left += order->lines[i].units.ordered - order->lines[i].units.cancelled;

    if (!whole)
        return left > 0 ? ON_LINES_RELEASED : ON_NO_UNIT_LEFT;
    if (left == 0)
        return ON_ALL_RELEASED;
    return released > 0 ? ON_SOME_RELEASED : ON_NOTHING_RELEASED;
}
