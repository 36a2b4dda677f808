/*
 * Weeks of a plan. Days checked against a calendar: 20409 is Monday 2025-11-17.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/plan/plan.h"

/* day : Monday of its week, first week of a plan made then */
/* clang-format off */
static const char weeks[] =
    "20409 : 20409 20409\n" /* on a Monday the week has only begun */
    "20410 : 20409 20416\n"
    "20415 : 20409 20416\n" /* Sunday */
    "20416 : 20416 20416\n"
    "    0 :    -3     4\n" /* Thursday 1970-01-01 */
    "    4 :     4     4\n"
    "   -3 :    -3    -3\n"
    "   -4 :   -10    -3\n";

/* Monday, from, to : sevenths of the week within */
static const char parts[] =
    "20409     0     0 : 7\n"
    "20409 20409 20415 : 7\n"
    "20409 20410 20411 : 2\n"
    "20409 20400 20409 : 1\n"
    "20409 20415 30000 : 1\n"
    "20409 20416 20420 : 0\n"
    "20409 20400 20408 : 0\n"
    "20409     0 20411 : 3\n";

/* from, to : first week and the week after the last, of 4 weeks from 20409 */
static const char ranges[] =
    "    0     0 : 0 4\n"
    "20409 20409 : 0 1\n"
    "20410 20430 : 1 4\n" /* weeks that begin within */
    "20410 20415 : 1 1\n"
    "20416 20423 : 1 3\n"
    "20500     0 : 4 4\n"
    "    0 20400 : 0 0\n";
/* clang-format on */

static void
days_have_weeks(void **state)
{
    int day, monday, first, bytes;

    (void)state;
    for (const char *at = weeks; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%d : %d %d\n%n", &day, &monday, &first, &bytes), 3);
        print_message("%.*s", bytes, at);
        assert_int_equal(week_of_day(day), monday);
        assert_int_equal(first_plan_week(day), first);
    }
}

static void
weeks_count_in_part(void **state)
{
    int monday, from, to, days, bytes;

    (void)state;
    for (const char *at = parts; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%d %d %d : %d\n%n", &monday, &from, &to, &days, &bytes), 4);
        print_message("%.*s", bytes, at);
        assert_true(week_within(monday, from, to) == days / 7.0);
    }
}

static void
days_choose_weeks(void **state)
{
    int from_day, to_day, from, end, bytes;

    (void)state;
    for (const char *at = ranges; *at != '\0'; at += bytes) {
        int32_t first, after;
        assert_int_equal(sscanf(at, "%d %d : %d %d\n%n", &from_day, &to_day, &from, &end, &bytes),
                         4);
        print_message("%.*s", bytes, at);
        weeks_between(20409, 4, from_day, to_day, &first, &after);
        assert_int_equal(first, from);
        assert_int_equal(after, end);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_weeks),
        cmocka_unit_test(weeks_count_in_part),
        cmocka_unit_test(days_choose_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
