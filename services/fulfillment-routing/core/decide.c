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
    bool dips;
} rules[] = {
    {RULE_NEAREST_WHOLE, nearest_whole, false},
    {RULE_FEWEST_PARCELS, fewest_parcels, false},
    {RULE_NEAREST_WHOLE, nearest_whole, true},
    {RULE_FEWEST_PARCELS, fewest_parcels, true},
};

void
routing_decide(struct request *request, struct choice *choice)
{
    choice->cut_short = false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        request->dip = rules[i].dips;
        choice->rule = rules[i].rule;
        choice->dips = rules[i].dips;
        if (rules[i].find(request, choice))
            return;
    }
    choice->rule = RULE_PARKED;
    choice->dips = false;
    choice->plan.site_count = choice->runner_up.site_count = 0;
}

const char *
rule_name(enum rule rule)
{
    static const char *const names[] = {
        [RULE_PARKED] = "PARKED",
        [RULE_NEAREST_WHOLE] = "NEAREST_WHOLE",
        [RULE_FEWEST_PARCELS] = "FEWEST_PARCELS",
    };
    return names[rule];
}
