/*
 * The names of the kinds of policy, as people write them.
 */
#include <string.h>

#include "services/fulfillment-routing/core/policy.h"

static const char *const names[POLICY_KIND_COUNT] = {
    [POLICY_NONE] = "",
    [POLICY_NEAREST] = "nearest",
    [POLICY_FEWEST_PARCELS] = "fewest-parcels",
    [POLICY_LEAST_COST] = "least-cost",
};

const char *
policy_kind_name(enum policy_kind kind)
{
    return names[kind];
}

enum policy_kind
policy_kind_named(const char *name)
{
    for (int kind = POLICY_NONE + 1; kind < POLICY_KIND_COUNT; kind++) {
        if (strcmp(names[kind], name) == 0)
            return (enum policy_kind)kind;
    }
    return POLICY_NONE;
}
