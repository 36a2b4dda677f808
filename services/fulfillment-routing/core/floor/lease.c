/*
 * Rule: a pick list belongs to the picker who claimed it, until the lease ends. Its end is a
 * condition of every decision, whether anybody has noticed it yet or not: at that very microsecond
 * the list is others' to take, and who had it must claim it again.
 */
#include "services/fulfillment-routing/core/floor/lease.h"

#include <string.h>

bool
lease_is_held(const struct lease *lease, int64_t now_us)
{
    return lease->picker[0] != '\0' && lease->until_us > now_us;
}

enum lease_claim
lease_claim(const struct lease *lease, const char *picker, int64_t now_us)
{
    if (!lease_is_held(lease, now_us))
        return LEASE_TAKEN;
    return strcmp(lease->picker, picker) == 0 ? LEASE_LONGER : LEASE_REFUSED;
}

enum lease_use
lease_use(const struct lease *lease, const char *picker, int64_t now_us)
{
    const bool own = strcmp(lease->picker, picker) == 0;

    if (lease_is_held(lease, now_us))
        return own ? LEASE_HOLDS : LEASE_OF_OTHERS;
    return own && lease->picker[0] != '\0' ? LEASE_ENDED : LEASE_NEVER_TAKEN;
}
