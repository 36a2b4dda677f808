/*
 * Instants in the many ways files write them, always read as UTC unless they name an offset:
 *
 *   2010-12-01 08:26:00   2010-12-01T08:26:00.5Z   2010-12-01T08:26+01:00   2010/12/01   20101201
 *   12/1/2010 8:26        month first, unless the first number is over 12   (01.12.2010: day first)
 *   1291191960            seconds since 1970; 13 digits: milliseconds; 16 digits: microseconds
 */
#ifndef CROSSDOCK_CLI_DATES_H
#define CROSSDOCK_CLI_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "common/check.h"

/* False: not an instant between the years 1970 and 9999. */
bool date_read(const char *text, int64_t *unix_us) must_check;

/* "2010-12-01T08:26:00.000000Z"; to must hold 32 bytes. Returns to. */
const char *date_write(int64_t unix_us, char *to);
/* "2010-12-01" from days since 1970. */
const char *date_write_day(int64_t day, char *to);

#endif
