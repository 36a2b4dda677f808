/*
 * Which day it is somewhere: instants in the calendar of a time zone of the IANA database, as the C
 * library knows it.
 */
#ifndef CROSSDOCK_CLI_LOCAL_DAYS_H
#define CROSSDOCK_CLI_LOCAL_DAYS_H

#include <stdbool.h>
#include <stdint.h>

struct local_zone;

/* "Europe/London"; "" and names that are not known here are UTC (*known tells). */
struct local_zone *local_zone_open(const char *name, bool *known);
void local_zone_close(struct local_zone **zone);

struct local_moment {
    int32_t day;    /* since 1970 */
    int32_t minute; /* of the day */
};
struct local_moment local_moment(struct local_zone *zone, int64_t unix_us);

#endif
