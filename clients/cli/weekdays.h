/*
 * Days of the week as people write them: "mon-fri", "mon,wed,sat", "fri-mon", "daily". As bits: bit
 * 0 is Monday, bit 6 Sunday; every day is 0, as it is in the protocol when nothing is said.
 */
#ifndef CROSSDOCK_CLI_WEEKDAYS_H
#define CROSSDOCK_CLI_WEEKDAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/check.h"

/* False: not days. Words may be separated by ',', ';', '+' or spaces, in any case, short or in
 * full. */
bool weekdays_read(const char *text, uint32_t *days) must_check;

/* "mon-fri"; to must hold 32 bytes. Returns to. */
const char *weekdays_write(uint32_t days, char *to);

#endif
