/*
 * What two plans amount to, so that they compare: the vocabulary of compare_plans.c and of the
 * rules that move what was planned.
 */
#ifndef ROUTING_COMPARE_PLANS_H
#define ROUTING_COMPARE_PLANS_H

#include "services/fulfillment-routing/core/routing.h"

struct plan_sums {
    int64_t parcels;
    int64_t distance_m;
    int64_t cost_nano;
    int64_t late_days; /* over all parcels */
};

/* The plan that takes taken[parcel * line_count + line] from request->sites[sites[parcel]], its
 * cost with the prices of this request. late_days stays 0: the caller knows the calendar. */
struct plan_sums plan_sums_of(const struct request *request, const uint32_t *sites, size_t parcels,
                              const int64_t *taken);
struct plan_sums plan_sums_add(const struct plan_sums *a, const struct plan_sums *b);
struct plan_sums plan_sums_less(const struct plan_sums *a, const struct plan_sums *b);

/* Which of two differences says more: by cost, then late days, parcels, distance, whatever their
 * sign. < 0: a says more. */
int plan_sums_compare(const struct plan_sums *a, const struct plan_sums *b);

#endif
