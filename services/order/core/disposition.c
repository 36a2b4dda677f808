/* Rule: what came is looked at once, at the location where it came. */
#include "services/order/core/returns.h"

const char *
inspect_return(struct return_line *line, struct return_part *part, enum disposition disposition,
               int64_t quantity)
{
    if (quantity > part->received - part->inspected)
        return "more than what came there and was not looked at";
    part->inspected += quantity;
    line->units.inspected += quantity;
    line->units.by_disposition[disposition - 1] += quantity;
    return NULL;
}
