/* Rule: a line asks for 1 to 1,000,000 units. */
#include "services/order/core/validate.h"

void
validate_quantities(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    for (uint32_t i = 0; i < request->line_count; i++) {
        const struct request_line *line = &request->lines[i];

        if (line->quantity < 1 || line->quantity > ORDER_QUANTITY_MAX)
            defects_add(defects, DEFECT_QUANTITY_INVALID, line->line, "quantity",
                        "A quantity is 1 to 1,000,000.");
    }
}
