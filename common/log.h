/*
 * One JSON object per line on stderr, one line per fact:
 *   {"time":"2026-01-31T12:00:00.000000Z","level":"info","service":"order","what":"leader","epoch":"3"}
 *
 *     log_info("leader", "epoch", text_int, NULL)   -- pairs of name and value, ended by NULL
 */
#ifndef CROSSDOCK_LOG_H
#define CROSSDOCK_LOG_H

#include <stdint.h>

void log_open(const char *service);

/* name, value pairs; values are text; ends with NULL. Thread-safe. */
void log_info(const char *what, ...) __attribute__((sentinel));
void log_warning(const char *what, ...) __attribute__((sentinel));
void log_error(const char *what, ...) __attribute__((sentinel));

/* Text of a number for the calls above; good for the next 16 calls of the same thread. */
const char *log_number(int64_t value);

#endif
