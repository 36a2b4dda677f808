/* Where methods are tried, and what their errors are divided by. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/rolling_origin.h"

#define assert_near(value, expected, error) assert_true(fabs((value) - (expected)) <= (error))

/* values, horizon, least to know, origins at most : origins, steps of each */
/* clang-format off */
static const struct {
    int values, horizon, train_min, most;
    const char *origins;
} plans[] = {
    /* two horizons apart where there is room */
    { 100, 10, 8, 2, "80 90 by 10" },
    { 100, 10, 8, 1, "90 by 10" },
    /* closer where there is less */
    { 24, 10, 8, 2, "8 14 by 10" },
    { 20, 6, 8, 3, "8 11 14 by 6" },
    /* a year of M3: 14 values, 6 ahead */
    { 14, 6, 8, 2, "8 by 6" },
    /* fewer steps than asked for, rather than none */
    { 12, 18, 8, 2, "8 by 4" },
    { 9, 18, 8, 2, "8 by 1" },
    /* as many origins as there are */
    { 12, 2, 8, 24, "8 9 10 by 2" },
    /* nothing to try on */
    { 8, 6, 8, 2, "by 0" },
    { 3, 6, 8, 2, "by 0" },
    { 100, 6, 8, 0, "by 0" },
};
/* clang-format on */

static void
origins_are_planned(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        char text[200] = "";
        const struct origins origins =
            rolling_origins(plans[i].values, plans[i].horizon, plans[i].train_min, plans[i].most);
        for (int at = 0; at < origins.count; at++)
            sprintf(text + strlen(text), "%d ", origins.at[at]);
        sprintf(text + strlen(text), "by %d", origins.steps);
        assert_string_equal(text, plans[i].origins);
    }
}

/* Never is anything known that came later, and always is the newest value part of a try. */
static void
origins_stay_inside(void **state)
{
    (void)state;
    for (int values = 0; values < 60; values++)
        for (int horizon = 1; horizon < 30; horizon++)
            for (int most = 1; most <= ORIGINS_MAX; most++) {
                const struct origins origins = rolling_origins(values, horizon, 8, most);
                for (int i = 0; i < origins.count; i++) {
                    assert_true(origins.at[i] >= 8);
                    assert_true(origins.at[i] + origins.steps <= values);
                    assert_true(i == 0 || origins.at[i] > origins.at[i - 1]);
                }
                if (origins.count > 0)
                    assert_int_equal(origins.at[origins.count - 1] + origins.steps, values);
                assert_true(origins.count <= most);
            }
}

static void
errors_are_scaled(void **state)
{
    const double seasonal[] = {1, 5, 2, 7, 4, 9}, flat[] = {3, 3, 3, 3}, zeros[] = {0, 0, 0};
    const struct series two = {seasonal, 6, 2, false}, one = {seasonal, 6, 1, false};
    const struct series same = {flat, 4, 1, false}, none = {zeros, 3, 1, false};
    (void)state;
    /* |2-1|, |7-5|, |4-2|, |9-7| */
    assert_near(error_scale(&two, 6), 7.0 / 4, 1e-12);
    assert_near(error_scale(&one, 6), (4 + 3 + 5 + 3 + 5) / 5.0, 1e-12);
    assert_near(error_scale(&two, 3), 1, 1e-12);
    assert_near(error_scale(&same, 4), 3, 1e-12);
    assert_near(error_scale(&none, 3), 1, 1e-12);
}

/* Naive on 1 2 3 4 5 6 7 8 9 10 12 from 8 and 9: errors 1, 2 and 1, 3; every change before was 1.
 */
static void
tries_are_measured(void **state)
{
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12};
    const struct series series = {values, 11, 1, true};
    const struct origins origins = rolling_origins(11, 2, 8, 2);
    static unsigned char room[1 << 20];
    struct scratch scratch = {room, sizeof room, 0};
    struct calibration collected = {0};
    struct attempt attempt = attempt_start(model_named("naive"), 1);
    (void)state;
    rolling_try(&series, &origins, 0, origins.count, MEASURE_ABSOLUTE, 1, &scratch, &attempt,
                &collected);
    assert_true(attempt.possible);
    assert_near(attempt.error[0], 1.5, 1e-12);
    assert_near(attempt.error[1], 2, 1e-12);
    assert_near(attempt.mean, 1.75, 1e-12);
    assert_near(attempt.bias, -7.0 / (9 + 10 + 10 + 12), 1e-12);
    assert_int_equal(collected.tallies[SPREAD_BOTH_ENDS].origins, 2);
    assert_int_equal(scratch.used, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origins_are_planned),
        cmocka_unit_test(origins_stay_inside),
        cmocka_unit_test(errors_are_scaled),
        cmocka_unit_test(tries_are_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
