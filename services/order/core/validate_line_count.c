/* Rule: an order has 1 to 2,000 lines. */
#include "services/order/core/validate.h"

void
validate_line_count(const struct placement *placement, struct defects *defects)
{
    if (placement->request->lines_given == 0)
        defects_add(defects, DEFECT_NO_LINES, 0, "lines", "The order has no lines.");
    if (placement->request->lines_given > ORDER_LINES_MAX)
        defects_add(defects, DEFECT_TOO_MANY_LINES, 0, "lines",
                    "The order has more than 2,000 lines; split it.");
}
