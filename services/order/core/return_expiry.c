/* Rule: an authorized return of which nothing came in time is expired from that moment on. */
#include "services/order/core/returns.h"

enum return_status
return_status_at(const struct rma *rma, int64_t now_us)
{
    const bool is_over = rma->expires_at_us != 0 && rma->expires_at_us <= now_us;

    return rma->status == RETURN_AUTHORIZED && is_over ? RETURN_EXPIRED : rma->status;
}
