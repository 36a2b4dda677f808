/*
 * ItemPicked: planned units were taken from the shelves.
 *
 * A plan that is withdrawn does not tell how much of it was picked (apply_plan_withdrawn.c), so
 * the count may be a little high; it is never higher than what is planned and shipped.
 */
#include "services/order/core/apply.h"

const char *
apply_item_picked(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->planned)
        return "more units picked than were planned";

    units->picked += quantity;
    if (units->picked > units->planned + units->shipped)
        units->picked = units->planned + units->shipped;
    return NULL;
}
