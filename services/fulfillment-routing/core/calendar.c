/*
 * Rule: what comes before the cut-off of an opening day is that day's work and leaves
 * processing_days opening days later; what comes after it is the next opening day's.
 */
#include "services/fulfillment-routing/core/calendar.h"

#include "common/check.h"

#define US_OF_MINUTE    INT64_C(60000000)
#define US_OF_SECOND    INT64_C(1000000)
#define MINUTES_OF_DAY  1440
#define LOOK_AHEAD_DAYS 1100
#define EVERY_DAY       0x7f

/* The last change that is not later; before the first its offset holds, too. */
static int64_t
ahead_us(const struct calendar *calendar, int64_t at_us)
{
    uint32_t low = 0;
    uint32_t high = calendar->change_count;

    if (high == 0)
        return 0;
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (calendar->changes[middle].from_us <= at_us)
            low = middle;
        else
            high = middle;
    }
    return calendar->changes[low].ahead_s * US_OF_SECOND;
}

static int64_t
floor_minutes(int64_t us)
{
    return us >= 0 ? us / US_OF_MINUTE : -((-us + US_OF_MINUTE - 1) / US_OF_MINUTE);
}

static int32_t
day_of_minutes(int64_t minutes)
{
    return (int32_t)(minutes >= 0 ? minutes / MINUTES_OF_DAY
                                  : -((-minutes + MINUTES_OF_DAY - 1) / MINUTES_OF_DAY));
}

/* Minutes since 1970-01-01 00:00 as the clocks there show. */
static int64_t
local_minutes(const struct calendar *calendar, int64_t at_us)
{
    return floor_minutes(at_us + ahead_us(calendar, at_us));
}

static int32_t
cut_off_of(const struct calendar *calendar)
{
    return calendar->cut_off_minute == 0 ? MINUTES_OF_DAY : calendar->cut_off_minute;
}

/* 1970-01-01 was a Thursday. */
static bool
is_among(uint8_t days, int32_t day)
{
    const int32_t weekday = ((day % 7) + 7 + 3) % 7;

    return days == 0 || (days & 1 << weekday) != 0;
}

static bool
is_holiday(const struct calendar *calendar, int32_t day)
{
    uint32_t low = 0;
    uint32_t high = calendar->holiday_count;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (calendar->holidays[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < calendar->holiday_count && calendar->holidays[low] == day;
}

int32_t
calendar_day(const struct calendar *calendar, int64_t at_us)
{
    return day_of_minutes(local_minutes(calendar, at_us));
}

bool
calendar_is_open(const struct calendar *calendar, int32_t day)
{
    return is_among(calendar->opening_days, day) && !is_holiday(calendar, day);
}

int32_t
calendar_open_day(const struct calendar *calendar, int32_t from_day)
{
    if (from_day == CALENDAR_NEVER)
        return CALENDAR_NEVER;
    for (int32_t day = from_day; day < from_day + LOOK_AHEAD_DAYS; day++) {
        if (calendar_is_open(calendar, day))
            return day;
    }
    return CALENDAR_NEVER;
}

int32_t
calendar_work_day(const struct calendar *calendar, int64_t now_us)
{
    const int64_t minutes = local_minutes(calendar, now_us);
    const int32_t today = day_of_minutes(minutes);
    const int64_t minute = minutes - (int64_t)today * MINUTES_OF_DAY;

    return calendar_open_day(calendar, minute < cut_off_of(calendar) ? today : today + 1);
}

int32_t
calendar_dispatch_day(const struct calendar *calendar, int64_t now_us)
{
    int32_t day = calendar_work_day(calendar, now_us);

    for (int32_t i = 0; i < calendar->processing_days && day != CALENDAR_NEVER; i++)
        day = calendar_open_day(calendar, day + 1);
    return day;
}

/* Where the clocks are put forward over a time, that time is when they are. */
static int64_t
instant_of(const struct calendar *calendar, int64_t shown_us)
{
    const int64_t first = shown_us - ahead_us(calendar, shown_us);
    const int64_t second = shown_us - ahead_us(calendar, first);
    const int64_t from = first < second ? first : second;

    if (second + ahead_us(calendar, second) == shown_us)
        return second;
    for (uint32_t i = 0; i < calendar->change_count; i++) {
        if (calendar->changes[i].from_us > from)
            return calendar->changes[i].from_us;
    }
    return from;
}

int64_t
calendar_cut_off_us(const struct calendar *calendar, int32_t day)
{
    return instant_of(calendar,
                      ((int64_t)day * MINUTES_OF_DAY + cut_off_of(calendar)) * US_OF_MINUTE);
}

int32_t
carrier_delivers_on(uint8_t days, int32_t dispatch_day, int32_t transit_days)
{
    int32_t day = dispatch_day;

    if ((days & EVERY_DAY) == 0 || (days & EVERY_DAY) == EVERY_DAY)
        return day + transit_days;
    while (!is_among(days, day))
        day++;
    for (int32_t i = 0; i < transit_days; i++) {
        do
            day++;
        while (!is_among(days, day));
    }
    return day;
}
