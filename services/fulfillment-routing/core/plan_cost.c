/*
 * What a plan costs as it is filled: its parcels, what is in them, and the splitting.
 */
#include "services/fulfillment-routing/core/cheapest_fill.h"
#include "services/fulfillment-routing/core/cost_terms.h"

int64_t
plan_cost(const struct request *request, const struct plan *plan)
{
    int64_t of_line[PARCELS_MAX], weights_ug[PARCELS_MAX];
    int64_t nano = 0;

    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        nano = nano_sum(nano, request->sites[plan->sites[parcel]].parcel_nano);
        nano = nano_sum(nano, parcel == 0 ? 0 : request->split_nano);
        weights_ug[parcel] = 0;
    }
    for (size_t line = 0; line < request->line_count; line++) {
        fill_line(request, plan, line, of_line);
        for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
            if (of_line[parcel] == 0)
                continue;
            const struct site *site = &request->sites[plan->sites[parcel]];
            nano = nano_sum(nano, nano_times(of_line[parcel], site_unit_nano(request, site, line)));
            if (request->weights_ug != NULL)
                weights_ug[parcel] += of_line[parcel] * request->weights_ug[line];
        }
    }
    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        const struct site *site = &request->sites[plan->sites[parcel]];
        nano = nano_sum(nano, site->steps == NULL ? 0 : rate_nano(site, weights_ug[parcel]));
    }
    return nano;
}
