/*
 * Rule: one order may replace the goods of a return, of the same channel, unless the return came to
 * nothing. Whether the goods have come is not asked.
 */
#include "services/order/core/returns.h"

#include <string.h>

bool
return_may_be_exchanged(const struct rma *rma, const char *channel, int64_t now_us)
{
    const enum return_status status = return_status_at(rma, now_us);

    return strcmp(rma->channel, channel) == 0 && rma->exchange_order_id == 0 &&
           status != RETURN_DECLINED && status != RETURN_EXPIRED && status != RETURN_CANCELLED;
}
