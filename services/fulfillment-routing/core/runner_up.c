/*
 * Rule: the runner-up is the best plan that does without one of the locations of the chosen one:
 * what would have been decided if that one were not there.
 */
#include "services/fulfillment-routing/core/routing.h"

/* Cost counts only where the policy says so. */
bool
plan_is_better(const struct request *request, const struct plan *a, const struct plan *b)
{
    if (b->site_count == 0)
        return true;
    if (request->kind == POLICY_LEAST_COST && a->cost_nano != b->cost_nano)
        return a->cost_nano < b->cost_nano;
    if (a->site_count != b->site_count)
        return a->site_count < b->site_count;
    if (a->distance_m != b->distance_m)
        return a->distance_m < b->distance_m;
    for (size_t i = 0; i < a->site_count; i++) {
        if (a->sites[i] != b->sites[i])
            return a->sites[i] < b->sites[i];
    }
    return false;
}

bool
runner_up(const struct request *request, const struct plan *plan, struct plan *other)
{
    struct request without = *request;
    struct choice choice;

    other->site_count = 0;
    for (size_t i = 0; i < plan->site_count; i++) {
        without.without = plan->sites[i] + 1;
        if (find_plan(&without, &choice) && plan_is_better(request, &choice.plan, other))
            *other = choice.plan;
    }
    return other->site_count > 0;
}
