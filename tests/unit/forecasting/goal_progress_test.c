/*
 * Progress of goals, by hand: a month of 30 days from day 100 to 129.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "services/forecasting/core/plan/goal_progress.h"

/* today, goal units, goal revenue, sold, revenue, price, has plan, planned rest
 * : expected units, expected revenue, on track, outlook */
/* clang-format off */
static const char goals[] =
    "110 300     0 100 0    0 1 200 : 300 0     1      on\n"
    "110 300     0 100 0    0 0   0 : 300 0     1      on\n"     /* no plan: goes on as the ten days before */
    "110 300     0 150 0    0 0   0 : 450 0     1.5    ahead\n"
    "110 300     0  50 0    0 1 100 : 150 0      .5    behind\n"
    "115 300     0 310 0    0 1  50 : 360 0     1.2    reached\n"
    "130 300     0 299 0    0 1   0 : 299 0      .996666666666667 missed\n"
    "110   0 90000 100 30000 300 1 200 : 300 90000 1   on\n"
    "110 200 90000 100 30000 150 1 200 : 300 60000 .666666666666667 behind\n" /* the goal that is further off */
    "100 300     0   0 0    0 0   0 :   0 0     0      behind\n"  /* nothing to go by yet */
    " 90 300     0   0 0    0 1 330 : 330 0     1.1    ahead\n";  /* not begun */
/* clang-format on */

static void
goals_are_held_against_plan_and_actual(void **state)
{
    static const char *const names[] = {"ahead", "on", "behind", "reached", "missed"};

    (void)state;
    for (const char *at = goals; *at != '\0';) {
        struct goal_facts facts = {.from_day = 100, .to_day = 129, .currency_share = 1};
        double units, revenue, on_track;
        char outlook[16];
        int has_plan, bytes;
        assert_int_equal(sscanf(at, "%d %lf %ld %lf %ld %lf %d %lf : %lf %lf %lf %15s\n%n",
                                &facts.today, &facts.units, &facts.revenue_minor,
                                &facts.actual_units, &facts.actual_revenue_minor,
                                &facts.price_minor, &has_plan, &facts.planned_rest, &units,
                                &revenue, &on_track, outlook, &bytes),
                         12);
        print_message("%.*s", bytes, at);
        at += bytes;
        facts.has_plan = has_plan != 0;
        const struct goal_progress got = goal_progress(&facts);
        assert_true(fabs(got.expected_units - units) < 1e-9);
        assert_true(fabs(got.expected_revenue_minor - revenue) < 1e-6);
        assert_true(fabs(got.on_track - on_track) < 1e-9);
        assert_string_equal(names[got.outlook], outlook);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_are_held_against_plan_and_actual),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
