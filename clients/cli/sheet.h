/*
 * A CSV file whose columns are found by name, in any order and case ("StockCode", "stock code" and
 * "stock_code" are one name); columns that nobody asks for are ignored. Whatever is wrong with a
 * row is said on stderr as file:line: what, up to a limit, and counted.
 */
#ifndef CROSSDOCK_CLI_SHEET_H
#define CROSSDOCK_CLI_SHEET_H

#include "clients/cli/csv.h"

#define SHEET_COLUMNS_MAX 32

/* names: what the column may be called, separated by '|'; the first is how it is called in words. */
struct sheet_column {
    const char *names;
    bool required;
};

struct sheet {
    struct csv *csv;
    const char *path;
    const struct sheet_column *columns; /* ends with NULL names */
    int places[SHEET_COLUMNS_MAX];      /* by column: its place in the file, -1: not there */
    int64_t rows, bad, warned;
};

/* False after saying why: no such file, no header, or a required column is missing. */
bool sheet_open(struct sheet *sheet, const char *path, const struct sheet_column *columns) must_check;
void sheet_close(struct sheet *sheet);

/* Does the header of this file have all required columns? Says nothing. */
bool sheet_fits(const char *path, const struct sheet_column *columns);

/* Where the columns are in the row that csv is at (its header); false: a required one is missing,
 * *missing tells which. */
bool sheet_find_columns(const struct csv *csv, const struct sheet_column *columns, int *places,
                        const char **missing);

/* The next readable row. */
bool sheet_next(struct sheet *sheet);

bool sheet_has(const struct sheet *sheet, int column);
const char *sheet_text(const struct sheet *sheet, int column); /* "" when it is not there */

/* Numbers. An empty cell is the fallback; false when the cell is no such number: the row is bad. */
bool sheet_integer(struct sheet *sheet, int column, int64_t min, int64_t max, int64_t fallback,
                   int64_t *value) must_check;
bool sheet_decimal(struct sheet *sheet, int column, double min, double max, double fallback,
                   double *value) must_check;

/* "1", "true", "yes" and the like. */
bool sheet_flag(const struct sheet *sheet, int column);

/* All rows of a file that go into one command: read_row reads one, false after sheet_bad. False
 * after saying so when a row is bad: then nothing is to be sent. */
bool sheet_read(const char *path, const struct sheet_column *columns,
                bool (*read_row)(struct sheet *sheet, void *context), void *context) must_check;

/* This row is bad. Always false. */
bool sheet_bad(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a row that was read before. */
void sheet_bad_line(struct sheet *sheet, int64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Something of this row is left out or taken otherwise; the row itself is not bad. */
void sheet_warn(struct sheet *sheet, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "2.50" to 250 with two digits after the point; more digits are rounded. False: not a price. */
bool sheet_price(const char *text, int digits, int64_t *minor) must_check;

#endif
