/*
 * A cancel reaches what has not left. All of it: the order is cancelled. Some: the rest ships and
 * closes the order. Nothing: the cancel is refused.
 */
#include "services/order/core/cancel_outcome.h"

enum order_happening
cancel_outcome(const struct order *order, int64_t released)
{
    int64_t left = 0;

    for (uint32_t i = 0; i < order->line_count; i++)
        left += order->lines[i].units.ordered - order->lines[i].units.cancelled;

    if (released == 0)
        return ON_NOTHING_RELEASED;
    return left > 0 ? ON_SOME_RELEASED : ON_ALL_RELEASED;
}
