/*
 * Rule: what was found wrong stays wrong until a whole pass has not met it again.
 */
#include "services/inventory/core/audit.h"

bool
audit_found(struct audit_walk *walk)
{
    walk->found++;
    return walk->found > walk->found_before;
}

void
audit_pass_ends(struct audit_walk *walk)
{
    walk->found_before = walk->found;
    walk->found = 0;
    walk->at = 0;
}

int64_t
audit_wrong(const struct audit_walk *walk)
{
    return walk->found > walk->found_before ? walk->found : walk->found_before;
}
