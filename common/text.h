/*
 * Checks and conversions of text that came from outside.
 */
#ifndef CROSSDOCK_TEXT_H
#define CROSSDOCK_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 without NUL (RFC 3629: no surrogates, no overlong forms). */
bool text_is_utf8(const char *text, size_t bytes);
/* Bounded copy, always terminated; false when it did not fit. */
bool text_copy(char *to, size_t bytes_max, const char *from);
int text_hex_digit(char letter); /* 0..15, of either case; -1: none */
bool text_to_int64(const char *text, int64_t *value);
bool text_to_double(const char *text, double *value);

#endif
