/*
 * What stock is worth where it lies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/scarcity/scarcity_prices.h"
#include "services/forecasting/core/scarcity/transportation.h"

#define SIDE_MAX 4
#define PROBLEMS 3000

static unsigned char bytes[1 << 20];
static struct scratch scratch = {.bytes = bytes, .size = sizeof bytes};

static int64_t
cost_of(const struct transportation *p, const int64_t *flow)
{
    int64_t cost = 0;

    for (int j = 0; j < p->regions; j++) {
        int64_t missing = p->demand[j];
        for (int i = 0; i < p->origins; i++) {
            cost += flow[i * p->regions + j] * p->cost[i * p->regions + j];
            missing -= flow[i * p->regions + j];
        }
        assert_true(missing >= 0);
        cost += missing * p->short_cost;
    }
    for (int i = 0; i < p->origins; i++) {
        int64_t sent = 0;
        for (int j = 0; j < p->regions; j++) {
            assert_true(flow[i * p->regions + j] >= 0);
            sent += flow[i * p->regions + j];
        }
        assert_true(sent <= p->stock[i]);
    }
    return cost;
}

/* Winston, Operations Research: Applications and Algorithms (4e, 2004), 7.1: Powerco, least cost
 * 1020. The book sends everything; short_cost is beyond every price. */
static void
powerco(void **state)
{
    static const int64_t stock[] = {35, 50, 40}, demand[] = {45, 20, 30, 30};
    static const int64_t cost[] = {8, 6, 10, 9, 9, 12, 13, 7, 14, 9, 16, 5};
    const struct transportation problem = {3, 4, stock, demand, cost, 1000};
    int64_t flow[12], value[3];

    (void)state;
    transportation_solve(&problem, &scratch, flow, value);
    assert_int_equal(cost_of(&problem, flow), 1020);
    for (int i = 0; i < 3; i++) /* balanced: a unit less is a unit short */
        assert_true(value[i] > 900);
}

/* --- against all possible shipments -------------------------------------------------------------
 */

static uint64_t random_state;

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((random_state >> 33) % n);
}

/* The least cost of sending units one by one, each to where it may go: every way is tried. */
static int64_t
least_cost(const struct transportation *p, int64_t *stock, int64_t *demand, int region)
{
    int64_t best;

    while (region < p->regions && demand[region] == 0)
        region++;
    if (region == p->regions)
        return 0;
    demand[region]--;
    best = p->short_cost + least_cost(p, stock, demand, region);
    for (int i = 0; i < p->origins; i++) {
        if (stock[i] == 0)
            continue;
        stock[i]--;
        const int64_t cost =
            p->cost[i * p->regions + region] + least_cost(p, stock, demand, region);
        best = cost < best ? cost : best;
        stock[i]++;
    }
    demand[region]++;
    return best;
}

static void
random_problems(void **state)
{
    const char *wanted = getenv("CROSSDOCK_TEST_SEED");

    (void)state;
    random_state = wanted != NULL ? strtoull(wanted, NULL, 10) : 20261122;
    print_message("seed %llu\n", (unsigned long long)random_state);
    for (int n = 0; n < PROBLEMS; n++) {
        int64_t stock[SIDE_MAX], demand[SIDE_MAX], cost[SIDE_MAX * SIDE_MAX];
        int64_t flow[SIDE_MAX * SIDE_MAX], value[SIDE_MAX];
        const struct transportation p = {
            1 + (int)random_below(3), 1 + (int)random_below(3), stock, demand, cost,
            random_below(30)};
        for (int i = 0; i < p.origins; i++)
            stock[i] = random_below(4);
        for (int j = 0; j < p.regions; j++)
            demand[j] = random_below(3);
        for (int k = 0; k < p.origins * p.regions; k++)
            cost[k] = random_below(20);
        transportation_solve(&p, &scratch, flow, value);
        const int64_t least = least_cost(&p, stock, demand, 0);
        assert_int_equal(cost_of(&p, flow), least);
        for (int i = 0; i < p.origins; i++) {
            if (stock[i] == 0) {
                assert_int_equal(value[i], 0);
                continue;
            }
            stock[i]--;
            assert_int_equal(value[i], least_cost(&p, stock, demand, 0) - least);
            stock[i]++;
        }
    }
    assert_int_equal(scratch.used, 0);
}

/* --- prices -------------------------------------------------------------------------------------
 */

static void
distances_are_of_the_globe(void **state)
{
    (void)state;
    /* a degree of the meridian of this sphere; half around it */
    assert_true(great_circle_km(0, 0, 1, 0) > 111.19 && great_circle_km(0, 0, 1, 0) < 111.20);
    assert_true(great_circle_km(0, 0, 0, 180) > 20015.0 && great_circle_km(0, 0, 0, 180) < 20015.2);
    assert_true(great_circle_km(51.5, -0.1, 51.5, -0.1) == 0);
}

/* On the equator, a degree apart: 111.19 km. stock and units a day of three places, days : prices
 * in whole km of a unit, computed by hand. */
/* clang-format off */
static const char price_table[] =
    "100 5  100 5  100 5  10 : 0 0 0\n"      /* each has enough */
    " 10 5  100 5  100 5  10 : 111 0 0\n"    /* the first is short: the second replaces it */
    " 10 5   60 5  100 5  10 : 222 111 0\n"  /* and the third the second */
    " 50 5  100 5  100 5  10 : 111 0 0\n"    /* its last unit is needed there */
    " 51 5  100 5  100 5  10 : 0 0 0\n"
    "  0 5  100 5   60 5  10 : 0 111 0\n"    /* where nothing is, nothing has a price */
    " 10 5   10 5   10 5  10 : 0 0 0\n"      /* short everywhere alike: it changes nothing */
    "100 0  100 0  100 0  10 : 0 0 0\n";
/* clang-format on */

static void
stock_is_worth_what_replaces_it(void **state)
{
    int read;

    (void)state;
    for (const char *at = price_table; *at != '\0'; at += read) {
        struct scarce_place places[3] = {
            {.longitude_deg = 0}, {.longitude_deg = 1}, {.longitude_deg = 2}};
        int64_t prices[3], expected[3];
        double days;
        assert_int_equal(sscanf(at, "%ld %lf %ld %lf %ld %lf %lf : %ld %ld %ld\n%n",
                                &places[0].stock, &places[0].per_day, &places[1].stock,
                                &places[1].per_day, &places[2].stock, &places[2].per_day, &days,
                                &expected[0], &expected[1], &expected[2], &read),
                         10);
        scarcity_prices(places, 3, days, 1000, &scratch, prices);
        print_message("%.*s", read, at);
        for (int i = 0; i < 3; i++)
            assert_int_equal(prices[i] / 1000, expected[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powerco),
        cmocka_unit_test(random_problems),
        cmocka_unit_test(distances_are_of_the_globe),
        cmocka_unit_test(stock_is_worth_what_replaces_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
