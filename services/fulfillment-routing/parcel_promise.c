/*
 * What is promised of one parcel of a decision: the day it leaves, when it comes, by which service
 * and what that costs. A plan puts it into effect, a quote only tells it.
 */
#include "services/fulfillment-routing/parcel_promise.h"

#include "services/fulfillment-routing/core/promise.h"

/* What is collected where it lies goes nowhere. */
static void
find_way(const struct decided *decided, size_t parcel, struct parcel_promise *promise)
{
    const struct policy *policy = decided->policy;
    const uint32_t index = decided->choice->plan.sites[parcel];
    const struct site *site = &decided->request->sites[index];
    const struct site_view *view = &decided->views[index];
    const struct parcel_load load =
        parcel_load(decided->request, site, &decided->taken[parcel * decided->line_count]);

    if (promise->location == decided->order->terms.pickup) {
        promise->deliver_on_day = view->dispatch_day;
        return;
    }
    const struct cost_terms terms = parcel_terms(policy, &view->facts, site, &load, parcel == 0);
    const struct way way = promise_way(policy, site->distance_m, view->dispatch_day,
                                       decided->needed_by_day, load.weight_ug);
    promise->cost_nano = cost_terms_sum(&terms);
    promise->deliver_on_day = way.deliver_on_day;
    if (way.service >= 0) {
        promise->carrier = policy->services[way.service].carrier;
        promise->service = policy->services[way.service].name;
    }
}

struct parcel_promise
parcel_promise(const struct memory *memory, const struct decided *decided, size_t parcel)
{
    const uint32_t index = decided->choice->plan.sites[parcel];
    struct parcel_promise promise = {
        .location = memory->locations[decided->request->sites[index].location],
        .carrier = "",
        .service = "",
    };

    if (decided->views == NULL)
        return promise;
    promise.dispatch_day = decided->views[index].dispatch_day;
    if (promise.dispatch_day != 0) {
        const struct calendar calendar = location_calendar(promise.location);
        promise.dispatch_by_us = calendar_cut_off_us(&calendar, promise.dispatch_day);
    }
    find_way(decided, parcel, &promise);
    return promise;
}
