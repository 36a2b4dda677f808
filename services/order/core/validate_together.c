/* Rule: a group of lines that stay together is named by a number up to a million; 0 is none. */
#include "services/order/core/validate.h"

void
validate_together(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;

    for (uint32_t i = 0; i < request->line_count; i++)
        if (request->lines[i].together > TOGETHER_MAX)
            defects_add(defects, DEFECT_TOGETHER_INVALID, request->lines[i].line, "together",
                        "A group of lines has a number from 1 to 1,000,000.");
}
