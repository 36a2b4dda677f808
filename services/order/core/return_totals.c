/* Rule: what is shown of an order line is the sum over its returns. */
#include "services/order/core/returns.h"

struct return_totals
return_totals(uint32_t line, const struct rma *const *returns, uint32_t return_count,
              int64_t now_us)
{
    struct return_totals totals = {0};

    for (uint32_t i = 0; i < return_count; i++) {
        const enum return_status status = return_status_at(returns[i], now_us);
        const struct return_line *found = return_find_line(returns[i], line);

        if (found == NULL)
            continue;
        if (status != RETURN_DECLINED && status != RETURN_EXPIRED && status != RETURN_CANCELLED)
            totals.requested += found->units.requested;
        totals.received += found->units.received;
        totals.restocked += found->units.by_disposition[DISPOSITION_RESTOCK - 1];
        totals.refunded += found->units.refunded;
    }
    return totals;
}
