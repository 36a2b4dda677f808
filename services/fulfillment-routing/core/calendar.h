/*
 * Days and cut-offs where a location is, by whole numbers; the rules are in calendar.c.
 *
 * A day is counted since 1970-01-01 as it is there. What the clocks there show comes from
 * PostgreSQL, which knows the time zones: when which offset from UTC begins to hold.
 */
#ifndef ROUTING_CALENDAR_H
#define ROUTING_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/* From this instant on clocks are so many seconds ahead of UTC. */
struct clock_change {
    int64_t from_us;
    int32_t ahead_s;
};

struct calendar {
    const struct clock_change *changes; /* ascending; none: UTC */
    uint32_t change_count;
    uint8_t opening_days;    /* bit 0 Monday .. bit 6 Sunday; 0: every day */
    const int32_t *holidays; /* ascending: days on which it is closed */
    uint32_t holiday_count;
    int32_t cut_off_minute;  /* what comes before it counts as this day's: 1..1440; 0: 1440 */
    int32_t processing_days; /* opening days more until it leaves */
};

#define CALENDAR_NEVER INT32_MAX /* it opens on no day of the next three years */

/* The day there at this instant. */
int32_t calendar_day(const struct calendar *calendar, int64_t at_us);
bool calendar_is_open(const struct calendar *calendar, int32_t day);
/* The first opening day from this one on. */
int32_t calendar_open_day(const struct calendar *calendar, int32_t from_day);
/* The opening day whose work an order that comes now is: the first whose cut-off has not passed. */
int32_t calendar_work_day(const struct calendar *calendar, int64_t now_us);
/* When what comes now leaves at the earliest: processing_days opening days later. */
int32_t calendar_dispatch_day(const struct calendar *calendar, int64_t now_us);
/* The instant of that day's cut-off. */
int64_t calendar_cut_off_us(const struct calendar *calendar, int32_t day);

/* On which day a carrier that works on these days (bit 0 Monday; 0: every day) brings what is ready
 * on `dispatch_day`, when it takes so many of them. */
int32_t carrier_delivers_on(uint8_t days, int32_t dispatch_day, int32_t transit_days);

#endif
