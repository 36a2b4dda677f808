/*
 * Answers to prices and promotions. Normal equations are worked by hand; what is drawn has its seed
 * printed.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/forecasting/core/drivers/driver_fit.h"

#define SEED 20261122

static unsigned char room[SCRATCH_BYTES];
static struct scratch scratch = {room, sizeof room, 0};

static void
is_near(double found, double expected, double within, const char *what)
{
    if (!(fabs(found - expected) <= within))
        fail_msg("%s: %.12g, not %.12g", what, found, expected);
}

/* Points (0, 1), (1, 3), (2, 8): means 1 and 4; X'X = 1 + 0 + 1 = 2, X'y = 3 + 0 + 4 = 7, b = 3.5.
 * Another series (0, 0), (2, 2): X'X = 2, X'y = 2, b = 1. Together (7 + 2) / (2 + 2) = 2.25, five
 * rows, var x = 4 / 5, so L var x = 40. The first: 2.25 + (7 - 2 x 2.25) / (2 + 40) = 2.25 + 2.5
 * / 42. */
static void
three_points_by_hand(void **state)
{
    static const double x[] = {0, 1, 2}, y[] = {1, 3, 8}, x2[] = {0, 2}, y2[] = {0, 2};
    struct driver_sums one = {.columns = 1}, two = {.columns = 1}, pool = {.columns = 1};
    double b[DRIVERS_MAX], b_pool[DRIVERS_MAX];

    (void)state;
    driver_sums_add(&one, x, y, 3);
    is_near(one.xx[0], 2, 1e-12, "X'X");
    is_near(one.xy[0], 7, 1e-12, "X'y");
    regression_of_pool(&one, b);
    is_near(b[0], 3.5, 1e-5, "b alone");
    driver_sums_add(&two, x2, y2, 2);
    driver_sums_join(&pool, &one);
    driver_sums_join(&pool, &two);
    regression_of_pool(&pool, b_pool);
    is_near(b_pool[0], 2.25, 1e-5, "b of the pool");
    b_pool[0] = 2.25;
    regression_of_series(&one, &pool, b_pool, b);
    is_near(b[0], 2.25 + 2.5 / 42, 1e-12, "b pulled to the pool");
}

/* y = 1 + 2 x1 - 3 x2 exactly; a column that never differs and a copy of x1 change nothing but that
 * the copies share. */
static void
columns_that_say_nothing(void **state)
{
    static const double x[] = {0, 5, 1, 0, 1, 5, 0, 1, 0, 5, 2, 0, 2, 5, 1, 2, NAN, 5, 1, 1};
    static const double y[] = {-2, 3, -5, 2, 9};
    struct driver_sums sums = {.columns = 4};
    double b[DRIVERS_MAX];

    (void)state;
    driver_sums_add(&sums, x, y, 5);
    is_near(sums.rows, 4, 0, "a row that is not known");
    regression_of_pool(&sums, b);
    is_near(b[0] + b[3], 2, 1e-4, "x1 and its copy");
    is_near(b[1], 0, 0, "never differs");
    is_near(b[2], -3, 1e-4, "x2");
}

static double
normal(void)
{
    double sum = -6; /* of the test's own seed */

    for (int i = 0; i < 12; i++)
        sum += rand() / (RAND_MAX + 1.0);
    return sum;
}

enum { SERIES = 20, WEEKS = 104, AHEAD = 8, DRIVERS = 2 };
static double values[SERIES][WEEKS], x[SERIES][(WEEKS + AHEAD) * DRIVERS];
static double factors[SERIES][WEEKS + AHEAD];
static struct driver_series all[SERIES];
static const struct driver drivers[DRIVERS] = {{"price", true, false}, {"deal", false, true}};

/* Level x price ^ -2 x 1.5 ^ deal x what the buckets behind a deal have, with some noise. */
static void
draw(double level, double noise, double behind)
{
    srand(SEED);
    for (int s = 0; s < SERIES; s++) {
        for (int t = 0; t < WEEKS + AHEAD; t++) {
            const bool deal = t % 13 == s % 13;
            const double price = deal ? 1.6 : 2 + 0.1 * ((t / 10) % 3);
            x[s][t * DRIVERS] = price;
            x[s][t * DRIVERS + 1] = deal;
            if (t >= WEEKS)
                continue;
            const double mean = level * pow(price / 2, -2) * (deal ? 1.5 : 1) *
                                (t % 13 == (s + 1) % 13 ? behind : 1);
            values[s][t] = mean * exp(noise * normal());
        }
        all[s] = (struct driver_series){values[s], WEEKS, AHEAD, x[s], factors[s]};
    }
}

static void
prices_and_deals_are_found(void **state)
{
    struct driver_fit fit;

    (void)state;
    printf("seed %d\n", SEED);
    draw(100, 0.05, 1);
    driver_fit(drivers, DRIVERS, all, SERIES, 52, &scratch, &fit);
    is_near(fit.answer[0], -2, 0.2, "elasticity");
    is_near(exp(fit.answer[1]), 1.5, 0.1, "lift");
    assert_false(fit.after[1]);
    /* a deal to come: (1.6 / 2.1) ^ -2 x 1.5 = 2.6 times a usual week */
    for (int t = WEEKS; t < WEEKS + AHEAD; t++)
        if (t % 13 == 0)
            is_near(factors[0][t], 2.6, 0.35, "factor of a deal to come");
    assert_int_equal(scratch.used, 0);
}

static void
buckets_behind_a_deal_are_kept_when_they_help(void **state)
{
    struct driver_fit fit;

    (void)state;
    draw(100, 0.1, 0.4);
    driver_fit(drivers, DRIVERS, all, SERIES, 52, &scratch, &fit);
    assert_true(fit.after[1]);
    assert_true(factors[3][17] < 0.6); /* 16 has a deal */
    is_near(exp(fit.answer[1]), 1.5, 0.1, "lift");
}

/* 10 in half of the weeks, none in the others: logarithms say nothing, sold against expected does.
 */
static void
sparse_series_have_lifts(void **state)
{
    struct driver_fit fit;

    (void)state;
    srand(SEED);
    for (int s = 0; s < SERIES; s++) {
        for (int t = 0; t < WEEKS + AHEAD; t++) {
            const bool deal = t % 4 == 3 && t > 20;
            x[s][t * DRIVERS] = NAN;
            x[s][t * DRIVERS + 1] = deal;
            if (t < WEEKS)
                values[s][t] = deal ? 10 : (rand() >> 8) % 2 * 10;
        }
        all[s] = (struct driver_series){values[s], WEEKS, AHEAD, x[s], factors[s]};
    }
    driver_fit(drivers, DRIVERS, all, SERIES, 52, &scratch, &fit);
    assert_true(fit.answer[0] == 0);
    is_near(exp(fit.answer[1]), 1.9, 0.1, "lift of the pool"); /* 2, pulled to 1 */
    is_near(factors[0][WEEKS + 3], 1.9, 0.2, "factor");
    is_near(factors[0][WEEKS], 1, 0.02, "plain bucket");
}

static void
nothing_known_does_nothing(void **state)
{
    struct driver_fit fit;

    (void)state;
    for (int t = 0; t < WEEKS + AHEAD; t++) {
        x[0][t * DRIVERS] = x[0][t * DRIVERS + 1] = NAN;
        if (t < WEEKS)
            values[0][t] = t % 5 == 0 ? NAN : 0;
    }
    all[0] = (struct driver_series){values[0], WEEKS, AHEAD, x[0], factors[0]};
    driver_fit(drivers, DRIVERS, all, 1, 52, &scratch, &fit);
    for (int t = 0; t < WEEKS + AHEAD; t++)
        assert_true(factors[0][t] == 1);
    all[0].count = 0;
    driver_fit(drivers, DRIVERS, all, 1, 52, &scratch, &fit);
    assert_true(factors[0][0] == 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_points_by_hand),
        cmocka_unit_test(columns_that_say_nothing),
        cmocka_unit_test(prices_and_deals_are_found),
        cmocka_unit_test(buckets_behind_a_deal_are_kept_when_they_help),
        cmocka_unit_test(sparse_series_have_lifts),
        cmocka_unit_test(nothing_known_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
