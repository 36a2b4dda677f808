/* Aligned columns, see table.h. */
#define _GNU_SOURCE /* vasprintf */
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/table.h"
#include "common/check.h"

#define COLUMNS_MAX 16
#define SHELVES 8

struct table {
    int column_count;
    int widths[COLUMNS_MAX];
    bool right[COLUMNS_MAX];
    char **rows; /* cells separated by '|'; the first row holds the titles */
    size_t row_count, row_max;
};

static int
width_of(const char *text, size_t bytes)
{
    int width = 0;
    for (size_t i = 0; i < bytes; i++)
        width += (text[i] & 0xC0) != 0x80; /* count the starts of UTF-8 characters */
    return width;
}

static void
add_row(struct table *table, char *text)
{
    if (table->row_count == table->row_max) {
        table->row_max = table->row_max ? 2 * table->row_max : 64;
        table->rows = realloc(table->rows, table->row_max * sizeof *table->rows);
        assert(table->rows);
    }
    table->rows[table->row_count++] = text;
    const char *cell = text;
    for (int i = 0; i < table->column_count && cell; i++) {
        size_t bytes = strcspn(cell, "|");
        int width = width_of(cell, bytes);
        table->widths[i] = width > table->widths[i] ? width : table->widths[i];
        cell = cell[bytes] ? cell + bytes + 1 : NULL;
    }
}

struct table *
table_start(const char *titles)
{
    struct table *table = calloc(1, sizeof *table);
    char *plain = calloc(1, strlen(titles) + 1);
    assert(table && plain);
    char *to = plain;
    table->right[0] = *titles == '>';
    table->column_count = 1;
    for (const char *from = titles; *from; from++) {
        if (*from == '>')
            continue;
        *to++ = *from;
        if (*from == '|') {
            assert(table->column_count < COLUMNS_MAX);
            table->right[table->column_count++] = from[1] == '>';
        }
    }
    add_row(table, plain);
    return table;
}

void
table_row(struct table *table, const char *format, ...)
{
    va_list values;
    char *text;
    va_start(values, format);
    int length = vasprintf(&text, format, values);
    va_end(values);
    assert(length >= 0);
    add_row(table, text);
}

static void
print_row(const struct table *table, const char *text, FILE *to)
{
    const char *cell = text;
    for (int i = 0; i < table->column_count && cell; i++) {
        size_t bytes = strcspn(cell, "|");
        int pad = table->widths[i] - width_of(cell, bytes);
        bool last = cell[bytes + strspn(cell + bytes, "|")] == '\0'; /* nothing but empty cells behind it */
        fprintf(to, "%s%*s%.*s%*s", i ? "  " : "", table->right[i] ? pad : 0, "", (int)bytes, cell,
                table->right[i] || last ? 0 : pad, "");
        cell = last ? NULL : cell + bytes + 1;
    }
    fputc('\n', to);
}

void
table_end(struct table **where, FILE *to)
{
    struct table *table = *where;
    for (size_t i = 0; i < table->row_count; i++) {
        print_row(table, table->rows[i], to);
        free(table->rows[i]);
    }
    free(table->rows);
    free(table);
    *where = NULL;
}

const char *
table_clean(const char *text)
{
    static char shelves[SHELVES][1024];
    static unsigned next;
    char *shelf = shelves[next++ % SHELVES];
    size_t i = 0;
    for (; text[i] && i < sizeof shelves[0] - 1; i++)
        shelf[i] = text[i] == '|' || (unsigned char)text[i] < ' ' || text[i] == 127 ? ' ' : text[i];
    shelf[i] = '\0';
    return shelf;
}

const char *
table_number(long long value)
{
    static char shelves[SHELVES][32];
    static unsigned next;
    char digits[32];
    char *shelf = shelves[next++ % SHELVES];
    int count = snprintf(digits, sizeof digits, "%lld", value);
    int start = digits[0] == '-', at = 0;
    for (int i = 0; i < count; i++) {
        if (i > start && (count - i) % 3 == 0)
            shelf[at++] = ',';
        shelf[at++] = digits[i];
    }
    shelf[at] = '\0';
    return shelf;
}
