/*
 * Small random worlds, and what is best in them by trying all sets of locations: what the search is
 * held against. It shares no code with the search but site_gives.
 */
#ifndef ALL_SETS_H
#define ALL_SETS_H

#include <stdint.h>
#include <string.h>

#include "services/fulfillment-routing/core/routing.h"

#define WORLD_SITES 12
#define WORLD_LINES 6
#define WORLD_STEPS 4
#define MAIN        INT64_C(1000000000) /* nano in the main unit, micrograms in a kilogram */

struct world {
    char names[WORLD_SITES][16];
    struct site sites[WORLD_SITES];
    int64_t free[WORLD_SITES][WORLD_LINES];
    int64_t scarcity[WORLD_SITES][WORLD_LINES];
    struct price_step steps[WORLD_SITES][WORLD_STEPS];
    int64_t quantities[WORLD_LINES], weights[WORLD_LINES], values[WORLD_LINES];
    struct request request;
};

static void
world_open(struct world *world)
{
    memset(world, 0, sizeof *world);
    world->request = (struct request){.kind = POLICY_LEAST_COST,
                                      .sites = world->sites,
                                      .quantities = world->quantities,
                                      .weights_ug = world->weights,
                                      .values_minor = world->values};
}

static uint64_t seed = 20261122;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

/* What a set ships: units by site and line, and what that is worth and costs. */
struct tried {
    bool covers, worth_it;
    int64_t cost, parcels, metres;
    int64_t taken[WORLD_SITES][WORLD_LINES];
};

static int64_t
unit_cost(const struct world *world, size_t site, size_t line)
{
    return world->weights[line] / MAIN * world->sites[site].kg_nano + world->scarcity[site][line];
}

/* The next to draw a line from, as fill_plan.c says; -1: nobody is left. */
static int
next_of(const struct world *world, const struct tried *tried, unsigned set, size_t line, bool costs)
{
    int next = -1;

    for (size_t i = 0; i < world->request.site_count; i++) {
        const int64_t gives = site_gives(&world->request, &world->sites[i], line);
        if ((set >> i & 1) == 0 || gives == 0 || tried->taken[i][line] > 0)
            continue;
        const bool whole = gives >= world->quantities[line];
        if (next < 0) {
            next = (int)i;
            continue;
        }
        const bool next_whole =
            site_gives(&world->request, &world->sites[next], line) >= world->quantities[line];
        const int64_t by =
            costs ? unit_cost(world, i, line) - unit_cost(world, (size_t)next, line) : 0;
        if (by < 0 || (by == 0 && whole && !next_whole))
            next = (int)i;
    }
    return next;
}

/* Worth, parcels and what they cost, when what is taken and what that costs is known. */
static void
sum_up(const struct world *world, unsigned set, struct tried *tried)
{
    const struct request *request = &world->request;

    for (size_t i = 0; i < request->site_count; i++) {
        int64_t worth = 0;
        if ((set >> i & 1) == 0)
            continue;
        for (size_t line = 0; line < request->line_count; line++)
            worth += tried->taken[i][line] * world->values[line];
        tried->worth_it &= worth >= request->split_value_min_minor;
        tried->cost += world->sites[i].parcel_nano;
        tried->cost += tried->parcels > 0 ? request->split_nano : 0;
        tried->metres += world->sites[i].distance_m;
        tried->parcels++;
    }
    tried->worth_it |= tried->parcels == 1;
}

static void
try_set(const struct world *world, unsigned set, struct tried *tried)
{
    const struct request *request = &world->request;
    const bool costs = request->kind == POLICY_LEAST_COST;

    memset(tried, 0, sizeof *tried);
    tried->covers = tried->worth_it = true;
    for (size_t line = 0; line < request->line_count; line++) {
        for (int64_t left = request->quantities[line]; left > 0;) {
            const int next = next_of(world, tried, set, line, costs);
            if (next < 0) {
                tried->covers = false;
                return;
            }
            const int64_t gives = site_gives(request, &world->sites[next], line);
            tried->taken[next][line] = gives < left ? gives : left;
            left -= tried->taken[next][line];
            tried->cost += tried->taken[next][line] * unit_cost(world, (size_t)next, line);
        }
    }
    sum_up(world, set, tried);
}

/* What is tried: fillings by unit prices, or by rate tables. */
static void (*trying)(const struct world *world, unsigned set, struct tried *tried) = try_set;

/* Is a the better of two sets? */
static bool
better(const struct world *world, unsigned a, const struct tried *of_a, unsigned b,
       const struct tried *of_b)
{
    const unsigned differ = a ^ b;

    if (world->request.kind == POLICY_LEAST_COST && of_a->cost != of_b->cost)
        return of_a->cost < of_b->cost;
    if (of_a->parcels != of_b->parcels)
        return of_a->parcels < of_b->parcels;
    if (of_a->metres != of_b->metres)
        return of_a->metres < of_b->metres;
    return (a & (differ & -differ)) != 0;
}

/* By trying all within the limits; 0: none. */
static unsigned
best_set(const struct world *world, struct tried *best)
{
    const struct request *request = &world->request;
    unsigned best_set = 0;

    for (unsigned set = 1; set < 1u << request->site_count; set++) {
        struct tried tried;
        if ((request->without != 0 && (set >> (request->without - 1) & 1) != 0) ||
            (request->parcels_max != 0 && (uint32_t)__builtin_popcount(set) > request->parcels_max))
            continue;
        trying(world, set, &tried);
        if (!tried.covers || !tried.worth_it)
            continue;
        if (best_set == 0 || better(world, set, &tried, best_set, best)) {
            best_set = set;
            *best = tried;
        }
    }
    return best_set;
}

static unsigned
best_set_relaxed(struct world *world, struct tried *best, unsigned *relaxed)
{
    unsigned set = best_set(world, best);

    *relaxed = 0;
    if (set == 0 && world->request.split_value_min_minor > 0) {
        world->request.split_value_min_minor = 0;
        *relaxed |= RELAXED_SPLIT_VALUE;
        set = best_set(world, best);
    }
    if (set == 0 && world->request.parcels_max > 0) {
        world->request.parcels_max = 0;
        *relaxed |= RELAXED_PARCELS;
        set = best_set(world, best);
    }
    return set;
}

/* Few different numbers, so that ties are frequent. */
static void
make_random(struct world *world)
{
    struct request *request = &world->request;
    const int64_t flat = random_below(3), heavy = 1 + random_below(6);
    const int64_t sites = random_below(40) == 0 ? 10 : 7;
    int64_t metres = 0;

    world_open(world);
    request->kind = random_below(4) == 0 ? POLICY_NEAREST + (enum policy_kind)random_below(2)
                                         : POLICY_LEAST_COST;
    request->site_count = (size_t)(1 + random_below(sites));
    request->line_count = (size_t)(1 + random_below(5));
    request->parcels_max = random_below(4) == 0 ? (uint32_t)(1 + random_below(3)) : 0;
    request->split_nano = random_below(3) == 0 ? random_below(4) * MAIN : 0;
    request->split_value_min_minor = random_below(4) == 0 ? 1 + random_below(9) : 0;
    for (size_t line = 0; line < request->line_count; line++) {
        world->quantities[line] = 1 + random_below(2) * random_below(5);
        world->weights[line] = random_below(heavy) * MAIN;
        world->values[line] = random_below(6);
    }
    for (size_t i = 0; i < request->site_count; i++) {
        metres += random_below(3);
        world->sites[i] = (struct site){
            .location = (uint32_t)i,
            .distance_m = metres,
            .safety_stock = random_below(6) / 5,
            .free = world->free[i],
            .parcel_nano = (flat == 0 ? 3 : random_below(9)) * MAIN / (1 + random_below(2)),
            .kg_nano = (flat == 1 ? 1 : random_below(5)) * (MAIN / 4),
            .scarcity_nano = random_below(2) == 0 ? world->scarcity[i] : NULL,
        };
        for (size_t line = 0; line < request->line_count; line++) {
            world->free[i][line] = random_below(2) * random_below(6);
            if (world->sites[i].scarcity_nano != NULL)
                world->scarcity[i][line] = random_below(3) * (MAIN / 2);
        }
    }
}

static unsigned
set_of(const struct plan *plan)
{
    unsigned set = 0;

    for (size_t i = 0; i < plan->site_count; i++)
        set |= 1u << plan->sites[i];
    return set;
}

#endif
