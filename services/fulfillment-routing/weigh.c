/*
 * Counts a plan with the prices of another decision on the same units. The other may have asked the
 * core about fewer locations, but it looked at all that have something: what it did not ask about
 * is priced in the same way.
 */
#include "services/fulfillment-routing/weigh.h"

#include "services/fulfillment-routing/core/promise.h"

/* What is known of a location, as `prices` sees it. */
struct seen_site {
    struct site site;
    struct site_view view;
};

static struct seen_site
see(struct turn *turn, const struct made *prices, uint32_t location)
{
    const struct request *request = &prices->request;
    struct seen_site seen = {.site = {.location = location}};

    for (size_t i = 0; i < request->site_count; i++) {
        if (request->sites[i].location != location)
            continue;
        seen.site = request->sites[i];
        if (prices->decided.views != NULL)
            seen.view = prices->decided.views[i];
        return seen;
    }
    for (uint32_t i = 0; i < prices->candidates.count; i++) {
        const struct candidate *candidate = &prices->candidates.list[i];
        if (candidate->location->number != location)
            continue;
        seen.site.distance_m = candidate->distance_m;
        seen.view = candidate->view;
        if (!prices->candidates.plain)
            request_put_prices(turn, prices, candidate, &seen.site);
    }
    return seen;
}

static int64_t
late_days(const struct made *prices, const struct seen_site *seen, const int64_t *taken)
{
    if (seen->view.dispatch_day == 0)
        return 0;
    const struct parcel_load load = parcel_load(&prices->request, &seen->site, taken);
    return promise_way(prices->decided.policy, seen->site.distance_m, seen->view.dispatch_day,
                       prices->decided.needed_by_day, load.weight_ug)
        .late_days;
}

struct plan_sums
weigh_plan(struct turn *turn, const struct made *prices, const struct decided *decided)
{
    const struct plan *plan = &decided->choice->plan;
    struct request request = prices->request;
    struct site *sites = arena_take(turn_arena(turn), plan->site_count * sizeof *sites);
    uint32_t indexes[PARCELS_MAX];
    int64_t late = 0;

    for (size_t i = 0; i < plan->site_count; i++) {
        const struct seen_site seen =
            see(turn, prices, decided->request->sites[plan->sites[i]].location);
        sites[i] = seen.site;
        indexes[i] = (uint32_t)i;
        late += late_days(prices, &seen, &decided->taken[i * decided->line_count]);
    }
    request.sites = sites;
    request.site_count = plan->site_count;
    struct plan_sums sums = plan_sums_of(&request, indexes, plan->site_count, decided->taken);
    sums.late_days = late;
    return sums;
}
