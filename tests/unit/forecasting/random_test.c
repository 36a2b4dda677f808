/*
 * Chance with a seed. The first two tables are the published outputs of the authors' own programs:
 * xoshiro256++ from the state 1, 2, 3, 4 and SplitMix64 from 1234567.
 */
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/forecasting/core/random.h"

static const uint64_t after_1234[] = {41943041,
                                      58720359,
                                      3588806011781223,
                                      3591011842654386,
                                      9228616714210784205u,
                                      9973669472204895162u,
                                      14011001112246962877u,
                                      12406186145184390807u,
                                      15849039046786891736u,
                                      10450023813501588000u};
static const uint64_t split[] = {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                 4593380528125082431u};

static void
bits_are_the_published_ones(void **state)
{
    struct random random = {{1, 2, 3, 4}};

    (void)state;
    for (int i = 0; i < 10; i++)
        assert_int_equal(random_bits(&random), after_1234[i]);
    random = random_start(1234567);
    for (int i = 0; i < 4; i++)
        assert_int_equal(random.state[i], split[i]);
}

static void
the_same_seed_gives_the_same(void **state)
{
    struct random one = random_start(9), same = random_start(9), other = random_start(10);
    int different = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        const double normal = random_normal(&one);
        assert_true(normal == random_normal(&same));
        different += normal != random_normal(&other);
    }
    assert_true(different > 990);
}

/* Moments and tails within four standard errors of a million. */
static void
numbers_are_uniform_and_normal(void **state)
{
    const int count = 1000000;
    struct random random = random_start(1);
    double uniform = 0, mean = 0, squares = 0, fourths = 0;
    int beyond = 0;

    (void)state;
    for (int i = 0; i < count; i++) {
        const double u = random_uniform(&random), z = random_normal(&random);
        assert_true(u >= 0 && u < 1);
        uniform += u / count;
        mean += z / count;
        squares += z * z / count;
        fourths += z * z * z * z / count;
        beyond += z > 1.959964;
    }
    assert_true(fabs(uniform - 0.5) < 4 * 0.2887e-3);
    assert_true(fabs(mean) < 4e-3);
    assert_true(fabs(squares - 1) < 4 * 1.4143e-3);
    assert_true(fabs(fourths - 3) < 4 * 9.8e-3);
    assert_true(abs(beyond - 25000) < 4 * 157);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_are_the_published_ones),
        cmocka_unit_test(the_same_seed_gives_the_same),
        cmocka_unit_test(numbers_are_uniform_and_normal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
