/*
 * Lifts of promotions and holidays, prices, weekdays. Expected numbers are worked by hand.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "services/forecasting/core/drivers/lifts.h"

static void
is_near(double found, double expected, const char *what)
{
    if (fabs(found - expected) > 1e-9 * fmax(1, fabs(expected)))
        fail_msg("%s: %.12g, not %.12g", what, found, expected);
}

/* sold expected pool : lift = (sold + 200 pool) / (expected + 200), within 0.5 and 15 */
static const char lifts[] = "0     0     1   : 1\n"
                            "0     0     2.5 : 2.5\n"
                            "300   100   1   : 1.66666666666667\n"
                            "300   100   3   : 3\n"
                            "3000  1000  1   : 2.66666666666667\n"
                            "0     1000  1   : 0.5\n"
                            "90000 1000  1   : 15\n";

/* price change : (1 + change) ^ -2, within 0.5 and 15 */
static const char prices[] = "0 : 1\n"
                             "-0.2 : 1.5625\n"
                             "-0.5 : 4\n"
                             "0.25 : 0.64\n"
                             "1 : 0.5\n"
                             "-0.99 : 15\n";

static void
few_units_believe_the_pool(void **state)
{
    struct lift_evidence evidence;
    double pool, lift;
    int bytes;

    (void)state;
    for (const char *at = lifts; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf : %lf\n%n", &evidence.sold, &evidence.expected,
                                &pool, &lift, &bytes),
                         4);
        is_near(promotion_lift(&evidence, pool), lift, at);
    }
}

static void
a_price_has_a_lift_before_it_was_tried(void **state)
{
    double change, lift;
    int bytes;

    (void)state;
    for (const char *at = prices; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf : %lf\n%n", &change, &lift, &bytes), 2);
        is_near(price_lift(change), lift, at);
    }
}

/* The pool sold 1,800 where 800 were expected: (1800 + 200) / (800 + 200) = 2; the SKU 700 where
 * 300: (700 + 200 x 2) / (300 + 200) = 2.2; at 20 % off 2.2 x 1.5625. */
static void
earlier_promotions_teach(void **state)
{
    const struct lift_evidence none = {0, 0}, pool = {1800, 800}, own = {700, 300};

    (void)state;
    is_near(promotion_lift_expected(0, &none, &none), 1, "nothing known");
    is_near(promotion_lift_expected(-0.2, &none, &none), 1.5625, "price alone");
    is_near(promotion_lift_expected(0, &none, &pool), 2, "pool");
    is_near(promotion_lift_expected(0, &own, &pool), 2.2, "own");
    is_near(promotion_lift_expected(-0.2, &own, &pool), 3.4375, "own at a price");
    is_near(share_of_lift(3, 0.25), 1.5, "a quarter of the channels");
}

/* Last year 100 of 1,000 expected: (100 + 200) / (1000 + 200) = 0.25; half of the demand: 0.625. */
static void
a_holiday_repeats_for_its_country(void **state)
{
    const struct lift_evidence none = {0, 0}, pool = {100, 1000}, shut = {0, 1e9};

    (void)state;
    is_near(holiday_factor(&none, &none, 1), 1, "never seen");
    is_near(holiday_factor(&none, &pool, 1), 0.25, "one country");
    is_near(holiday_factor(&none, &pool, 0.5), 0.625, "half");
    is_near(holiday_factor(&shut, &shut, 1), 0.05, "bound");
}

/* Day 4 is a Monday. Own: 3 units every Monday, 1 otherwise over 10 weeks, 90 units; the pool is
 * flat. Plain index of a Monday 3 / (9 / 7) = 7/3; mixed (90 x 7/3 + 200) / 290 = 410 / 290. */
static void
weekdays_are_pulled_to_the_pool(void **state)
{
    double values[70], index[WEEKDAYS], sum = 0;
    struct weekday_sums own = {0};
    const struct weekday_sums nobody = {0};

    (void)state;
    for (int i = 0; i < 70; i++)
        values[i] = weekday_of(4 + i) == 4 ? 3 : 1;
    weekday_sums_add(&own, 4, values, 70);
    weekday_index(&own, &nobody, index);
    is_near(index[4], 410.0 / 290, "Monday");
    is_near(index[5], (90 * 7.0 / 9 + 200) / 290, "Tuesday");
    for (int i = 0; i < WEEKDAYS; i++)
        sum += index[i];
    is_near(sum, 7, "sum");
    weekday_index(&nobody, &nobody, index);
    is_near(index[0], 1, "nothing known");
    assert_int_equal(weekday_of(-1), 6);
    assert_int_equal(weekday_of(0), 0);
}

static void
what_would_have_been_is_the_weeks_before(void **state)
{
    double values[60], expected = 0;

    (void)state;
    for (int i = 0; i < 60; i++)
        values[i] = i < 50 ? 5 : 40;
    assert_true(expected_without(values, 60, 1000, 1050, 10, &expected));
    is_near(expected, 50, "ten days of five");
    values[49] = values[48] = NAN;
    assert_true(expected_without(values, 60, 1000, 1050, 2, &expected));
    is_near(expected, 10, "days not known");
    assert_false(expected_without(values, 60, 1000, 1003, 2, &expected));
    assert_false(expected_without(values, 60, 1000, 900, 2, &expected));
    for (int i = 0; i < 50; i++)
        values[i] = 0;
    assert_false(expected_without(values, 60, 1000, 1040, 2, &expected) && expected > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_units_believe_the_pool),
        cmocka_unit_test(a_price_has_a_lift_before_it_was_tried),
        cmocka_unit_test(earlier_promotions_teach),
        cmocka_unit_test(a_holiday_repeats_for_its_country),
        cmocka_unit_test(weekdays_are_pulled_to_the_pool),
        cmocka_unit_test(what_would_have_been_is_the_weeks_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
