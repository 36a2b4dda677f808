/* Rule: a customer waits for stock up to a year. */
#include "services/order/core/validate.h"

void
validate_cancel_days(const struct placement *placement, struct defects *defects)
{
    const int32_t days = placement->request->cancel_unfilled_days;

    if (days < 0 || days > CANCEL_DAYS_MAX)
        defects_add(defects, DEFECT_CANCEL_DAYS_INVALID, 0, "cancel_unfilled_days",
                    "What waits for stock is cancelled after 1 to 365 days, or 0.");
}
