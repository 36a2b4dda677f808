/* When the clocks of a time zone are changed, see clock_changes.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clients/cli/clock_changes.h"
#include "common/check.h"

#define DAY_S   INT64_C(86400)
#define STEP_S  (7 * DAY_S)     /* nowhere are clocks changed twice in a week */
#define FIRST_S (7305 * DAY_S)  /* 1990-01-01 */
#define LAST_S  (29220 * DAY_S) /* 2050-01-01 */

static int32_t
ahead_s(int64_t at_s)
{
    const time_t instant = (time_t)at_s;
    struct tm local;

    return localtime_r(&instant, &local) ? (int32_t)local.tm_gmtoff : 0;
}

/* The first second of the new offset, in a time that begins and ends with different ones. */
static int64_t
find_change(int64_t from_s, int64_t to_s)
{
    const int32_t before_s = ahead_s(from_s);

    while (to_s - from_s > 1) {
        const int64_t middle_s = from_s + (to_s - from_s) / 2;
        if (ahead_s(middle_s) == before_s)
            from_s = middle_s;
        else
            to_s = middle_s;
    }
    return to_s;
}

static void
add(struct clock_changes *changes, int64_t from_s)
{
    changes->list = realloc(changes->list, (changes->count + 1) * sizeof *changes->list);
    assert(changes->list);
    changes->list[changes->count++] = (struct clock_change){from_s * 1000000, ahead_s(from_s)};
}

static bool
is_known(const char *zone)
{
    char path[128];

    return strlen(zone) < 64 && !strstr(zone, "..") &&
           snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone) > 0 &&
           access(path, R_OK) == 0;
}

/* The C library has one time zone, that of the user: it is given back. */
bool
clock_changes_read(struct clock_changes *changes, const char *zone)
{
    char *given = getenv("TZ");

    *changes = (struct clock_changes){NULL, 0};
    if (*zone == '\0' || strcmp(zone, "UTC") == 0)
        return true;
    if (!is_known(zone))
        return false;
    given = given ? strdup(given) : NULL;
    setenv("TZ", zone, 1);
    tzset();
    add(changes, FIRST_S);
    for (int64_t at_s = FIRST_S; at_s < LAST_S; at_s += STEP_S)
        if (changes->list[changes->count - 1].ahead_s != ahead_s(at_s + STEP_S))
            add(changes, find_change(at_s, at_s + STEP_S));
    if (given)
        setenv("TZ", given, 1);
    else
        unsetenv("TZ");
    tzset();
    free(given);
    return true;
}

void
clock_changes_forget(struct clock_changes *changes)
{
    free(changes->list);
    *changes = (struct clock_changes){NULL, 0};
}
