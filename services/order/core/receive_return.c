/* Rule: what came is recorded, however much was asked for. */
#include "services/order/core/returns.h"

void
receive_return(struct return_line *line, struct return_part *part, int64_t quantity)
{
    line->units.received += quantity;
    part->received += quantity;
}
