/*
 * The regret of one order: what shipping it costs where its parcels were planned last, and what it
 * would have cost at least, by itself, with all that the day offered (core/day_bound.c).
 *
 * What a shelf offered is what it has free now, what was planned from it since the day began, and
 * what went for other reasons: more than was ever there at once, never less. Only shipping counts,
 * by the prices of the policy that is active now: tariff or rates, and splitting; without prices,
 * metres.
 */
#include "services/fulfillment-routing/core/day_bound.h"
#include "services/fulfillment-routing/core/promise.h"
#include "services/fulfillment-routing/regret.h"
#include "services/fulfillment-routing/store.h"

#define MM_OF_M     1000
#define UG_OF_G     INT64_C(1000000)
#define UNIT_UG_MAX INT64_C(1000000000000000)

/* The order as a request to the core. */
struct whole_order {
    struct request request;
    uint32_t *sites_of; /* by parcel: its site */
    int64_t *taken;     /* by parcel and line */
    struct sku **skus;  /* by line */
    int64_t *lines;     /* their numbers */
    bool unreachable;   /* a parcel goes where nobody carries from there */
};

bool
regret_has_tariff(const struct policy *policy)
{
    const struct tariff *tariff = &policy->tariff;

    return policy->service_count > 0 || tariff->parcel_nano != 0 || tariff->km_pico != 0 ||
           tariff->kg_nano != 0 || tariff->kg_km_pico != 0;
}

static void
put_lines(struct turn *turn, const struct parcel_row *parcels, size_t count,
          struct whole_order *whole)
{
    struct arena *arena = turn_arena(turn);
    size_t most = 0;

    for (size_t i = 0; i < count; i++)
        most += parcels[i].line_count;
    int64_t *quantities = arena_take(arena, most * sizeof *quantities);
    int64_t *weights = arena_take(arena, most * sizeof *weights);
    whole->skus = arena_take(arena, most * sizeof(struct sku *));
    whole->lines = arena_take(arena, most * sizeof *whole->lines);
    whole->taken = arena_take(arena, most * count * sizeof *whole->taken);
    whole->request.quantities = quantities;
    whole->request.weights_ug = weights;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < parcels[i].line_count; j++) {
            size_t at = 0;
            while (at < whole->request.line_count && whole->lines[at] != parcels[i].lines[j])
                at++;
            if (at == whole->request.line_count) {
                whole->lines[at] = parcels[i].lines[j];
                whole->skus[at] = sku_of(store_memory(turn), parcels[i].skus[j]);
                const int64_t grams = whole->skus[at]->weight_g;
                weights[at] = grams > UNIT_UG_MAX / UG_OF_G ? UNIT_UG_MAX : grams * UG_OF_G;
                whole->request.line_count++;
            }
            quantities[at] += parcels[i].units[j];
        }
    }
}

/* What the shelf offered on the day and since. */
static int64_t
offered(const struct memory *memory, const struct shelf *shelf)
{
    return free_stock(shelf) + (shelf->regret_run == memory->regret.run ? shelf->regret_units : 0);
}

static int64_t
weight_of(const struct request *request)
{
    int64_t weight = 0;

    for (size_t line = 0; line < request->line_count; line++)
        weight = nano_sum(weight, nano_times(request->quantities[line], request->weights_ug[line]));
    return weight;
}

/* False: nobody carries from there. */
static bool
put_prices(struct turn *turn, const struct request *request, struct site *site)
{
    const struct policy *policy = store_memory(turn)->policy;
    const struct site_facts facts = {.distance_mm = site->distance_m * MM_OF_M};
    struct policy shipping = *policy;

    if (!regret_has_tariff(policy)) {
        site->parcel_nano = site->distance_m;
        return true;
    }
    if (policy->service_count > 0) {
        struct price_step steps[STEPS_MAX];
        site->step_count = promise_steps(policy, site->distance_m, 0, 0, weight_of(request), steps);
        if (site->step_count == 0)
            return false;
        site->steps = arena_copy(turn_arena(turn), steps, site->step_count * sizeof *steps);
    }
    shipping.late_day_nano = shipping.full_nano = 0;
    site_prices(&shipping, &facts, site);
    return true;
}

/* Everybody who had something of it, nearest first. */
static void
put_sites(struct turn *turn, const struct seen_place *place, struct whole_order *whole)
{
    struct memory *memory = store_memory(turn);
    struct arena *arena = turn_arena(turn);
    struct request *request = &whole->request;
    int64_t **rows = arena_take(arena, memory->location_count * sizeof *rows);
    size_t most = 0;

    for (size_t line = 0; line < request->line_count; line++) {
        const struct sku *sku = whole->skus[line];
        for (uint32_t i = 0; i < sku->shelf_count; i++) {
            const struct shelf *shelf = &sku->shelves[i];
            const int64_t units = offered(memory, shelf);
            if (units == 0)
                continue;
            if (rows[shelf->location] == NULL) {
                rows[shelf->location] = arena_take(arena, request->line_count * sizeof **rows);
                most++;
            }
            rows[shelf->location][line] = units;
        }
    }
    struct site *sites = arena_take(arena, (most + 1) * sizeof *sites);
    for (uint32_t i = 0; most > 0 && i < memory->location_count; i++) {
        const uint32_t location = place->nearest[i];
        if (rows[location] == NULL)
            continue;
        struct site site = {.location = location,
                            .distance_m = place->distance_m[location],
                            .free = rows[location]};
        if (put_prices(turn, request, &site))
            sites[request->site_count++] = site;
    }
    request->sites = sites;
}

/* What each parcel takes, and from which site. */
static void
put_parcels(struct turn *turn, const struct parcel_row *parcels, size_t count,
            struct whole_order *whole)
{
    const struct request *request = &whole->request;

    whole->sites_of = arena_take(turn_arena(turn), count * sizeof *whole->sites_of);
    for (size_t i = 0; i < count; i++) {
        const struct location *location = location_find(store_memory(turn), parcels[i].location);
        size_t site = 0;
        while (site < request->site_count && request->sites[site].location != location->number)
            site++;
        whole->unreachable = whole->unreachable || site == request->site_count;
        whole->sites_of[i] = (uint32_t)site;
        for (size_t j = 0; j < parcels[i].line_count; j++) {
            size_t line = 0;
            while (whole->lines[line] != parcels[i].lines[j])
                line++;
            whole->taken[i * request->line_count + line] += parcels[i].units[j];
        }
    }
}

struct order_regret
regret_of_order(struct turn *turn, const struct parcel_row *parcels, size_t count)
{
    struct memory *memory = store_memory(turn);
    const struct seen_place *place = place_of(memory, &parcels[0].destination);
    struct whole_order whole = {
        .request = {.kind = POLICY_LEAST_COST, .split_nano = memory->policy->split_nano}};
    bool exact;

    if (parcels[0].collected || place->place.by == GEOCODED_NONE)
        return (struct order_regret){.left_out = true};
    if (!regret_has_tariff(memory->policy))
        whole.request.split_nano = 0;
    put_lines(turn, parcels, count, &whole);
    put_sites(turn, place, &whole);
    put_parcels(turn, parcels, count, &whole);
    if (whole.unreachable)
        return (struct order_regret){.left_out = true};
    const struct plan_sums planned =
        plan_sums_of(&whole.request, whole.sites_of, count, whole.taken);
    const int64_t bound = day_bound(&whole.request, &exact);
    return (struct order_regret){.planned = planned, .bound = bound, .loose = !exact};
}
