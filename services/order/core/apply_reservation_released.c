/*
 * ReservationReleased: units that waited or were promised are given back, or new ones are refused.
 * They are out of the order for good; shipped units are never among them.
 *
 * Refused units were undecided; of an order that was changed, promises for units that waited may
 * have been booked as promises for these (apply_growth_backordered.c), so the rest is taken from
 * those that wait.
 */
#include "services/order/core/apply.h"

const char *
apply_reservation_released(struct line_counters *units, int64_t was_backordered,
                           int64_t was_promised, int64_t was_undecided)
{
    const int64_t undecided = units_undecided(units);
    const int64_t from_waiting = was_undecided > undecided ? was_undecided - undecided : 0;

    if (was_backordered + from_waiting > units->backordered)
        return "more units released than waited";
    if (was_promised > units->promised)
        return "more units released than were promised";
    if (was_backordered + was_promised + was_undecided >
        units->ordered - units->cancelled - units->shipped)
        return "units released that had shipped";

    units->backordered -= was_backordered + from_waiting;
    units->promised -= was_promised;
    units->cancelled += was_backordered + was_promised + was_undecided;
    return NULL;
}
