/*
 * Rule: the nearest location that can ship everything ships it, in one parcel.
 */
#include "services/fulfillment-routing/core/routing.h"

static bool
ships_all(const struct request *request, const struct site *site)
{
    for (size_t line = 0; line < request->line_count; line++) {
        if (site_gives(request, site, line) < request->quantities[line])
            return false;
    }
    return true;
}

static void
one_parcel(struct plan *plan, const struct request *request, size_t site)
{
    plan->sites[0] = (uint32_t)site;
    plan->site_count = 1;
    plan->distance_m = request->sites[site].distance_m;
}

bool
nearest_whole(const struct request *request, struct choice *choice)
{
    choice->plan.site_count = choice->runner_up.site_count = 0;
    for (size_t site = 0; site < request->site_count; site++) {
        if (!ships_all(request, &request->sites[site]))
            continue;
        if (choice->plan.site_count == 1) {
            one_parcel(&choice->runner_up, request, site);
            break;
        }
        one_parcel(&choice->plan, request, site);
    }
    return choice->plan.site_count == 1;
}
