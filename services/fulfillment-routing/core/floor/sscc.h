/*
 * Serial shipping container codes (GS1 General Specifications, 3.3.1): extension digit, company
 * prefix, serial reference, check digit: 18 digits that name one parcel in the world.
 */
#ifndef ROUTING_SSCC_H
#define ROUTING_SSCC_H

#include <stdbool.h>
#include <stdint.h>

#define SSCC_DIGITS       18
#define SSCC_PREFIX_MIN   7
#define SSCC_PREFIX_MAX   10
#define SSCC_SERIES_BYTES (1 + SSCC_PREFIX_MAX + 1) /* extension digit and prefix as text */

/* 7 to 10 digits. */
bool sscc_prefix_is_valid(const char *prefix);
/* 18 digits, the last of which is right. */
bool sscc_is_valid(const char *sscc);
/* Numbers of a prefix are given out in series: 0 and prefix, 1 and prefix, ... 9 and prefix. */
int64_t sscc_serials_of(const char *prefix); /* of one series: 0 .. that - 1 */
void sscc_series(const char *prefix, int extension, char series[SSCC_SERIES_BYTES]);
/* sscc: SSCC_DIGITS and NUL. */
void sscc_make(const char *series, int64_t serial, char sscc[SSCC_DIGITS + 1]);
/* The serial of a valid SSCC in this series; -1: it is of another. */
int64_t sscc_serial_in(const char *sscc, const char *series);

#endif
