/*
 * How likely so many units are enough, and how many are short. The expected numbers are direct sums
 * of the probabilities with lgamma, made independently of the code under test.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/count_law.h"

/* mean variance units : chance of at most, above, units short */
/* clang-format off */
static const char facts[] =
    "3 3 5 : 0.916082058 0.08391794203 0.1346205563\n"
    "0.5 0.5 0 : 0.6065306597 0.3934693403 0.5\n"
    "0.5 0.5 3 : 0.9982483774 0.001751622556 0.001938971315\n"
    "5 12.5 8 : 0.8489027972 0.1510972028 0.5069953224\n"
    "10 40 22 : 0.9550319576 0.04496804243 0.2322148889\n"
    "2 200 5 : 0.9529604347 0.04703956528 1.673171392\n"
    "100 1000 157 : 0.9516173942 0.04838260579 0.9258954178\n"
    "5000 500000 6000 : 0.9157137708 0.08428622921 31.91582869\n"
    "1000 1000 1060 : 0.9712556511 0.0287443489 0.3727074835\n"
    "0 0 0 : 1 0 0\n"
    "4 8 -3 : 0 1 7\n";
/* clang-format on */

static bool
near(double found, double expected)
{
    return fabs(found - expected) <= 1e-9 * (1 + fabs(expected));
}

static void
chances_and_shortages(void **state)
{
    double mean, variance, within, above, shortage;
    long units;
    int bytes;

    (void)state;
    for (const char *at = facts; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %ld : %lf %lf %lf\n%n", &mean, &variance, &units,
                                &within, &above, &shortage, &bytes),
                         6);
        print_message("%.*s", bytes, at);
        assert_true(near(count_chance(mean, variance, units), within));
        assert_true(near(count_chance_above(mean, variance, units), above));
        assert_true(near(count_shortage(mean, variance, units), shortage));
    }
}

/* Where single units are not counted any more, neighbours on both sides still agree to 2 %. */
static void
large_counts_continue_small_ones(void **state)
{
    (void)state;
    const double counted = count_shortage(40000, 3.999e6, 43000);
    const double fitted = count_shortage(40000, 4.001e6, 43000);

    assert_true(fabs(counted - fitted) < 0.02 * counted);
    assert_true(fabs(count_chance_above(40000, 3.999e6, 43000) -
                     count_chance_above(40000, 4.001e6, 43000)) < 1e-3);
}

/* Many quantiles at once are those of one by one. */
static void
many_are_as_one(void **state)
{
    static const double probabilities[] = {0.01, 0.3, 0.3, 0.5, 0.9, 0.99, 0.9999};
    static const double laws[][2] = {{0.2, 0.2}, {3, 9}, {3, 2}, {40, 900}, {0, 0}, {1e5, 1e8}};

    (void)state;
    for (size_t i = 0; i < sizeof laws / sizeof laws[0]; i++) {
        int64_t units[7];
        count_quantiles(laws[i][0], laws[i][1], probabilities, 7, units);
        for (int p = 0; p < 7; p++)
            assert_int_equal(units[p], count_quantile(laws[i][0], laws[i][1], probabilities[p]));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_and_shortages),
        cmocka_unit_test(large_counts_continue_small_ones),
        cmocka_unit_test(many_are_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
