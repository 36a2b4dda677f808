/*
 * Who carries a parcel, and on which day it comes; the rules are in promise.c.
 */
#ifndef ROUTING_PROMISE_H
#define ROUTING_PROMISE_H

#include "services/fulfillment-routing/core/routing.h"

#define BY_TARIFF  (-1) /* no service is chosen: the policy has a tariff only */
#define NOT_SERVED (-2)

/* How a parcel goes from one site. Days since 1970-01-01. */
struct way {
    int32_t service;        /* index in policy.services, BY_TARIFF or NOT_SERVED */
    int32_t deliver_on_day; /* 0: the policy promises no date */
    int32_t late_days;      /* after the day on which it is needed */
    int64_t rate_nano;      /* of the service; by the tariff 0 */
};

/* The policy says on which day something comes. */
bool promise_has_dates(const struct policy *policy);

/* Of the policy's ways over this distance the one that comes first, whatever it costs.
 * needed_by_day 0: whenever. */
struct way promise_earliest(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
                            int32_t needed_by_day);

/* The way that a parcel of this weight takes. One that is heavier than all tables go: as the
 * heaviest. */
struct way promise_way(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
                       int32_t needed_by_day, int64_t weight_ug);

/* A site's price by weight under a policy with services: for each weight the price of the way that
 * promise_way chooses, with what it is later than the earliest. As many steps as parcels of up to
 * weight_max_ug need; room for STEPS_MAX. Returns how many; 0: nobody carries from there. */
#define SERVICES_MAX 16
#define STEPS_MAX    (SERVICES_MAX * BREAKS_MAX)
uint32_t promise_steps(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
                       int32_t needed_by_day, int64_t weight_max_ug, struct price_step *steps);

#endif
