/* FulfillmentPlanned: a location will ship these units. */
#include "services/order/core/apply.h"

const char *
apply_fulfillment_planned(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->ordered - units->planned - units->shipped)
        return "more units planned than are left of the line";

    units->planned += quantity;
    return NULL;
}
