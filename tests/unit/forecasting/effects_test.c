/*
 * What is known beforehand is taken out of history and put into what is expected.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "services/forecasting/core/drivers/effects.h"

static const double factors[] = {2, 0.5, 1000, 0};
static const struct effects effects = {.first_day = 100, .count = 4, .factors = factors};

static void
days_have_their_factor_and_others_one(void **state)
{
    static const struct {
        int32_t day;
        double factor;
    } rows[] = {{99, 1},  {100, 2}, {101, 0.5},     {102, FACTOR_MAX}, {103, FACTOR_MIN},
                {104, 1}, {-5, 1},  {INT32_MAX, 1}, {INT32_MIN, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_true(effects_of_day(&effects, rows[i].day) == rows[i].factor);
}

static void
history_is_divided_and_the_path_multiplied(void **state)
{
    static const double probabilities[] = {0.1, 0.9};
    double values[] = {10, 10, 10, NAN}, mean[] = {3, 3}, quantiles[] = {1, 5, 1, 5};
    const struct path_request request = {
        .horizon = 2, .probabilities = probabilities, .probability_count = 2};
    struct path path = {mean, quantiles};

    (void)state;
    effects_take_out(&effects, 99, values, 4);
    assert_true(values[0] == 10 && values[1] == 5 && values[2] == 20 && isnan(values[3]));
    effects_put_in(&effects, 100, &request, &path);
    assert_true(mean[0] == 6 && mean[1] == 1.5);
    assert_true(quantiles[0] == 2 && quantiles[1] == 10);
    assert_true(quantiles[2] == 0.5 && quantiles[3] == 2.5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_their_factor_and_others_one),
        cmocka_unit_test(history_is_divided_and_the_path_multiplied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
