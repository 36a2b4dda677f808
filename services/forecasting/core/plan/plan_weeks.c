/*
 * Weeks of a plan: from Monday to Sunday UTC, named by the day of their Monday (ISO 8601 weeks
 * without their numbers). 1970-01-01 was a Thursday.
 */
#include "services/forecasting/core/plan/plan.h"

#define WEEK_DAYS     7
#define MONDAY_OFFSET 3 /* days from the Monday before 1970-01-01 to it */

int32_t
week_of_day(int32_t day)
{
    const int32_t since = (day + MONDAY_OFFSET) % WEEK_DAYS;
    return day - (since < 0 ? since + WEEK_DAYS : since);
}

int32_t
first_plan_week(int32_t planning_day)
{
    const int32_t monday = week_of_day(planning_day);
    return monday == planning_day ? monday : monday + WEEK_DAYS;
}

double
week_within(int32_t monday, int32_t from_day, int32_t to_day)
{
    const int32_t from = from_day > monday ? from_day : monday;
    const int32_t last = monday + WEEK_DAYS - 1;
    const int32_t to = to_day != 0 && to_day < last ? to_day : last;

    return to < from ? 0 : (double)(to - from + 1) / WEEK_DAYS;
}

void
weeks_between(int32_t first_day, int32_t weeks, int32_t from_day, int32_t to_day, int32_t *from,
              int32_t *end)
{
    int32_t first = 0, after = weeks;

    while (first < weeks && from_day != 0 && first_day + first * WEEK_DAYS < from_day)
        first++;
    while (after > 0 && to_day != 0 && first_day + (after - 1) * WEEK_DAYS > to_day)
        after--;
    *from = first;
    *end = after < first ? first : after;
}
