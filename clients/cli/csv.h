/*
 * Rows of a CSV file, plain or gzip (found out by itself), "-" for standard input. Quoted fields
 * ("a ""b"", c" also over several lines), LF or CRLF, a byte order mark, separated by comma,
 * semicolon or tab (whichever the first line has most of).
 */
#ifndef CROSSDOCK_CLI_CSV_H
#define CROSSDOCK_CLI_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

struct csv;

/* NULL with errno set. */
struct csv *csv_open(const char *path) must_check;
void csv_close(struct csv **csv);

enum csv_row {
    CSV_END,
    CSV_ROW,
    CSV_BROKEN, /* a row that cannot be read (csv_why); the next one may be fine */
};

/* The next row that is not empty. */
enum csv_row csv_next(struct csv *csv);
size_t csv_count(const struct csv *csv);                    /* fields of this row */
const char *csv_field(const struct csv *csv, size_t index); /* trimmed; "" beyond the last */
int64_t csv_line(const struct csv *csv);                    /* where this row begins, from 1 */
const char *csv_why(const struct csv *csv);

/* The separator, "" before the first row. */
char csv_separator(const struct csv *csv);

#endif
