/*
 * Which service carries a parcel. Services as in the tables below; then weight, distance and the
 * day on which it is needed give the service, its price and the day it comes. It leaves on day 100,
 * a Saturday (day 0 was a Thursday).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/policy_check.h"
#include "services/fulfillment-routing/core/promise.h"

#define KG     INT64_C(1000000000)
#define MONEY  INT64_C(1000000000)
#define LEAVES 100

static const struct zone near_and_far[] = {{100000, 1}, {500000, 3}};
static const struct zone far[] = {{1000000, 5}};
static const int64_t light[] = {1 * KG, 5 * KG};
static const int64_t heavy[] = {2 * KG, 30 * KG};
static const int64_t post[] = {4 * MONEY, 6 * MONEY, 7 * MONEY, NOT_CARRIED};
static const int64_t freight[] = {5 * MONEY, 20 * MONEY};
static const int64_t express[] = {9 * MONEY, 12 * MONEY};
static const struct zone express_zone[] = {{300000, 0}};

static const struct carrier_service services[] = {
    {"P", "post", 2, 2, near_and_far, light, post, 0},
    {"F", "freight", 1, 2, far, heavy, freight, 0},
    {"E", "express", 1, 2, express_zone, light, express, 0x1f},
};

static const struct policy rates = {
    .kind = POLICY_LEAST_COST, .version = 2, .service_count = 3, .services = services};

static void
check_way(const struct policy *policy, int64_t km, int64_t grams, int32_t needed_by,
          const char *expected)
{
    const struct way way = promise_way(policy, km * 1000, LEAVES, needed_by, grams * 1000000);
    char text[80] = "not served";

    if (way.service == BY_TARIFF)
        snprintf(text, sizeof text, "tariff +%d late %d", way.deliver_on_day - LEAVES,
                 way.late_days);
    else if (way.service >= 0)
        snprintf(text, sizeof text, "%s %lld +%d late %d", policy->services[way.service].name,
                 (long long)(way.rate_nano / MONEY), way.deliver_on_day - LEAVES, way.late_days);
    assert_string_equal(text, expected);
}

static void
the_cheapest_when_nothing_is_promised(void **state)
{
    (void)state;
    check_way(&rates, 50, 0, 0, "post 4 +1 late 0");
    check_way(&rates, 50, 1000, 0, "post 4 +1 late 0");
    check_way(&rates, 50, 1001, 0, "freight 5 +5 late 0"); /* post costs 6 */
    check_way(&rates, 50, 3000, 0, "post 6 +1 late 0");
    check_way(&rates, 50, 7000, 0, "freight 20 +5 late 0");
    check_way(&rates, 200, 900, 0, "freight 5 +5 late 0");   /* post costs 7 */
    check_way(&rates, 200, 3000, 0, "express 12 +2 late 0"); /* post does not carry it so far */
    check_way(&rates, 400, 3000, 0, "freight 20 +5 late 0");
    check_way(&rates, 999, 900, 0, "freight 5 +5 late 0");
    check_way(&rates, 1001, 900, 0, "not served");
    check_way(&rates, 50, 99000, 0, "freight 20 +5 late 0"); /* heavier than all: as the heaviest */
}

static void
the_cheapest_that_comes_in_time(void **state)
{
    (void)state;
    check_way(&rates, 200, 900, LEAVES + 5, "freight 5 +5 late 0");
    check_way(&rates, 200, 900, LEAVES + 4, "post 7 +3 late 0");
    check_way(&rates, 200, 900, LEAVES + 2, "express 9 +2 late 0"); /* fetched on Monday */
    check_way(&rates, 200, 900, LEAVES + 1, "express 9 +2 late 1"); /* none: the least late */
    check_way(&rates, 50, 900, LEAVES, "post 4 +1 late 1");
}

static void
a_late_day_has_a_price(void **state)
{
    struct policy priced = rates;

    (void)state;
    priced.late_day_nano = 1 * MONEY;
    check_way(&priced, 200, 900, LEAVES + 4, "freight 5 +5 late 1"); /* 5 + 1 against 7 */
    check_way(&priced, 200, 900, LEAVES + 2, "post 7 +3 late 1"); /* 5 + 3, 7 + 1, 9: the earlier */
    priced.late_day_nano = 3 * MONEY;
    check_way(&priced, 200, 900, LEAVES + 2, "express 9 +2 late 0"); /* 5 + 9, 7 + 3, 9 */
}

static void
a_tariff_has_zones_of_its_own(void **state)
{
    struct policy tariff = {.kind = POLICY_NEAREST, .version = 3};

    (void)state;
    assert_false(promise_has_dates(&tariff));
    check_way(&tariff, 9999, 900, LEAVES + 1, "tariff +-100 late 0");
    tariff.zones = near_and_far;
    tariff.zone_count = 2;
    assert_true(promise_has_dates(&tariff));
    check_way(&tariff, 100, 900, LEAVES + 2, "tariff +1 late 0");
    check_way(&tariff, 101, 900, LEAVES + 2, "tariff +3 late 1");
    check_way(&tariff, 501, 900, 0, "not served");
    tariff.days = 0x1f;
    check_way(&tariff, 100, 900, 0, "tariff +3 late 0"); /* Monday, then Tuesday */
}

static void
the_earliest_whatever_it_costs(void **state)
{
    (void)state;
    assert_int_equal(promise_earliest(&rates, 50000, LEAVES, 0).service, 0);
    assert_int_equal(promise_earliest(&rates, 200000, LEAVES, 0).service, 2);
    assert_int_equal(promise_earliest(&rates, 400000, LEAVES, 0).deliver_on_day, LEAVES + 3);
    assert_int_equal(promise_earliest(&rates, 2000000, LEAVES, 0).service, NOT_SERVED);
}

/* Of any policy: a site's steps are what promise_way would charge, for every weight. */
static void
steps_are_what_ways_cost(void **state)
{
    const char *seed_text = getenv("CROSSDOCK_TEST_SEED");
    const unsigned seed = seed_text != NULL ? (unsigned)atoi(seed_text) : (unsigned)time(NULL);

    (void)state;
    print_message("CROSSDOCK_TEST_SEED=%u\n", seed);
    srand(seed);
    for (int round = 0; round < 20000; round++) {
        struct zone zones[4][2];
        int64_t breaks[4][3], prices[4][6];
        struct carrier_service made[4];
        struct price_step steps[STEPS_MAX];
        struct policy policy = {.kind = POLICY_LEAST_COST, .version = 1, .services = made};
        policy.service_count = 1 + (uint32_t)rand() % 4;
        policy.late_day_nano = rand() % 3 * MONEY;
        for (uint32_t i = 0; i < policy.service_count; i++) {
            zones[i][0] = (struct zone){1000 + rand() % 5000, rand() % 4};
            zones[i][1] = (struct zone){zones[i][0].to_m + 1 + rand() % 5000, rand() % 6};
            for (int b = 0; b < 3; b++)
                breaks[i][b] = (b == 0 ? 0 : breaks[i][b - 1]) + (1 + rand() % 4) * KG;
            for (int p = 0; p < 6; p++)
                prices[i][p] = rand() % 5 == 0 ? NOT_CARRIED : rand() % 12 * MONEY;
            policy_level_prices(prices[i], 2, 3);
            made[i] = (struct carrier_service){
                "C", "s", 2, 3, zones[i], breaks[i], prices[i], (uint8_t)(rand() % 128)};
        }
        const int64_t distance_m = rand() % 11000;
        const int32_t needed_by = rand() % 2 == 0 ? 0 : LEAVES + rand() % 6;
        const struct way first = promise_earliest(&policy, distance_m, LEAVES, needed_by);
        const uint32_t count =
            promise_steps(&policy, distance_m, LEAVES, needed_by, INT64_MAX, steps);
        for (int64_t weight = KG / 2; weight < 14 * KG; weight += KG / 2) {
            uint32_t at = 0;
            while (at < count && weight > steps[at].to_ug)
                at++;
            if (at == count)
                break; /* too heavy for all */
            const struct way way = promise_way(&policy, distance_m, LEAVES, needed_by, weight);
            assert_true(way.service >= 0);
            assert_int_equal(way.rate_nano +
                                 (way.late_days - first.late_days) * policy.late_day_nano,
                             steps[at].nano);
            assert_true(at == 0 || steps[at].nano > steps[at - 1].nano);
        }
    }
}

static void
prices_do_not_fall_with_weight(void **state)
{
    int64_t prices[] = {5, 3, 4, NOT_CARRIED, NOT_CARRIED, 7, 2, NOT_CARRIED};

    (void)state;
    policy_level_prices(prices, 2, 4);
    const int64_t expected[] = {3, 3, 4, NOT_CARRIED, 2, 2, 2, NOT_CARRIED};
    assert_memory_equal(prices, expected, sizeof prices);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cheapest_when_nothing_is_promised),
        cmocka_unit_test(the_cheapest_that_comes_in_time),
        cmocka_unit_test(a_late_day_has_a_price),
        cmocka_unit_test(a_tariff_has_zones_of_its_own),
        cmocka_unit_test(the_earliest_whatever_it_costs),
        cmocka_unit_test(steps_are_what_ways_cost),
        cmocka_unit_test(prices_do_not_fall_with_weight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
