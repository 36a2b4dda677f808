/* Rule: the holds of a new order are sound, one for each reason. */
#include "services/order/core/hold.h"
#include "services/order/core/validate.h"

void
validate_holds(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;
    uint32_t seen = 0;

    if (request->holds_given > HOLDS_MAX)
        defects_add(defects, DEFECT_HOLD_INVALID, 0, "holds",
                    "An order has one hold for each reason at most.");
    for (uint32_t i = 0; i < request->hold_count; i++) {
        const struct request_hold *hold = &request->holds[i];
        const char *defect = hold_defect(hold, placement->now_us);

        if (defect == NULL && (seen >> hold->reason & 1) != 0)
            defect = "Two holds have the same reason.";
        if (defect != NULL)
            defects_add(defects, DEFECT_HOLD_INVALID, 0, "holds", defect);
        else
            seen |= 1u << hold->reason;
    }
}
