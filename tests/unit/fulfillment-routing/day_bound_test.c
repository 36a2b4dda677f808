/*
 * The bound of a day: never above what any plan costs, whatever the policy and however the stock
 * was used up by others; and reached when there is nobody else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/compare_plans.h"
#include "services/fulfillment-routing/core/day_bound.h"

#define SITES  6
#define LINES  4
#define ROUNDS 40000

static uint64_t seed;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((seed >> 33) % (uint64_t)limit);
}

struct world {
    int64_t free[SITES][LINES], quantities[LINES], weights[LINES];
    struct price_step steps[SITES][3];
    struct site sites[SITES];
    struct request request;
};

static void
make_world(struct world *world)
{
    const bool rates = random_below(3) == 0;

    world->request = (struct request){
        .kind = (enum policy_kind)(1 + random_below(3)),
        .quantities = world->quantities,
        .weights_ug = world->weights,
        .line_count = (size_t)(1 + random_below(LINES)),
        .sites = world->sites,
        .site_count = (size_t)(1 + random_below(SITES)),
        .split_nano = random_below(2) * random_below(2000),
        .parcels_max = (uint32_t)random_below(3),
    };
    for (size_t line = 0; line < LINES; line++) {
        world->quantities[line] = 1 + random_below(4);
        world->weights[line] = random_below(4) * 500000000;
    }
    for (size_t i = 0; i < SITES; i++) {
        world->sites[i] = (struct site){
            .location = (uint32_t)i,
            .distance_m = (int64_t)(i + 1) * 1000,
            .safety_stock = random_below(2),
            .free = world->free[i],
            .parcel_nano = random_below(5000),
            .kg_nano = rates ? 0 : random_below(2000),
        };
        for (size_t step = 0; step < 3; step++)
            world->steps[i][step] = (struct price_step){
                (int64_t)(step + 1) * INT64_C(3000000000),
                (step == 0 ? 0 : world->steps[i][step - 1].nano) + random_below(900)};
        if (rates) {
            world->sites[i].steps = world->steps[i];
            world->sites[i].step_count = 3;
        }
        for (size_t line = 0; line < LINES; line++)
            world->free[i][line] = random_below(3) == 0 ? 0 : random_below(7);
    }
}

/* Others take from what the day offers, then somebody decides for this order. */
static void
use_up(struct world *world, const struct world *day)
{
    *world = *day;
    world->request.sites = world->sites;
    world->request.quantities = world->quantities;
    world->request.weights_ug = world->weights;
    for (size_t i = 0; i < SITES; i++) {
        world->sites[i].free = world->free[i];
        world->sites[i].steps = day->sites[i].steps == NULL ? NULL : world->steps[i];
        for (size_t line = 0; line < LINES; line++) {
            if (world->free[i][line] > 0)
                world->free[i][line] -= random_below(world->free[i][line] + 1);
        }
    }
}

static int64_t
cost_of(const struct request *request, const struct choice *choice)
{
    int64_t taken[SITES * LINES];

    fill_plan(request, &choice->plan, taken);
    return plan_sums_of(request, choice->plan.sites, choice->plan.site_count, taken).cost_nano;
}

static void
never_above_any_plan(void **state)
{
    static struct world day, later;
    static struct choice choice;
    int plans = 0;
    int reached = 0;
    const char *given = getenv("CROSSDOCK_TEST_SEED");

    (void)state;
    seed = given != NULL ? strtoull(given, NULL, 10) : 20261122;
    printf("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < ROUNDS; i++) {
        bool exact;
        make_world(&day);
        use_up(&later, &day);
        routing_decide(&later.request, &choice);
        if (choice.rule == RULE_PARKED)
            continue;
        const int64_t cost = cost_of(&later.request, &choice);
        struct request request = day.request;
        const int64_t bound = day_bound(&request, &exact);
        plans++;
        reached += bound == cost;
        if (bound > cost)
            fail_msg("round %d: bound %lld, a plan costs %lld", i, (long long)bound,
                     (long long)cost);
        /* The bound that needs no search is not above the exact one. */
        request = day.request;
        request.work_max = 1;
        const int64_t weak = day_bound(&request, &exact);
        assert_true(weak <= cost);
    }
    assert_true(plans > ROUNDS / 4);
    assert_true(reached > plans / 20);
}

static void
nobody_has_it(void **state)
{
    static struct world day;
    bool exact = true;

    (void)state;
    seed = 1;
    make_world(&day);
    memset(day.free, 0, sizeof day.free);
    assert_int_equal(day_bound(&day.request, &exact), 0);
    assert_false(exact);
}

static void
differences_by_what_they_say(void **state)
{
    static const struct plan_sums order[] = {
        /* parcels, metres, nano, late: the first says most */
        {0, 0, -90, 0}, {1, 5, 80, 0}, {0, 0, 80, 0}, {0, 0, 0, -2}, {3, 0, 0, 1},
        {-2, 0, 0, 0},  {1, 9, 0, 0},  {1, -8, 0, 0}, {0, 7, 0, 0},  {0, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 1; i < sizeof order / sizeof *order; i++) {
        assert_true(plan_sums_compare(&order[i - 1], &order[i]) < 0);
        assert_true(plan_sums_compare(&order[i], &order[i - 1]) > 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_above_any_plan),
        cmocka_unit_test(nobody_has_it),
        cmocka_unit_test(differences_by_what_they_say),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
