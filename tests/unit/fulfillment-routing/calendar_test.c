/*
 * Days and cut-offs: an instant in UTC, then the day on which what comes then leaves, and the
 * instant of that day's cut-off. London has an hour of summer from 29 March to 25 October 2026.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/calendar.h"

#define MINUTE_US INT64_C(60000000)

/* Days from civil (Howard Hinnant, chrono-compatible low-level date algorithms). */
static int32_t
day_of(int year, int month, int day)
{
    const int y = year - (month <= 2);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int of_era = y - era * 400;
    const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t
instant_of(const char *text)
{
    int year, month, day, hour, minute;

    assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute), 5);
    return ((int64_t)day_of(year, month, day) * 1440 + hour * 60 + minute) * MINUTE_US;
}

static int32_t
date_of(const char *text)
{
    int year, month, day;

    assert_int_equal(sscanf(text, "%d-%d-%d", &year, &month, &day), 3);
    return day_of(year, month, day);
}

#define WORKDAYS 0x1f

static const struct clock_change no_change[1];
static struct clock_change london[3], tokyo[1], havana[2];

static int
make_zones(void **state)
{
    (void)state;
    london[0] = (struct clock_change){instant_of("2026-01-01 00:00"), 0};
    london[1] = (struct clock_change){instant_of("2026-03-29 01:00"), 3600};
    london[2] = (struct clock_change){instant_of("2026-10-25 01:00"), 0};
    tokyo[0] = (struct clock_change){instant_of("2026-01-01 00:00"), 9 * 3600};
    /* at midnight there the clocks are put forward to 1:00 */
    havana[0] = (struct clock_change){instant_of("2026-01-01 00:00"), -5 * 3600};
    havana[1] = (struct clock_change){instant_of("2026-03-08 05:00"), -4 * 3600};
    return 0;
}

static void
check(struct calendar calendar, const char *now, const char *leaves, const char *cut_off)
{
    const int32_t day = calendar_dispatch_day(&calendar, instant_of(now));

    if (strcmp(leaves, "never") == 0) {
        assert_int_equal(day, CALENDAR_NEVER);
        return;
    }
    assert_int_equal(day, date_of(leaves));
    assert_int_equal(calendar_cut_off_us(&calendar, day), instant_of(cut_off));
}

static void
before_the_cut_off_it_is_todays(void **state)
{
    const struct calendar noon = {no_change, 0, 0, NULL, 0, 720, 0};
    const struct calendar midnight = {no_change, 0, 0, NULL, 0, 0, 0};

    (void)state;
    check(noon, "2026-11-20 11:59", "2026-11-20", "2026-11-20 12:00");
    check(noon, "2026-11-20 12:00", "2026-11-21", "2026-11-21 12:00");
    check(midnight, "2026-11-20 23:59", "2026-11-20", "2026-11-21 00:00");
    check(midnight, "1969-12-31 23:59", "1969-12-31", "1970-01-01 00:00");
}

static void
the_clocks_are_those_of_the_place(void **state)
{
    const struct calendar in_tokyo = {tokyo, 1, 0, NULL, 0, 900, 0};
    const struct calendar in_london = {london, 3, 0, NULL, 0, 900, 0};

    (void)state;
    check(in_tokyo, "2026-07-01 05:59", "2026-07-01", "2026-07-01 06:00");
    check(in_tokyo, "2026-07-01 06:00", "2026-07-02", "2026-07-02 06:00");
    check(in_tokyo, "2026-06-30 20:00", "2026-07-01", "2026-07-01 06:00");
    check(in_london, "2026-07-01 13:59", "2026-07-01", "2026-07-01 14:00");
    check(in_london, "2026-12-01 14:59", "2026-12-01", "2026-12-01 15:00");
    check(in_london, "2026-03-28 15:00", "2026-03-29", "2026-03-29 14:00"); /* 23 hours later */
    check(in_london, "2026-10-24 14:00", "2026-10-25", "2026-10-25 15:00"); /* 25 hours later */
}

static void
a_time_that_does_not_exist_is_when_the_clocks_change(void **state)
{
    const struct calendar half_past_one = {london, 3, 0, NULL, 0, 90, 0};
    const struct calendar half_past_midnight = {havana, 2, 0, NULL, 0, 30, 0};

    (void)state;
    check(half_past_one, "2026-03-29 00:59", "2026-03-29", "2026-03-29 01:00");
    check(half_past_one, "2026-03-29 01:00", "2026-03-30", "2026-03-30 00:30");
    check(half_past_midnight, "2026-03-07 06:00", "2026-03-08", "2026-03-08 05:00");
    check(half_past_midnight, "2026-03-08 05:00", "2026-03-09", "2026-03-09 04:30");
}

static void
closed_days_are_passed_over(void **state)
{
    const int32_t holidays[] = {date_of("2026-12-25"), date_of("2026-12-28")};
    const struct calendar shop = {london, 3, WORKDAYS, holidays, 2, 960, 0};
    const struct calendar slow = {london, 3, WORKDAYS, holidays, 2, 960, 2};
    const struct calendar never = {london, 3, WORKDAYS, holidays, 2, 960, 0};

    (void)state;
    check(shop, "2026-11-20 16:00", "2026-11-23", "2026-11-23 16:00"); /* Friday evening */
    check(shop, "2026-11-21 09:00", "2026-11-23", "2026-11-23 16:00"); /* Saturday */
    check(shop, "2026-12-24 15:59", "2026-12-24", "2026-12-24 16:00");
    check(shop, "2026-12-24 16:00", "2026-12-29", "2026-12-29 16:00");
    check(slow, "2026-12-23 09:00", "2026-12-29", "2026-12-29 16:00"); /* 24th and 29th */
    check(slow, "2026-11-20 16:00", "2026-11-25", "2026-11-25 16:00");
    check(never, "2026-11-22 16:00", "2026-11-23", "2026-11-23 16:00");
}

static void
a_place_that_never_opens(void **state)
{
    int32_t holidays[1200];
    const struct calendar calendar = {london, 3, 0, holidays, 1200, 960, 0};

    (void)state;
    for (int i = 0; i < 1200; i++)
        holidays[i] = date_of("2026-11-20") + i;
    check(calendar, "2026-11-20 09:00", "never", "");
    assert_int_equal(calendar_open_day(&calendar, CALENDAR_NEVER), CALENDAR_NEVER);
}

/* On which day of the week it comes, for one that leaves on a day and takes so many days. */
static void
carriers_count_their_own_days(void **state)
{
    static const struct {
        uint8_t days;
        const char *leaves;
        int32_t transit;
        const char *comes;
    } rows[] = {
        {0, "2026-11-20", 0, "2026-11-20"},
        {0, "2026-11-20", 3, "2026-11-23"},
        {0x7f, "2026-11-20", 3, "2026-11-23"},
        {WORKDAYS, "2026-11-20", 1, "2026-11-23"}, /* Friday to Monday */
        {WORKDAYS, "2026-11-19", 1, "2026-11-20"},
        {WORKDAYS, "2026-11-21", 0, "2026-11-23"}, /* Saturday: fetched on Monday */
        {WORKDAYS, "2026-11-21", 1, "2026-11-24"},
        {WORKDAYS, "2026-11-20", 5, "2026-11-27"},
        {0x01, "2026-11-20", 2, "2026-12-07"}, /* Mondays only: fetched the 23rd */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            carrier_delivers_on(rows[i].days, date_of(rows[i].leaves), rows[i].transit),
            date_of(rows[i].comes));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_the_cut_off_it_is_todays),
        cmocka_unit_test(the_clocks_are_those_of_the_place),
        cmocka_unit_test(a_time_that_does_not_exist_is_when_the_clocks_change),
        cmocka_unit_test(closed_days_are_passed_over),
        cmocka_unit_test(a_place_that_never_opens),
        cmocka_unit_test(carriers_count_their_own_days),
    };

    return cmocka_run_group_tests(tests, make_zones, NULL);
}
