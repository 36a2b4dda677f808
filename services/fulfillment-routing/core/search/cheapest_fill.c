/*
 * Rule: a line is drawn from the chosen locations where its units cost least; of equally cheap
 * ones, from one that has it whole, then from the nearest.
 */
#include "services/fulfillment-routing/core/search/cheapest_fill.h"
#include "services/fulfillment-routing/core/cost_terms.h"

/* The parcel to draw from next; site_count: nobody has any more of it. */
static size_t
next_parcel(const struct request *request, const struct plan *plan, size_t line,
            const int64_t *taken)
{
    size_t next = plan->site_count;
    int64_t next_nano = 0;
    bool next_whole = false;

    for (size_t parcel = 0; parcel < plan->site_count; parcel++) {
        const struct site *site = &request->sites[plan->sites[parcel]];
        const int64_t gives = site_gives(request, site, line);
        if (taken[parcel] > 0 || gives == 0)
            continue;
        const int64_t nano = site_unit_nano(request, site, line);
        const bool whole = gives >= request->quantities[line];
        if (next < plan->site_count &&
            (nano > next_nano || (nano == next_nano && (next_whole || !whole))))
            continue;
        next = parcel;
        next_nano = nano;
        next_whole = whole;
    }
    return next;
}

void
cheapest_fill(const struct request *request, const struct plan *plan, size_t line, int64_t *taken)
{
    int64_t left = request->quantities[line];

    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        taken[parcel] = 0;
    while (left > 0) {
        const size_t parcel = next_parcel(request, plan, line, taken);
        assert(parcel < plan->site_count); /* a plan covers every line */
        const int64_t gives = site_gives(request, &request->sites[plan->sites[parcel]], line);
        taken[parcel] = gives < left ? gives : left;
        left -= taken[parcel];
    }
}
