/*
 * Quantiles of counts. The expected numbers are direct sums of the probabilities with lgamma,
 * made independently of the code under test.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/count_law.h"

/* mean variance: quantiles at 0.05 0.5 0.95 0.99 */
/* clang-format off */
static const char counted[] =
    "0        0        : 0 0 0 0\n"
    "0.01     0.01     : 0 0 0 0\n"
    "0.01     0.5      : 0 0 0 0\n"
    "0.5      0.5      : 0 0 2 3\n"
    "3        3        : 1 3 6 8\n"
    "3        2        : 1 3 6 8\n" /* less than Poisson: Poisson */
    "4        5        : 1 4 8 10\n"
    "5        12.5     : 1 4 12 16\n"
    "10       40       : 2 9 22 30\n"
    "2        200      : 0 0 5 56\n"
    "100      100      : 84 100 117 124\n"
    "100      1000     : 54 97 157 187\n"
    "1000     1000     : 948 1000 1052 1074\n"
    "1000     250000   : 341 918 1938 2511\n"
    "500      500000   : 2 228 1921 3317\n"
    "5000     5000     : 4884 5000 5117 5165\n"
    "20000    1000000  : 18384 19984 21673 22399\n"
    "100000   3000000  : 97168 99990 102866 104073\n"
    "700      3000000  : 0 39 3786 8606\n";
/* clang-format on */

static void
quantiles_are_those_of_the_sums(void **state)
{
    static const double probabilities[] = {0.05, 0.5, 0.95, 0.99};
    double mean, variance;
    long expected[4];
    int bytes;

    (void)state;
    for (const char *at = counted; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf : %ld %ld %ld %ld\n%n", &mean, &variance, &expected[0],
                                &expected[1], &expected[2], &expected[3], &bytes),
                         6);
        for (int i = 0; i < 4; i++) {
            const long found = (long)count_quantile(mean, variance, probabilities[i]);
            if (found != expected[i])
                fail_msg("mean %g variance %g at %g: %ld, not %ld", mean, variance,
                         probabilities[i], found, expected[i]);
        }
    }
}

/* Where single units are not counted any more, neighbours on both sides still agree to 0.5 %. */
static void
large_counts_continue_small_ones(void **state)
{
    (void)state;
    const int64_t counted_one = count_quantile(40000, 3.999e6, 0.95);
    const int64_t fitted_one = count_quantile(40000, 4.001e6, 0.95);

    assert_true(llabs(counted_one - fitted_one) < counted_one / 200);
    assert_true(llabs(count_quantile(1e12, 1e12, 0.5) - 1000000000000) < 1000);
    assert_true(count_quantile(1e3, 1e12, 0.05) == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_the_sums),
        cmocka_unit_test(large_counts_continue_small_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
