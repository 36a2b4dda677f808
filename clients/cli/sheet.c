/* A CSV file whose columns are found by name, see sheet.h. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/complain.h"
#include "clients/cli/sheet.h"
#include "common/text.h"

#define COMPLAINTS_MAX 20
#define PRICE_MAX 100000000000000 /* far from where more digits would overflow */

/* Equal but for case and everything that is neither letter nor digit. */
static bool
same_name(const char *name, size_t name_bytes, const char *title)
{
    size_t i = 0;
    for (;;) {
        while (i < name_bytes && !isalnum((unsigned char)name[i]))
            i++;
        while (*title && !isalnum((unsigned char)*title))
            title++;
        if (i == name_bytes || !*title)
            return i == name_bytes && !*title;
        if (tolower((unsigned char)name[i++]) != tolower((unsigned char)*title++))
            return false;
    }
}

static int
find_column(const struct csv *csv, const char *names)
{
    for (const char *name = names; *name;) {
        size_t bytes = strcspn(name, "|");
        for (size_t i = 0; i < csv_count(csv); i++)
            if (same_name(name, bytes, csv_field(csv, i)))
                return (int)i;
        name += bytes + (name[bytes] == '|');
    }
    return -1;
}

bool
sheet_find_columns(const struct csv *csv, const struct sheet_column *columns, int *places,
                   const char **missing)
{
    *missing = NULL;
    for (int i = 0; columns[i].names; i++) {
        assert(i < SHEET_COLUMNS_MAX);
        places[i] = find_column(csv, columns[i].names);
        if (places[i] < 0 && columns[i].required && !*missing)
            *missing = columns[i].names;
    }
    return !*missing;
}

bool
sheet_open(struct sheet *sheet, const char *path, const struct sheet_column *columns)
{
    *sheet = (struct sheet){ .path = path, .columns = columns };
    sheet->csv = csv_open(path);
    if (!sheet->csv) {
        cli_complain("%s: %s", path, strerror(errno));
        return false;
    }
    const char *missing;
    if (csv_next(sheet->csv) != CSV_ROW) {
        cli_complain("%s: there is no header line%s%s", path, *csv_why(sheet->csv) ? ": " : "",
                     csv_why(sheet->csv));
    } else if (!sheet_find_columns(sheet->csv, columns, sheet->places, &missing)) {
        cli_complain("%s:%lld: the header line has no column %.*s (known names: %s)", path,
                     (long long)csv_line(sheet->csv), (int)strcspn(missing, "|"), missing, missing);
    } else {
        return true;
    }
    sheet_close(sheet);
    return false;
}

void
sheet_close(struct sheet *sheet)
{
    csv_close(&sheet->csv);
}

bool
sheet_fits(const char *path, const struct sheet_column *columns)
{
    int places[SHEET_COLUMNS_MAX];
    const char *missing;
    struct csv *csv = csv_open(path);
    bool fits = csv && csv_next(csv) == CSV_ROW && sheet_find_columns(csv, columns, places, &missing);
    csv_close(&csv);
    return fits;
}

/* The first few of a kind are said. */
static void
complain(const struct sheet *sheet, int64_t line, int64_t count, const char *format, va_list values)
{
    if (count > COMPLAINTS_MAX)
        return;
    fflush(stdout);
    fprintf(stderr, "%s:%lld: ", sheet->path, (long long)line);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    if (count == COMPLAINTS_MAX)
        fprintf(stderr, "%s: further such rows are only counted\n", sheet->path);
}

bool
sheet_bad(struct sheet *sheet, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    complain(sheet, csv_line(sheet->csv), ++sheet->bad, format, values);
    va_end(values);
    return false;
}

void
sheet_bad_line(struct sheet *sheet, int64_t line, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    complain(sheet, line, ++sheet->bad, format, values);
    va_end(values);
}

void
sheet_warn(struct sheet *sheet, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    complain(sheet, csv_line(sheet->csv), ++sheet->warned, format, values);
    va_end(values);
}

bool
sheet_next(struct sheet *sheet)
{
    for (;;) {
        switch (csv_next(sheet->csv)) {
        case CSV_END:
            return false;
        case CSV_ROW:
            sheet->rows++;
            return true;
        case CSV_BROKEN:
            sheet->rows++;
            sheet_bad(sheet, "%s", csv_why(sheet->csv));
            if (strstr(csv_why(sheet->csv), "compressed"))
                return false; /* there is nothing behind it */
        }
    }
}

bool
sheet_has(const struct sheet *sheet, int column)
{
    return sheet->places[column] >= 0;
}

const char *
sheet_text(const struct sheet *sheet, int column)
{
    return sheet_has(sheet, column) ? csv_field(sheet->csv, (size_t)sheet->places[column]) : "";
}

static int
name_bytes(const struct sheet *sheet, int column)
{
    return (int)strcspn(sheet->columns[column].names, "|");
}

bool
sheet_integer(struct sheet *sheet, int column, int64_t min, int64_t max, int64_t fallback, int64_t *value)
{
    const char *text = sheet_text(sheet, column);
    double decimal;
    *value = fallback;
    if (!*text)
        return true;
    /* "12.0" is a whole number too: spreadsheets write such. */
    bool whole = text_to_int64(text, value);
    if (!whole && text_to_double(text, &decimal) && decimal >= -1e15 && decimal <= 1e15 &&
        decimal == (double)(int64_t)decimal) {
        *value = (int64_t)decimal;
        whole = true;
    }
    if (whole && *value >= min && *value <= max)
        return true;
    return sheet_bad(sheet, "%.*s must be a whole number from %lld to %lld, not '%s'",
                     name_bytes(sheet, column), sheet->columns[column].names, (long long)min,
                     (long long)max, text);
}

bool
sheet_decimal(struct sheet *sheet, int column, double min, double max, double fallback, double *value)
{
    const char *text = sheet_text(sheet, column);
    *value = fallback;
    if (!*text)
        return true;
    if (text_to_double(text, value) && *value >= min && *value <= max)
        return true;
    return sheet_bad(sheet, "%.*s must be a number from %g to %g, not '%s'", name_bytes(sheet, column),
                     sheet->columns[column].names, min, max, text);
}

bool
sheet_flag(const struct sheet *sheet, int column)
{
    char first = *sheet_text(sheet, column);
    return first && strchr("1tTyY", first);
}

bool
sheet_price(const char *text, int digits, int64_t *minor)
{
    int64_t value = 0;
    int after = -1; /* digits after the point so far; -1: no point yet */
    bool any = false, round_up = false;
    for (; *text; text++) {
        if (*text == '.' && after < 0) {
            after = 0;
            continue;
        }
        if (!isdigit((unsigned char)*text))
            return false;
        any = true;
        if (after == digits && !round_up)
            round_up = *text >= '5';
        if (after >= digits) {
            after = digits + 1;
            continue;
        }
        if (value > PRICE_MAX)
            return false;
        value = value * 10 + (*text - '0');
        after += after >= 0;
    }
    for (after = after < 0 ? 0 : after; after < digits; after++) {
        if (value > PRICE_MAX)
            return false;
        value *= 10;
    }
    *minor = value + round_up;
    return any;
}

bool
sheet_read(const char *path, const struct sheet_column *columns,
           bool (*read_row)(struct sheet *sheet, void *context), void *context)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, path, columns))
        return false;
    while (sheet_next(&sheet))
        (void)read_row(&sheet, context); /* what is wrong was said and counted */
    bool good = sheet.bad == 0;
    sheet_close(&sheet);
    if (!good)
        cli_complain("nothing was sent: correct the file first");
    return good;
}
