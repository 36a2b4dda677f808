/*
 * Rule: units may be cancelled of lines that the order has, each named once, as many as have
 * neither shipped nor been cancelled. Whether they can still be stopped is inventory's answer.
 */
#include "services/order/core/change_request.h"

const char *
cancel_lines_defect(struct order *order, struct line_change *lines, uint32_t line_count,
                    uint32_t *line)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < line_count; i++) {
        struct order_line *found = NULL;
        const char *defect = find_named_line(order, lines, i, &at, &found);

        *line = lines[i].line;
        if (defect != NULL)
            return defect;
        if (lines[i].quantity < 1)
            return "a quantity is at least 1";
        if (lines[i].quantity >
            found->units.ordered - found->units.cancelled - found->units.shipped)
            return "fewer units have neither shipped nor been cancelled";
        lines[i].sku = found->sku;
    }
    return NULL;
}
