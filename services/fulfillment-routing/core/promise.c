/*
 * Rule: the cheapest service that keeps the promise; when none does, the one that is late least.
 *
 * When the policy has a price for a late day, lateness is a price like any other: the cheapest is
 * the one whose rate and late days together cost least. Prices never fall with weight: a parcel may
 * always go as a heavier one (policy_check.c sees to the tables). Equal prices: what comes earlier,
 * then the order of the policy.
 */
#include "services/fulfillment-routing/core/promise.h"

#include "services/fulfillment-routing/core/calendar.h"
#include "services/fulfillment-routing/core/cost_terms.h"

bool
promise_has_dates(const struct policy *policy)
{
    return policy->service_count > 0 || policy->zone_count > 0;
}

/* Index of the zone that a distance lies in; zone_count: it is beyond the last. */
static uint32_t
zone_of(const struct zone *zones, uint32_t zone_count, int64_t distance_m)
{
    uint32_t zone = 0;

    while (zone < zone_count && distance_m > zones[zone].to_m)
        zone++;
    return zone;
}

static int32_t
days_after(int32_t day, int32_t needed_by_day)
{
    return needed_by_day == 0 || day <= needed_by_day ? 0 : day - needed_by_day;
}

static struct way
way_by_tariff(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
              int32_t needed_by_day)
{
    struct way way = {.service = BY_TARIFF};

    if (policy->zone_count == 0)
        return way;
    const uint32_t zone = zone_of(policy->zones, policy->zone_count, distance_m);
    if (zone == policy->zone_count) {
        way.service = NOT_SERVED;
        return way;
    }
    way.deliver_on_day =
        carrier_delivers_on(policy->days, dispatch_day, policy->zones[zone].transit_days);
    way.late_days = days_after(way.deliver_on_day, needed_by_day);
    return way;
}

/* A service as it goes from one site. */
struct line_haul {
    const struct carrier_service *service;
    const int64_t *price_nano; /* by break */
    uint32_t at;               /* the break that is looked at */
    int64_t extra_nano;        /* for being later than the earliest */
    struct way way;
};

/* Those that go over this distance and may be chosen. */
static uint32_t
line_hauls(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
           int32_t needed_by_day, struct line_haul hauls[SERVICES_MAX])
{
    uint32_t count = 0;
    uint32_t kept = 0;
    int32_t least_late = INT32_MAX;

    for (uint32_t i = 0; i < policy->service_count && i < SERVICES_MAX; i++) {
        const struct carrier_service *service = &policy->services[i];
        const uint32_t zone = zone_of(service->zones, service->zone_count, distance_m);
        if (zone == service->zone_count)
            continue;
        struct line_haul *haul = &hauls[count++];
        *haul = (struct line_haul){.service = service,
                                   .price_nano = &service->price_nano[zone * service->break_count],
                                   .way.service = (int32_t)i};
        haul->way.deliver_on_day =
            carrier_delivers_on(service->days, dispatch_day, service->zones[zone].transit_days);
        haul->way.late_days = days_after(haul->way.deliver_on_day, needed_by_day);
        if (haul->way.late_days < least_late)
            least_late = haul->way.late_days;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (policy->late_day_nano == 0 && hauls[i].way.late_days > least_late)
            continue;
        hauls[kept] = hauls[i];
        hauls[kept].extra_nano =
            nano_times(hauls[i].way.late_days - least_late, policy->late_day_nano);
        kept++;
    }
    return kept;
}

struct way
promise_earliest(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
                 int32_t needed_by_day)
{
    struct line_haul hauls[SERVICES_MAX];
    struct way best = {.service = NOT_SERVED};

    if (policy->service_count == 0)
        return way_by_tariff(policy, distance_m, dispatch_day, needed_by_day);
    const uint32_t count = line_hauls(policy, distance_m, dispatch_day, needed_by_day, hauls);
    for (uint32_t i = 0; i < count; i++) {
        if (best.service == NOT_SERVED || hauls[i].way.deliver_on_day < best.deliver_on_day)
            best = hauls[i].way;
    }
    return best;
}

/* The haul that carries what weighs up to `to_ug` and no less than the steps before; NULL: none. */
static const struct line_haul *
cheapest_at(struct line_haul *hauls, uint32_t count)
{
    const struct line_haul *best = NULL;
    int64_t best_nano = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct line_haul *haul = &hauls[i];
        if (haul->at == haul->service->break_count || haul->price_nano[haul->at] == NOT_CARRIED)
            continue;
        const int64_t nano = nano_sum(haul->price_nano[haul->at], haul->extra_nano);
        if (best == NULL || nano < best_nano ||
            (nano == best_nano && haul->way.deliver_on_day < best->way.deliver_on_day)) {
            best = haul;
            best_nano = nano;
        }
    }
    return best;
}

/* The lowest break at which any haul stands; all who stand there go on. -1: all are at their end.
 */
static int64_t
next_break(const struct line_haul *hauls, uint32_t count)
{
    int64_t to_ug = -1;

    for (uint32_t i = 0; i < count; i++) {
        const struct line_haul *haul = &hauls[i];
        if (haul->at == haul->service->break_count)
            continue;
        const int64_t own = haul->service->break_to_ug[haul->at];
        if (to_ug < 0 || own < to_ug)
            to_ug = own;
    }
    return to_ug;
}

static void
go_beyond(struct line_haul *hauls, uint32_t count, int64_t to_ug)
{
    for (uint32_t i = 0; i < count; i++) {
        while (hauls[i].at < hauls[i].service->break_count &&
               hauls[i].service->break_to_ug[hauls[i].at] <= to_ug)
            hauls[i].at++;
    }
}

uint32_t
promise_steps(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
              int32_t needed_by_day, int64_t weight_max_ug, struct price_step *steps)
{
    struct line_haul hauls[SERVICES_MAX];
    const uint32_t count = line_hauls(policy, distance_m, dispatch_day, needed_by_day, hauls);
    uint32_t filled = 0;

    for (int64_t to_ug; (to_ug = next_break(hauls, count)) >= 0; go_beyond(hauls, count, to_ug)) {
        const struct line_haul *best = cheapest_at(hauls, count);
        if (best == NULL)
            break; /* prices never fall, so nothing heavier is carried either */
        const int64_t nano = nano_sum(best->price_nano[best->at], best->extra_nano);
        if (filled > 0 && steps[filled - 1].nano == nano)
            steps[filled - 1].to_ug = to_ug;
        else
            steps[filled++] = (struct price_step){to_ug, nano};
        if (to_ug >= weight_max_ug)
            break;
    }
    return filled;
}

struct way
promise_way(const struct policy *policy, int64_t distance_m, int32_t dispatch_day,
            int32_t needed_by_day, int64_t weight_ug)
{
    struct line_haul hauls[SERVICES_MAX];
    struct way way = {.service = NOT_SERVED};

    if (policy->service_count == 0)
        return way_by_tariff(policy, distance_m, dispatch_day, needed_by_day);
    const uint32_t count = line_hauls(policy, distance_m, dispatch_day, needed_by_day, hauls);
    for (int64_t to_ug; (to_ug = next_break(hauls, count)) >= 0; go_beyond(hauls, count, to_ug)) {
        const struct line_haul *best = cheapest_at(hauls, count);
        if (best == NULL)
            break;
        way = best->way;
        way.rate_nano = best->price_nano[best->at];
        if (weight_ug <= to_ug)
            break;
    }
    return way;
}
