/* Rule: an order that replaces goods of a return names a return that may be exchanged. */
#include "services/order/core/returns.h"
#include "services/order/core/validate.h"

void
validate_exchange(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    if (request->exchange_for_return_id == 0)
        return;
    if (placement->exchanged == NULL ||
        !return_may_be_exchanged(placement->exchanged, request->channel, placement->now_us))
        defects_add(defects, DEFECT_RETURN_UNKNOWN, 0, "exchange_for_return_id",
                    "No return of this channel has this number and may be exchanged (again).");
}
