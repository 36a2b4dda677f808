/*
 * Rule: the order ships where the sum of all costs is least; of equally cheap plans the one with
 * fewer parcels, then less total distance, then the nearer (then lower in code) first.
 *
 * Most orders have a location that ships everything for no more than the two cheapest parcels cost
 * with each unit where it is cheapest: then one parcel is best and nothing need be searched.
 */
#include "services/fulfillment-routing/core/search/search.h"

static int64_t
cheapest_unit(const struct request *request, size_t line)
{
    int64_t cheapest = COST_NANO_MAX;

    for (size_t site = 0; site < request->site_count; site++) {
        if (site_gives(request, &request->sites[site], line) == 0)
            continue;
        const int64_t nano = site_unit_nano(request, &request->sites[site], line);
        cheapest = nano < cheapest ? nano : cheapest;
    }
    return cheapest;
}

/* No plan of several parcels is below. */
static int64_t
several_parcels_nano(const struct request *request)
{
    int64_t first = COST_NANO_MAX, second = COST_NANO_MAX, units = 0;

    for (size_t site = 0; site < request->site_count; site++) {
        const int64_t nano = request->sites[site].parcel_nano;
        if (nano < first) {
            second = first;
            first = nano;
        } else if (nano < second) {
            second = nano;
        }
    }
    for (size_t line = 0; line < request->line_count; line++)
        units =
            nano_sum(units, nano_times(request->quantities[line], cheapest_unit(request, line)));
    return nano_sum(nano_sum(nano_sum(first, second), request->split_nano), units);
}

static bool
has_everything(const struct request *request, const struct site *site)
{
    for (size_t line = 0; line < request->line_count; line++) {
        if (site_gives(request, site, line) < request->quantities[line])
            return false;
    }
    return true;
}

/* -1: too heavy. */
static int64_t
whole_nano(const struct request *request, const struct site *site)
{
    int64_t nano = site->parcel_nano, weight_ug = 0, rate = 0;

    for (size_t line = 0; line < request->line_count; line++) {
        nano = nano_sum(nano,
                        nano_times(request->quantities[line], site_unit_nano(request, site, line)));
        if (request->weights_ug != NULL)
            add_times(&weight_ug, request->quantities[line], request->weights_ug[line]);
    }
    if (site->steps != NULL)
        rate = request->heavy ? rate_nano(site, weight_ug) : steps_nano(site, weight_ug);
    return rate < 0 ? -1 : nano_sum(nano, rate);
}

/* The nearest of the cheapest that have everything. */
static void
one_parcel(const struct request *request, struct plan *plan)
{
    plan->site_count = 0;
    for (size_t i = 0; i < request->site_count; i++) {
        const struct site *site = &request->sites[i];
        if (!has_everything(request, site))
            continue;
        const int64_t nano = whole_nano(request, site);
        if (nano < 0 || (plan->site_count == 1 && nano >= plan->cost_nano))
            continue;
        plan->sites[0] = (uint32_t)i;
        plan->site_count = 1;
        plan->distance_m = site->distance_m;
        plan->cost_nano = nano;
    }
}

bool
least_cost(const struct request *request, struct choice *choice)
{
    struct plan one; /* big: only what is used is set */

    one_parcel(request, &one);
    if (one.site_count == 1 &&
        (request->parcels_max == 1 || one.cost_nano <= several_parcels_nano(request))) {
        choice->plan = one;
        choice->proved = true;
        return true;
    }
    return search_request(request, &one, choice);
}
