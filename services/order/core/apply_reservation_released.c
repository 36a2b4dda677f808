/*
 * ReservationReleased: a cancel reached units that waited or were promised. They are out of the
 * order for good; shipped units are never among them.
 */
#include "services/order/core/apply.h"

const char *
apply_reservation_released(struct line_counters *units, int64_t was_backordered,
                           int64_t was_promised)
{
    if (was_backordered > units->backordered)
        return "more units released than waited";
    if (was_promised > units->promised)
        return "more units released than were promised";
    if (was_backordered + was_promised > units->ordered - units->cancelled - units->shipped)
        return "units released that had shipped";

    units->backordered -= was_backordered;
    units->promised -= was_promised;
    units->cancelled += was_backordered + was_promised;
    return NULL;
}
