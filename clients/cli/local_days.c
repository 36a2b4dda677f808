/*
 * Which day it is somewhere, see local_days.h.
 *
 * The C library has one time zone at a time, and changing it reads a file. So the offset is kept
 * for every UTC day that begins and ends with the same one; only on the two days a year on which
 * clocks are changed each instant is asked for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clients/cli/local_days.h"
#include "common/check.h"

#define DAY_SECONDS 86400
#define DAYS_KEPT   4096 /* a power of two: eleven years */

struct kept_day {
    int32_t day_plus_1; /* 0: nothing is kept */
    int32_t offset_s;
    bool changes; /* clocks are changed on it */
};

struct local_zone {
    char name[64]; /* "": UTC */
    struct kept_day days[DAYS_KEPT];
};

struct local_zone *
local_zone_open(const char *name, bool *known)
{
    struct local_zone *zone = calloc(1, sizeof *zone);
    char path[128];

    assert(zone);
    *known = true;
    if (*name == '\0' || strcmp(name, "UTC") == 0)
        return zone;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%.60s", name);
    *known = strlen(name) < sizeof zone->name && !strstr(name, "..") && access(path, R_OK) == 0;
    if (*known)
        strcpy(zone->name, name);
    return zone;
}

void
local_zone_close(struct local_zone **zone)
{
    free(*zone);
    *zone = NULL;
}

static int32_t
ask_offset(const struct local_zone *zone, int64_t unix_s)
{
    static char set[64] = "?";
    const time_t instant = (time_t)unix_s;
    struct tm local;

    if (strcmp(set, zone->name) != 0) {
        strcpy(set, zone->name);
        setenv("TZ", zone->name, 1);
        tzset();
    }
    return localtime_r(&instant, &local) ? (int32_t)local.tm_gmtoff : 0;
}

static const struct kept_day *
keep_day(struct local_zone *zone, int64_t utc_day)
{
    struct kept_day *kept = &zone->days[utc_day & (DAYS_KEPT - 1)];

    if (kept->day_plus_1 != utc_day + 1) {
        kept->day_plus_1 = (int32_t)utc_day + 1;
        kept->offset_s = ask_offset(zone, utc_day * DAY_SECONDS);
        kept->changes = kept->offset_s != ask_offset(zone, (utc_day + 1) * DAY_SECONDS);
    }
    return kept;
}

struct local_moment
local_moment(struct local_zone *zone, int64_t unix_us)
{
    const int64_t unix_s = unix_us / 1000000;
    int64_t local_s = unix_s;

    if (zone->name[0] != '\0') {
        const struct kept_day *day = keep_day(zone, unix_s / DAY_SECONDS);
        local_s += day->changes ? ask_offset(zone, unix_s) : day->offset_s;
    }
    const int64_t local_day = local_s / DAY_SECONDS - (local_s % DAY_SECONDS < 0);
    return (struct local_moment){(int32_t)local_day,
                                 (int32_t)((local_s - local_day * DAY_SECONDS) / 60)};
}
