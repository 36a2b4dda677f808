/* FulfillmentShipped: planned units were handed to the carrier. */
#include "services/order/core/apply.h"

const char *
apply_fulfillment_shipped(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->planned)
        return "more units shipped than were planned";
    if (quantity > units->ordered - units->cancelled - units->shipped)
        return "units shipped that were cancelled";

    units->planned -= quantity;
    units->shipped += quantity;
    if (units->picked < units->shipped)
        units->picked = units->shipped; /* the warehouse skipped the confirmation of the pick */
    return NULL;
}
