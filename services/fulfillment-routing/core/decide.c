/*
 * The rules of routing, in order of preference. The first that finds a plan decides.
 *
 * Promises are counted without safety stock, so it is touched only when, after a loss, nothing
 * else can keep a promise.
 */
#include "services/fulfillment-routing/core/routing.h"

static const struct {
    enum rule rule;
    bool (*find)(const struct request *request, struct choice *choice);
} rules[] = {
    {RULE_NEAREST_WHOLE, nearest_whole},
    {RULE_FEWEST_PARCELS, fewest_parcels},
};

bool
find_plan(const struct request *request, struct choice *choice)
{
    choice->dips = request->dip;
    choice->proved = true;
    choice->relaxed = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        choice->rule = rules[i].rule;
        if (rules[i].find(request, choice)) {
            choice->plan.cost_nano = plan_cost(request, &choice->plan);
            return true;
        }
    }
    return false;
}

void
routing_decide(struct request *request, struct choice *choice)
{
    request->dip = false;
    if (find_plan(request, choice))
        return;
    request->dip = true;
    if (find_plan(request, choice))
        return;
    choice->rule = RULE_PARKED;
    choice->dips = false;
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
