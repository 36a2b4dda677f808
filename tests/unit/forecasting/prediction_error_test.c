/*
 * How much surer a forecast is than a try that knew less; the numbers are (n + 4) / (n - 4) by
 * hand.
 */
#include "services/forecasting/core/choose/prediction_error.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct {
    int seen, known;
    double squared; /* ratio of the variances */
} rows[] = {
    {20, 20, 1.0},
    {14, 20, (24.0 / 16) / (18.0 / 10)},       /* yearly, six ahead */
    {112, 130, (134.0 / 126) / (116.0 / 108)}, /* monthly, eighteen ahead */
    {3, 8, 1.0},                               /* below eight nothing is told apart */
    {4, 4, 1.0},
};

static void
a_try_that_knew_less_is_taken_as_less_sure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const double ratio = prediction_error_ratio(rows[i].seen, rows[i].known);
        assert_true(fabs(ratio * ratio - rows[i].squared) < 1e-12);
    }
}

static void
it_never_grows_with_what_is_known(void **state)
{
    (void)state;
    for (int known = 1; known < 400; known++)
        for (int seen = 1; seen <= known; seen++) {
            const double ratio = prediction_error_ratio(seen, known);
            assert_true(ratio > 0 && ratio <= 1 && isfinite(ratio));
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_try_that_knew_less_is_taken_as_less_sure),
        cmocka_unit_test(it_never_grows_with_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
