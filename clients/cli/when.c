/* Instants as people read them, see when.h. */
#include <stdio.h>
#include <time.h>

#include "clients/cli/options.h"
#include "clients/cli/when.h"

#define SHELVES   8
#define SECOND_US 1000000

static struct tm
split(int64_t unix_us)
{
    time_t seconds = (time_t)(unix_us / SECOND_US);
    struct tm parts;
    if (options.local)
        localtime_r(&seconds, &parts);
    else
        gmtime_r(&seconds, &parts);
    return parts;
}

const char *
when(int64_t unix_us)
{
    static char shelves[SHELVES][32];
    static unsigned next;
    char *shelf = shelves[next++ % SHELVES];
    if (unix_us == 0)
        return "-";
    struct tm parts = split(unix_us);
    strftime(shelf, sizeof shelves[0], "%Y-%m-%d %H:%M:%S", &parts);
    return shelf;
}

const char *
when_zone(void)
{
    static char zone[32];
    struct tm parts = split((int64_t)time(NULL) * SECOND_US);
    if (!options.local)
        return "UTC";
    strftime(zone, sizeof zone, "%Z", &parts);
    return zone;
}
