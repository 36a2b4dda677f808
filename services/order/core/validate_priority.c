/* Rule: priority is 0..9. */
#include "services/order/core/validate.h"

void
validate_priority(const struct placement *placement, struct defects *defects)
{
    const int32_t priority = placement->request->priority;

    if (priority < 0 || priority > PRIORITY_MAX)
        defects_add(defects, DEFECT_PRIORITY_INVALID, 0, "priority", "Priority is 0 to 9.");
}
