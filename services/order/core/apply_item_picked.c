/* ItemPicked: planned units were taken from the shelves. */
#include "services/order/core/apply.h"

const char *
apply_item_picked(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->planned + units->shipped - units->picked)
        return "more units picked than were planned";

    units->picked += quantity;
    return NULL;
}
