/*
 * Accuracy of layers, by hand. Four weeks of one SKU: forecast 100, 100, 100, 100; sold 90, 110,
 * 80, 120; naive 85, 90, 110, 80. |F - A| = 10 + 10 + 20 + 20 = 60 of 400: WAPE 0.15, bias 0;
 * |A - naive| = 5 + 20 + 30 + 40 = 95: MASE 60 / 95; sum (A - F) = 0: tracking signal 0;
 * attainment = (90 + 100 + 80 + 100) / 400.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "services/forecasting/core/plan/plan_accuracy.h"

/* four forecasts, four actuals, four naive : wape mase bias tracking signal attainment */
/* clang-format off */
static const char cases[] =
    "100 100 100 100  90 110 80 120  85 90 110 80 : .15 .631578947368421 0 0 .925\n"
    "110 110 110 110  100 100 100 100  100 100 100 100 : .1 1 .1 -4 .909090909090909\n" /* always too high */
    " 90  90  90  90  100 100 100 100   90  90  90  90 : .1 1 -.1 4 1\n"
    "  0   0   0   0    0 0 0 0   0 0 0 0 : 0 0 0 0 0\n"
    " 10   0   0   0    0 0 0 0   0 0 0 0 : 1 1 1 -4 0\n"; /* -10 / (10 / 4) */

/* WAPE before, WAPE : points, sign */
static const char steps[] =
    ".30 .25  : .05 1\n"
    ".30 .296 : .004 0\n" /* less than half a point is chance */
    ".30 .304 : -.004 0\n"
    ".30 .31  : -.01 -1\n";
/* clang-format on */

static void
layers_are_measured(void **state)
{
    (void)state;
    for (const char *at = cases; *at != '\0';) {
        double forecast[4], actual[4], naive[4], want[5];
        struct layer_errors errors = {0};
        int bytes;
        assert_int_equal(
            sscanf(at, "%lf %lf %lf %lf %lf %lf %lf %lf %lf %lf %lf %lf : %lf %lf %lf %lf %lf\n%n",
                   &forecast[0], &forecast[1], &forecast[2], &forecast[3], &actual[0], &actual[1],
                   &actual[2], &actual[3], &naive[0], &naive[1], &naive[2], &naive[3], &want[0],
                   &want[1], &want[2], &want[3], &want[4], &bytes),
            17);
        print_message("%.*s", bytes, at);
        at += bytes;
        for (int w = 0; w < 4; w++) {
            layer_errors_add(&errors, forecast[w], actual[w], naive[w]);
            layer_errors_end_week(&errors);
        }
        const struct layer_accuracy got = layer_accuracy(&errors);
        assert_true(fabs(got.wape - want[0]) < 1e-12 && fabs(got.mase - want[1]) < 1e-12);
        assert_true(fabs(got.bias - want[2]) < 1e-12);
        assert_true(fabs(got.tracking_signal - want[3]) < 1e-12);
        assert_true(fabs(got.attainment - want[4]) < 1e-12);
    }
}

/* Two SKUs in a week: errors do not cancel in WAPE, they do in the tracking signal. */
static void
cells_of_a_week_count_by_themselves(void **state)
{
    struct layer_errors errors = {0};

    (void)state;
    layer_errors_add(&errors, 10, 5, 0);
    layer_errors_add(&errors, 5, 10, 0);
    layer_errors_end_week(&errors);
    assert_true(fabs(layer_accuracy(&errors).wape - 10.0 / 15) < 1e-12);
    assert_true(layer_accuracy(&errors).tracking_signal == 0);
}

static void
steps_add_value_beyond_chance(void **state)
{
    double before, after, points;
    int sign, bytes;

    (void)state;
    for (const char *at = steps; *at != '\0'; at += bytes) {
        assert_int_equal(
            sscanf(at, "%lf %lf : %lf %d\n%n", &before, &after, &points, &sign, &bytes), 4);
        print_message("%.*s", bytes, at);
        assert_true(fabs(value_added(before, after) - points) < 1e-12);
        assert_int_equal(value_added_sign(value_added(before, after)), sign);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers_are_measured),
        cmocka_unit_test(cells_of_a_week_count_by_themselves),
        cmocka_unit_test(steps_add_value_beyond_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
