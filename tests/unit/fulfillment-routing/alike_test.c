/* Leaving out those who are as others are, but farther, makes no plan worse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/search/alike.h"
#include "services/fulfillment-routing/core/cost_terms.h"

#define SITES 24
#define LINES 3

static uint64_t seed = 20261122;

static uint64_t
draw(uint64_t below)
{
    uint64_t z = seed += 0x9E3779B97F4A7C15u; /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % below;
}

static struct near_point points[SITES];
static uint64_t signatures[SITES];
static uint32_t needed[SITES], turns[SITES], touched[SITES], used[ALIKE_KINDS_ROOM];
static struct alike_kind kinds[ALIKE_KINDS_ROOM];
static struct alike alike = {points, signatures, needed, turns, touched, kinds, used, 0, 0, 0};

struct world {
    struct point at;
    struct point places[SITES];
    int64_t free[SITES][LINES];
    int64_t quantities[LINES], weights_ug[LINES];
    struct policy policy;
};

static void
make(struct world *world)
{
    *world = (struct world){.at = {(double)draw(20) + 40, (double)draw(20)}};
    for (uint32_t i = 0; i < SITES; i++) {
        world->places[i] = (struct point){(double)draw(2000) / 100 + 40, (double)draw(2000) / 100};
        points[i] = near_point_of(world->places[i]);
        for (uint32_t line = 0; line < LINES; line++)
            world->free[i][line] = draw(3) == 0 ? (int64_t)draw(5) : 0;
    }
    for (uint32_t line = 0; line < LINES; line++) {
        world->quantities[line] = 1 + (int64_t)draw(4);
        world->weights_ug[line] = 1 + (int64_t)draw(9000000000);
    }
    world->policy.kind = (enum policy_kind)(POLICY_NEAREST + draw(3));
    world->policy.tariff =
        (struct tariff){(int64_t)draw(9) * 1000000000, (int64_t)draw(2) * 8230000000,
                        (int64_t)draw(2) * 1000000000, (int64_t)draw(2) * 1350000000};
}

static int
nearer(const void *a, const void *b)
{
    const struct site *left = a, *right = b;

    if (left->distance_m != right->distance_m)
        return left->distance_m < right->distance_m ? -1 : 1;
    return (left->location > right->location) - (left->location < right->location);
}

/* The best plan of these locations. */
static void
decide(const struct world *world, const uint32_t *locations, uint32_t count, struct choice *choice)
{
    struct site sites[SITES];
    struct request request = {.kind = world->policy.kind,
                              .quantities = world->quantities,
                              .weights_ug = world->weights_ug,
                              .line_count = LINES,
                              .sites = sites,
                              .site_count = count};

    for (uint32_t i = 0; i < count; i++) {
        struct site_facts facts = {0};
        distances_mm(world->at, &world->places[locations[i]], 1, &facts.distance_mm);
        sites[i] = (struct site){.location = locations[i],
                                 .distance_m = (facts.distance_mm + 500) / 1000,
                                 .free = world->free[locations[i]]};
        site_prices(&world->policy, &facts, &sites[i]);
    }
    qsort(sites, count, sizeof *sites, nearer);
    routing_decide(&request, choice);
}

static void
test_no_plan_is_worse(void **state)
{
    static struct choice of_all, of_chosen;
    uint32_t all[SITES], chosen[SITES], count, left_out = 0, planned = 0;
    struct world world;

    (void)state;
    for (uint32_t i = 0; i < SITES; i++)
        all[i] = i;
    for (int i = 0; i < 20000; i++) {
        make(&world);
        const struct near_point from = near_point_of(world.at);
        alike_begin(&alike);
        for (uint32_t line = 0; line < LINES; line++)
            for (uint32_t site = 0; site < SITES; site++)
                if (world.free[site][line] > 0)
                    alike_add(&alike, site, line, world.free[site][line], world.quantities[line]);
        if (!alike_choose(&alike, &from, chosen, &count))
            continue;
        left_out += SITES - count;
        decide(&world, all, SITES, &of_all);
        decide(&world, chosen, count, &of_chosen);
        assert_int_equal(of_all.rule, of_chosen.rule);
        if (of_all.rule == RULE_PARKED || !of_all.proved || !of_chosen.proved)
            continue;
        planned++;
        assert_int_equal(of_all.plan.site_count, of_chosen.plan.site_count);
        assert_int_equal(of_all.plan.distance_m, of_chosen.plan.distance_m);
        assert_int_equal(of_all.plan.cost_nano, of_chosen.plan.cost_nano);
    }
    printf("%u plans, %u locations left out\n", planned, left_out);
    assert_true(planned > 5000 && left_out > 10000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_plan_is_worse)};
    const char *given = getenv("CROSSDOCK_TEST_SEED");

    if (given != NULL)
        seed = strtoull(given, NULL, 10);
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
