/*
 * ItemShort and FulfillmentRejected: the location will not ship these units; they are reserved
 * again until routing plans them anew. Units that it had picked count as picked no longer.
 */
#include "services/order/core/apply.h"

const char *
apply_plan_withdrawn(struct line_counters *units, int64_t quantity)
{
    if (quantity > units->planned)
        return "more units taken back than were planned";

    units->planned -= quantity;
    if (units->picked > units->planned + units->shipped)
        units->picked = units->planned + units->shipped;
    return NULL;
}
