/* Rule: a line number names one line. */
#include "services/order/core/first_of_equals.h"
#include "services/order/core/validate.h"

static bool
same_number(const struct request_line *a, const struct request_line *b)
{
    return a->line == b->line;
}

void
validate_line_numbers(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;
    struct equals equals;

    equals_start(&equals, request, same_number);
    for (uint32_t i = 0; i < request->line_count; i++)
        if (!equals_is_first(&equals, i, request->lines[i].line))
            defects_add(defects, DEFECT_LINE_DUPLICATE, request->lines[i].line, "line",
                        "Another line has this number.");
}
