/*
 * New items by analogy. Posteriors: Gelman et al., Bayesian Data Analysis (3e), 2.6, the asthma
 * mortality example: prior Gamma(3, 5), 3 deaths in 2.0 (units of 100,000 people): posterior
 * Gamma(6, 7), mean 0.86; with ten years, 30 deaths in 20: Gamma(33, 25), mean 1.32.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "services/forecasting/core/launch/launch.h"

static void
is_near(double found, double expected, const char *what)
{
    if (fabs(found - expected) > 1e-9 * fmax(1, fabs(expected)))
        fail_msg("%s: %.12g, not %.12g", what, found, expected);
}

/* A profile whose first day has the whole exposure of the example. */
static void
the_posterior_is_that_of_the_book(void **state)
{
    struct launch launch = {.profile = {2.0, 18.0}, .shape = 3, .rate = 5};
    const double deaths[] = {3, 27};
    struct launch once = launch;

    (void)state;
    launch_learn(&once, deaths, 1);
    is_near(once.shape, 6, "shape");
    is_near(once.rate, 7, "rate");
    is_near(launch_demand(&once, 1).mean, 6.0 / 7, "mean");
    is_near(launch_demand(&once, 1).variance, 6.0 / 7 * 8 / 7, "variance");
    launch_learn(&launch, deaths, 2);
    is_near(launch.shape, 33, "shape of ten years");
    is_near(launch.rate, 25, "rate of ten years");
    is_near(launch_demand(&launch, 1).mean, 1.32, "mean of ten years");
}

/* Two launches, flat at 2 and at 4 a day: a flat profile of 1/182; totals 364 and 728, mean 546,
 * variance between 66,248 less 546 is above (0.3 x 546)^2 = 26,830. */
static void
analogues_give_profile_and_prior(void **state)
{
    double two[LAUNCH_DAYS], four[LAUNCH_DAYS];
    struct launch launch;

    (void)state;
    for (int i = 0; i < LAUNCH_DAYS; i++) {
        two[i] = 2;
        four[i] = 4;
    }
    const struct analogue both[] = {{two, LAUNCH_DAYS}, {four, LAUNCH_DAYS}};
    assert_true(launch_from_analogues(both, 2, 1, &launch));
    is_near(launch.profile[0], 1.0 / LAUNCH_DAYS, "profile");
    is_near(launch.shape, 546.0 * 546 / 65702, "shape");
    is_near(launch.rate, 546.0 / 65702, "rate");
    is_near(launch_demand(&launch, launch_weight(&launch, 0, 7)).mean, 21, "first week");
    is_near(launch_weight(&launch, 400, 7), 7.0 / LAUNCH_DAYS, "behind the window");

    assert_true(launch_from_analogues(both, 2, 0.5, &launch));
    is_near(launch_demand(&launch, launch_weight(&launch, 0, 7)).mean, 10.5, "half as much");

    assert_true(launch_from_analogues(both, 1, 1, &launch));
    is_near(launch.shape, 1 / 0.36, "one analogue says little");
    two[3] = NAN;
    assert_true(launch_from_analogues(both, 1, 1, &launch));
    is_near(launch_demand(&launch, launch_weight(&launch, 0, 7)).mean, 14, "a day not known");
}

static void
nothing_sold_teaches_nothing(void **state)
{
    static const double zeros[10];
    const struct analogue none = {zeros, 10};
    struct launch launch;

    (void)state;
    assert_false(launch_from_analogues(&none, 1, 1, &launch));
    assert_false(launch_from_analogues(NULL, 0, 1, &launch));
}

/* Twice as much as expected is believed after some weeks, not after a day. */
static void
own_sales_correct_the_analogues(void **state)
{
    double three[LAUNCH_DAYS], six[28];
    struct launch launch;

    (void)state;
    for (int i = 0; i < LAUNCH_DAYS; i++)
        three[i] = 3;
    for (int i = 0; i < 28; i++)
        six[i] = 6;
    const struct analogue analogue = {three, LAUNCH_DAYS};
    assert_true(launch_from_analogues(&analogue, 1, 1, &launch));
    struct launch later = launch;
    launch_learn(&launch, six, 1);
    const double after_a_day = launch_demand(&launch, launch_weight(&launch, 28, 1)).mean;
    launch_learn(&later, six, 28);
    const double after_weeks = launch_demand(&later, launch_weight(&later, 28, 1)).mean;
    assert_true(after_a_day > 3 && after_a_day < 5);
    assert_true(after_weeks > 5.8 && after_weeks < 6);
}

/* The analogue's demand is flat. As long as the item's is, the launch is as good; when it grows
 * every week its own last weeks know better, though not before the eighth. */
static void
own_history_takes_over_when_it_is_better(void **state)
{
    double flat[LAUNCH_DAYS], grows[LAUNCH_DAYS];
    struct launch launch;

    (void)state;
    for (int i = 0; i < LAUNCH_DAYS; i++) {
        flat[i] = 4;
        grows[i] = 1 + i / 7;
    }
    const struct analogue analogue = {flat, LAUNCH_DAYS};
    assert_true(launch_from_analogues(&analogue, 1, 1, &launch));
    assert_false(launch_is_over(&launch, flat, 100));
    assert_true(launch_is_over(&launch, grows, 100));
    assert_true(launch_is_over(&launch, grows, 56));
    assert_false(launch_is_over(&launch, grows, 55));
    grows[60] = NAN;
    assert_true(launch_is_over(&launch, grows, 84));
}

static void
the_nearest_prices_are_chosen(void **state)
{
    static const double prices[] = {100, 10, 0, 50, 9, 11, 10, 8, 1000};
    int chosen[LAUNCH_ANALOGUES_NEAREST];

    (void)state;
    assert_int_equal(launch_nearest(10, prices, 9, chosen), 5);
    static const int expected[] = {1, 6, 5, 4, 7};
    for (int i = 0; i < 5; i++)
        assert_int_equal(chosen[i], expected[i]);
    assert_int_equal(launch_nearest(0, prices, 2, chosen), 2);
    assert_int_equal(chosen[0], 0);
    assert_int_equal(launch_nearest(10, prices, 0, chosen), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_posterior_is_that_of_the_book),
        cmocka_unit_test(analogues_give_profile_and_prior),
        cmocka_unit_test(nothing_sold_teaches_nothing),
        cmocka_unit_test(own_sales_correct_the_analogues),
        cmocka_unit_test(own_history_takes_over_when_it_is_better),
        cmocka_unit_test(the_nearest_prices_are_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
