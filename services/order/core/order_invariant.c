/*
 * The books of a line balance: checked after every change and on every load. An event that would
 * unbalance them is refused by its apply_*.c before, so a false answer here is a bug.
 */
#include "services/order/core/order_invariant.h"

#include "services/order/core/line_shown.h"

/* Each half of the counters balances by itself, whatever the other feed has told so far. */
static bool
halves_hold(const struct line_counters *units)
{
    return units->ordered > 0 && units->cancelled >= 0 && units->backordered >= 0 &&
           units->promised >= 0 && units->planned >= 0 && units->picked >= 0 &&
           units->shipped >= 0 &&
           units->cancelled + units->backordered + units->promised <= units->ordered &&
           units->planned + units->shipped <= units->ordered &&
           units->picked <= units->planned + units->shipped &&
           units->cancelled + units->shipped <= units->ordered;
}

bool
line_holds(const struct line_counters *units)
{
    if (!halves_hold(units))
        return false;

    /* And what people are shown adds up. */
    const struct line_shown shown = line_shown(units);
    return shown.undecided >= 0 && shown.backordered >= 0 && shown.reserved >= 0 &&
           shown.allocated >= 0 && shown.picked >= units->shipped &&
           shown.picked <= shown.allocated + units->shipped &&
           units->ordered - units->cancelled == shown.undecided + shown.backordered +
                                                    shown.reserved + shown.allocated +
                                                    units->shipped;
}

bool
order_holds(const struct order *order)
{
    for (uint32_t i = 0; i < order->line_count; i++)
        if (!line_holds(&order->lines[i].units) || order->lines[i].delivered < 0 ||
            order->lines[i].delivered > order->lines[i].units.shipped)
            return false;
    return order->line_count > 0;
}
