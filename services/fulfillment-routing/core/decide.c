/*
 * The rules of routing, in order of preference. The first that finds a plan decides.
 *
 * Promises are counted without safety stock, so it is touched only when, after a loss, nothing
 * else can keep a promise.
 */
#include "services/fulfillment-routing/core/routing.h"

static const struct {
    enum rule rule;
    bool least_cost; /* it is a rule of that kind of policy; else of the others */
    bool (*find)(const struct request *request, struct choice *choice);
} rules[] = {
    {RULE_NEAREST_WHOLE, false, nearest_whole},
    {RULE_FEWEST_PARCELS, false, fewest_parcels},
    {RULE_LEAST_COST, true, least_cost},
};

static bool
apply_rules(const struct request *request, struct choice *choice)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].least_cost != (request->kind == POLICY_LEAST_COST))
            continue;
        choice->rule = rules[i].rule;
        if (!rules[i].find(request, choice))
            continue;
        choice->plan.cost_nano = plan_cost(request, &choice->plan);
        return true;
    }
    return false;
}

/* Limits give way one after the other, as far as it takes. */
static bool
relax(struct request *request, unsigned *relaxed)
{
    if (request->split_value_min_minor > 0) {
        request->split_value_min_minor = 0;
        *relaxed |= RELAXED_SPLIT_VALUE;
    } else if (request->parcels_max > 0) {
        request->parcels_max = 0;
        *relaxed |= RELAXED_PARCELS;
    } else if (request->kind == POLICY_LEAST_COST && !request->heavy) {
        request->heavy = true;
        *relaxed |= RELAXED_WEIGHT;
    } else {
        return false;
    }
    return true;
}

bool
find_plan(struct request *request, struct choice *choice)
{
    struct request asked = *request;
    bool sure = true; /* that it could not be done within the limits */

    choice->dips = request->dip;
    choice->relaxed = 0;
    choice->steps = 0;
    choice->proved = true;
    while (!apply_rules(&asked, choice)) {
        sure &= choice->proved;
        choice->proved = true;
        if (!relax(&asked, &choice->relaxed))
            return false;
    }
    choice->proved &= sure;
    request->heavy = asked.heavy;
    return true;
}

void
routing_decide(struct request *request, struct choice *choice)
{
    request->dip = request->heavy = false;
    if (find_plan(request, choice))
        return;
    request->dip = true;
    if (find_plan(request, choice))
        return;
    choice->rule = RULE_PARKED;
    choice->dips = false;
    choice->relaxed = 0;
    choice->plan.site_count = 0;
    choice->plan.distance_m = choice->plan.cost_nano = 0;
}

const char *
rule_name(enum rule rule)
{
    static const char *const names[] = {
        [RULE_PARKED] = "PARKED",
        [RULE_NEAREST_WHOLE] = "NEAREST_WHOLE",
        [RULE_FEWEST_PARCELS] = "FEWEST_PARCELS",
        [RULE_LEAST_COST] = "LEAST_COST",
    };
    return names[rule];
}
