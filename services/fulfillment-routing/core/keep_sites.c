/*
 * Rule: a record keeps the sites that explain the choice, and enough to decide again.
 *
 * Where distance decides, a site that was not chosen can be left out: the best of all sites is the
 * best of any of them that it is among. So only the nearest are kept, the chosen ones, and of one
 * parcel the next that has everything: that is the runner-up. That holds only for what is proved to
 * be the best; what a search with a limit finds, and what costs decide, needs everybody.
 */
#include "services/fulfillment-routing/core/keep_sites.h"

#define NEAREST_MAX 8  /* of one parcel */
#define BEYOND      2  /* of these, farther than the chosen one */
#define SPLIT_MAX   16 /* of several parcels */
#define PARKED_MAX  64

static bool
has_all(const struct request *request, const struct site *site)
{
    for (size_t line = 0; line < request->line_count; line++) {
        if (site_gives(request, site, line) < request->quantities[line])
            return false;
    }
    return true;
}

/* The next after `from` that has everything; site_count: nobody. */
static size_t
next_whole(const struct request *request, size_t from)
{
    size_t site = from + 1;

    while (site < request->site_count && !has_all(request, &request->sites[site]))
        site++;
    return site;
}

static size_t
nearest_kept(const struct choice *choice)
{
    if (choice->rule == RULE_PARKED)
        return PARKED_MAX;
    if (choice->plan.site_count > 1)
        return SPLIT_MAX;
    const size_t seen = choice->plan.sites[0] + 1 + BEYOND;
    return seen < NEAREST_MAX ? seen : NEAREST_MAX;
}

static bool
needs_everybody(const struct request *request, const struct choice *choice)
{
    return choice->rule != RULE_PARKED &&
           (request->kind == POLICY_LEAST_COST || !choice->proved || choice->relaxed != 0);
}

size_t
keep_sites(const struct request *request, const struct choice *choice, uint32_t *kept)
{
    const struct plan *plan = &choice->plan;
    size_t nearest = needs_everybody(request, choice) ? request->site_count : nearest_kept(choice);
    size_t count = 0;

    if (nearest > request->site_count)
        nearest = request->site_count;
    for (; count < nearest; count++)
        kept[count] = (uint32_t)count;
    for (size_t i = 0; i < plan->site_count; i++) {
        if (plan->sites[i] >= nearest)
            kept[count++] = plan->sites[i];
    }
    if (plan->site_count == 1 && count < request->site_count) {
        const size_t next = next_whole(request, plan->sites[0]);
        if (next >= nearest && next < request->site_count)
            kept[count++] = (uint32_t)next;
    }
    return count;
}
