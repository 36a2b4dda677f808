/*
 * What shipping an order from its candidates would cost, and when it would come, see simulate.h:
 * facts of sites become prices by the core's promise.h and cost_terms.h, as in the service.
 */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

struct prices *
prices_start(void)
{
    struct prices *prices = calloc(1, sizeof *prices);

    assert(prices);
    return prices;
}

void
prices_forget(struct prices **prices)
{
    if (*prices) {
        free((*prices)->facts);
        free((*prices)->ways);
        free((*prices)->steps);
    }
    free(*prices);
    *prices = NULL;
}

static void
make_room(struct prices *prices, size_t count)
{
    if (prices->room >= count)
        return;
    prices->room = 2 * count;
    prices->facts = realloc(prices->facts, prices->room * sizeof *prices->facts);
    prices->ways = realloc(prices->ways, prices->room * sizeof *prices->ways);
    assert(prices->facts && prices->ways);
}

static struct dates
dates_of(const struct run *run, const struct sim_order *order, uint32_t warehouse)
{
    const struct calendar *calendar = &run->world->warehouses[warehouse]->calendar;
    const int32_t promise_days = run->policy->file.promise_days;

    if (!promise_has_dates(&run->policy->core))
        return (struct dates){0, 0};
    return (struct dates){
        .dispatch_day = calendar_dispatch_day(calendar, order->placed_at_us),
        .needed_by_day =
            promise_days < 0 ? 0 : calendar_day(calendar, order->placed_at_us) + promise_days,
    };
}

/* Those whom no carrier of the policy serves are no candidates. */
static void
drop_not_served(struct candidates *candidates, struct prices *prices)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < candidates->count; i++) {
        if (prices->ways[i].earliest.service == NOT_SERVED)
            continue;
        candidates->sites[kept] = candidates->sites[i];
        candidates->warehouses[kept] = candidates->warehouses[i];
        candidates->distance_mm[kept] = candidates->distance_mm[i];
        prices->ways[kept++] = prices->ways[i];
    }
    candidates->count = kept;
}

/* Steps move while their list grows: places first, then pointers. */
static void
fill_steps(const struct run *run, struct candidates *candidates, struct prices *prices,
           int64_t weight_max_ug)
{
    size_t count = 0;

    for (uint32_t i = 0; i < candidates->count; i++) {
        const struct dates *dates = &prices->ways[i].dates;
        if (prices->steps_room < count + STEPS_MAX) {
            prices->steps_room = 2 * (count + STEPS_MAX);
            prices->steps = realloc(prices->steps, prices->steps_room * sizeof *prices->steps);
            assert(prices->steps);
        }
        candidates->sites[i].step_count =
            promise_steps(&run->policy->core, candidates->sites[i].distance_m, dates->dispatch_day,
                          dates->needed_by_day, weight_max_ug, prices->steps + count);
        count += candidates->sites[i].step_count;
    }
    count = 0;
    for (uint32_t i = 0; i < candidates->count; i++) {
        candidates->sites[i].steps = prices->steps + count;
        count += candidates->sites[i].step_count;
    }
}

void
prices_find(struct run *run, const struct sim_order *order, int64_t weight_max_ug)
{
    const struct policy *policy = &run->policy->core;
    struct candidates *candidates = run->candidates;
    struct prices *prices = run->prices;

    make_room(prices, candidates->count);
    for (uint32_t i = 0; i < candidates->count; i++) {
        struct site_way *way = &prices->ways[i];
        way->dates = dates_of(run, order, candidates->warehouses[i]);
        way->earliest = promise_earliest(policy, candidates->sites[i].distance_m,
                                         way->dates.dispatch_day, way->dates.needed_by_day);
    }
    drop_not_served(candidates, prices);
    if (policy->service_count > 0)
        fill_steps(run, candidates, prices, weight_max_ug);
    for (uint32_t i = 0; i < candidates->count; i++) {
        prices->facts[i] = (struct site_facts){
            .distance_mm = candidates->distance_mm[i],
            .late_days = prices->ways[i].earliest.late_days,
        };
        site_prices(policy, &prices->facts[i], &candidates->sites[i]);
    }
}

struct paid
prices_pay(const struct run *run, const struct request *request, uint32_t site,
           const int64_t *taken)
{
    const struct policy *policy = &run->policy->core;
    const struct site *from = &request->sites[site];
    const struct site_way *way = &run->prices->ways[site];
    const struct parcel_load load = parcel_load(request, from, taken);
    struct paid paid = {.weight_ug = load.weight_ug, .late_days = way->earliest.late_days};

    if (policy->service_count > 0) {
        const struct way chosen = promise_way(policy, from->distance_m, way->dates.dispatch_day,
                                              way->dates.needed_by_day, load.weight_ug);
        paid.late_days = chosen.late_days;
        paid.parcel_nano = load.units_nano - nano_times(chosen.late_days - way->earliest.late_days,
                                                        policy->late_day_nano);
        return paid;
    }
    const struct cost_terms terms =
        parcel_terms(policy, &run->prices->facts[site], from, &load, true);
    paid.parcel_nano = nano_sum(terms.nano[COST_BASE], terms.nano[COST_DISTANCE]);
    paid.weight_nano = nano_sum(terms.nano[COST_WEIGHT], terms.nano[COST_WEIGHT_DISTANCE]);
    return paid;
}

/* --- those who were left out ------------------------------------------------------------------ */

/* The least that a parcel with anything in it costs. */
static int64_t
least_nano(const struct site *site)
{
    return nano_sum(site->parcel_nano, site->step_count > 0 ? site->steps[0].nano : 0);
}

static int64_t
least_of_all_nano(const struct request *request)
{
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < request->site_count; i++)
        if (least_nano(&request->sites[i]) < least)
            least = least_nano(&request->sites[i]);
    return least;
}

/* All units of the request as if they came from this site. */
static int64_t
units_nano(const struct request *request, const struct site *site)
{
    int64_t nano = 0;

    for (size_t i = 0; i < request->line_count; i++)
        nano = nano_sum(nano, nano_times(request->quantities[i], site_unit_nano(request, site, i)));
    return nano;
}

/* A plan with somebody who was left out has a parcel from beyond: that one alone, or with the
 * cheapest one of all, and the units as if from the nearest. */
bool
prices_beyond_are_higher(const struct run *run, const struct request *request,
                         const struct plan *plan)
{
    const struct policy *policy = &run->policy->core;
    const int64_t beyond_mm = run->candidates->beyond_mm;
    const struct site_facts facts = {.distance_mm = beyond_mm};
    struct price_step steps[STEPS_MAX];
    struct site beyond = {.distance_m = beyond_mm / 1000};
    int64_t weight_ug = 0;

    if (beyond_mm == INT64_MAX)
        return true;
    if (policy->kind != POLICY_LEAST_COST)
        return plan->site_count == 1 && plan->distance_m * 1000 <= beyond_mm;
    for (size_t i = 0; i < request->line_count; i++)
        weight_ug += request->quantities[i] * request->weights_ug[i];
    if (policy->service_count > 0) {
        beyond.steps = steps;
        beyond.step_count = promise_steps(policy, beyond.distance_m, 0, 0, weight_ug, steps);
        if (beyond.step_count == 0)
            return true; /* nobody carries from there */
    }
    site_prices(policy, &facts, &beyond);
    const int64_t rate = beyond.steps ? steps_nano(&beyond, weight_ug) : 0;
    const int64_t alone =
        rate < 0 ? INT64_MAX
                 : nano_sum(nano_sum(beyond.parcel_nano, rate), units_nano(request, &beyond));
    const int64_t with_another = nano_sum(
        nano_sum(nano_sum(least_nano(&beyond), least_of_all_nano(request)), policy->split_nano),
        units_nano(request, &request->sites[0]));
    return plan->cost_nano <= alone && plan->cost_nano <= with_another;
}
