/*
 * ReservationCommitted: units are promised. They come from those that inventory had not decided
 * on, then from those that waited: a promise in the same decision as a backorder takes the
 * former, whichever of the two events is heard first; a later round takes the latter.
 */
#include "services/order/core/apply.h"

int64_t
units_undecided(const struct line_counters *units)
{
    return units->ordered - units->cancelled - units->backordered - units->promised;
}

const char *
apply_reservation_committed(struct line_counters *units, int64_t quantity)
{
    const int64_t undecided = units_undecided(units);

    if (quantity > undecided + units->backordered)
        return "more units promised than are left of the line";

    units->promised += quantity;
    if (quantity > undecided)
        units->backordered -= quantity - undecided;
    return NULL;
}
