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

bool
nearest_whole(const struct request *request, struct choice *choice)
{
    for (size_t site = 0; site < request->site_count; site++) {
        if (!ships_all(request, &request->sites[site]))
            continue;
        choice->plan.sites[0] = (uint32_t)site;
        choice->plan.site_count = 1;
        choice->plan.distance_m = request->sites[site].distance_m;
        choice->proved = true;
        return true;
    }
    return false;
}
