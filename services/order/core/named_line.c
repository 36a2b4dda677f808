/* Rule: who changes lines names each once, by its number, and may name the SKU to be sure. */
#include <string.h>

#include "services/order/core/change_request.h"

const char *
find_named_line(struct order *order, const struct line_change *lines, uint32_t i, uint32_t *at,
                struct order_line **found)
{
    *found = order_find_line(order, lines[i].line, at);
    if (*found == NULL)
        return "the order has no such line";
    if (lines[i].sku[0] != '\0' && strcmp(lines[i].sku, (*found)->sku) != 0)
        return "the line is of another SKU";
    for (uint32_t before = 0; before < i; before++)
        if (lines[before].line == lines[i].line)
            return "the line is named twice";
    return NULL;
}
