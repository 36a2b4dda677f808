/*
 * What a plan amounts to: parcels, metres and money, whoever made it. Two plans for the same units
 * compare when both are counted with the prices of one request.
 */
#include "services/fulfillment-routing/core/compare_plans.h"

#include "services/fulfillment-routing/core/cost_terms.h"

struct plan_sums
plan_sums_of(const struct request *request, const uint32_t *sites, size_t parcels,
             const int64_t *taken)
{
    struct plan_sums sums = {.parcels = (int64_t)parcels};

    for (size_t parcel = 0; parcel < parcels; parcel++) {
        const struct site *site = &request->sites[sites[parcel]];
        const struct parcel_load load =
            parcel_load(request, site, &taken[parcel * request->line_count]);
        int64_t nano = nano_sum(site->parcel_nano, load.units_nano);
        nano = nano_sum(nano, load.scarcity_nano);
        if (parcel > 0)
            nano = nano_sum(nano, request->split_nano);
        sums.cost_nano = nano_sum(sums.cost_nano, nano);
        sums.distance_m += site->distance_m;
    }
    return sums;
}

struct plan_sums
plan_sums_add(const struct plan_sums *a, const struct plan_sums *b)
{
    return (struct plan_sums){
        .parcels = a->parcels + b->parcels,
        .distance_m = a->distance_m + b->distance_m,
        .cost_nano =
            a->cost_nano > INT64_MAX - b->cost_nano ? INT64_MAX : a->cost_nano + b->cost_nano,
        .late_days = a->late_days + b->late_days,
    };
}

struct plan_sums
plan_sums_less(const struct plan_sums *a, const struct plan_sums *b)
{
    return (struct plan_sums){
        .parcels = a->parcels - b->parcels,
        .distance_m = a->distance_m - b->distance_m,
        .cost_nano = a->cost_nano - b->cost_nano,
        .late_days = a->late_days - b->late_days,
    };
}

static int64_t
size_of(int64_t difference)
{
    return difference < 0 ? -difference : difference;
}

int
plan_sums_compare(const struct plan_sums *a, const struct plan_sums *b)
{
    const int64_t sizes[][2] = {
        {size_of(a->cost_nano), size_of(b->cost_nano)},
        {size_of(a->late_days), size_of(b->late_days)},
        {size_of(a->parcels), size_of(b->parcels)},
        {size_of(a->distance_m), size_of(b->distance_m)},
    };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (sizes[i][0] != sizes[i][1])
            return sizes[i][0] > sizes[i][1] ? -1 : 1;
    }
    return 0;
}
