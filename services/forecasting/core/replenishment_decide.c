/*
 * Rule: buy when what is there and coming would not last until a purchase made now arrives, and
 * then as much as lasts until the one after; once per crossing of the reorder point.
 */
#include "services/forecasting/core/forecast.h"

struct replenishment
replenishment_decide(const struct reorder_levels *levels, const struct stock_position *position)
{
    const bool low =
        position->units <= levels->reorder_point && position->units < levels->order_up_to;

    if (low == position->proposal_open)
        return (struct replenishment){.outcome = REPLENISHMENT_NONE};
    if (!low)
        return (struct replenishment){.outcome = REPLENISHMENT_RECOVERED};
    return (struct replenishment){.outcome = REPLENISHMENT_PROPOSED,
                                  .quantity = levels->order_up_to - position->units};
}
