/* When the clocks of a time zone are changed, as the C library knows it (IANA names). */
#ifndef CROSSDOCK_CLI_CLOCK_CHANGES_H
#define CROSSDOCK_CLI_CLOCK_CHANGES_H

#include "services/fulfillment-routing/core/calendar.h"

struct clock_changes {
    struct clock_change *list; /* of the years 1990 to 2049, and what holds before */
    uint32_t count;            /* 0: UTC */
};

/* "Europe/London"; "" is UTC. False: there is no such zone here, and UTC is taken. */
bool clock_changes_read(struct clock_changes *changes, const char *zone);
void clock_changes_forget(struct clock_changes *changes);

#endif
