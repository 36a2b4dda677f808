/*
 * Instants as people read them: "2026-11-22 07:20:57", in UTC, or with --local in the time zone of
 * this computer. Whoever prints some of them says once which (when_zone).
 */
#ifndef CROSSDOCK_CLI_WHEN_H
#define CROSSDOCK_CLI_WHEN_H

#include <stdint.h>

/* "-" for 0. Good for the next 8 calls. */
const char *when(int64_t unix_us);
/* "UTC", or the name of the local zone. */
const char *when_zone(void);

#endif
