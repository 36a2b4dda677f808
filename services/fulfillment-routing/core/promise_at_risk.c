/*
 * A parcel that should have left and that nobody has begun to pick will be late. If another
 * location can still keep what the customer was told, it goes there; if none can, moving it helps
 * nobody.
 */
#include "services/fulfillment-routing/core/promise_at_risk.h"

bool
promise_at_risk(const struct promised *promised, int64_t now_us)
{
    return promised->dispatch_by_us != 0 && promised->dispatch_by_us <= now_us &&
           (promised->state == FULFILLMENT_PLANNED || promised->state == FULFILLMENT_RELEASED);
}

static bool
keeps(const struct promised *promised, int32_t day)
{
    return promised->deliver_on_day != 0 && day != 0 && day <= promised->deliver_on_day;
}

enum risk
risk_decide(const struct promised *promised, int32_t day_here, int32_t day_elsewhere)
{
    if (promised->deliver_on_day == 0 || keeps(promised, day_here))
        return RISK_KEPT;
    return keeps(promised, day_elsewhere) ? RISK_MOVES : RISK_LATER;
}
