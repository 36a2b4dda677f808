/*
 * Days and cut-offs of locations: what core/calendar.c needs to know of each.
 *
 * Of a time zone memory keeps what PostgreSQL tells: when which offset begins to hold, from some
 * weeks ago until some years from now. It is read when a location in a new zone is told, and at
 * start.
 */
#include <stdlib.h>
#include <string.h>

#include "services/fulfillment-routing/memory.h"

const struct time_zone *
time_zone_find(const struct memory *memory, const char *name)
{
    return map_find_text(memory->time_zones, name);
}

void
time_zone_learn(struct memory *memory, const char *name, const struct clock_change *changes,
                uint32_t count)
{
    struct time_zone *zone = map_find_text(memory->time_zones, name);

    if (zone == NULL) {
        zone = map_add_text(memory->time_zones, memory->journal, name, sizeof *zone);
        zone->name = map_text_of(zone);
    }
    struct clock_change *fresh = NULL;
    if (count > 0) {
        fresh = calloc(count, sizeof *fresh);
        assert(fresh != NULL);
        memcpy(fresh, changes, count * sizeof *fresh);
    }
    memory_keep(memory, zone, sizeof *zone);
    memory_replaced(memory, zone->changes, fresh);
    zone->changes = fresh;
    zone->change_count = count;
}

struct calendar
location_calendar(const struct location *location)
{
    struct calendar calendar = {0};

    if (location->zone != NULL) {
        calendar.changes = location->zone->changes;
        calendar.change_count = location->zone->change_count;
    }
    if (location->profile != NULL) {
        calendar.opening_days = location->profile->opening_days;
        calendar.holidays = location->profile->holidays;
        calendar.holiday_count = location->profile->holiday_count;
        calendar.cut_off_minute = location->profile->cut_off_minute;
        calendar.processing_days = location->profile->processing_days;
    }
    return calendar;
}

int32_t
location_leaves_on(struct location *location, int64_t now_us)
{
    if (now_us < location->until_us)
        return location->leaves_on_day;
    const struct calendar calendar = location_calendar(location);
    const int32_t work_day = calendar_work_day(&calendar, now_us);
    if (work_day == CALENDAR_NEVER)
        return CALENDAR_NEVER;
    location->leaves_on_day = calendar_dispatch_day(&calendar, now_us);
    location->until_us = calendar_cut_off_us(&calendar, work_day);
    return location->leaves_on_day;
}

void
calendars_close(struct memory *memory)
{
    const struct time_zone *zone;
    size_t at = 0;

    while ((zone = map_next(memory->time_zones, &at)) != NULL)
        free(zone->changes);
}
