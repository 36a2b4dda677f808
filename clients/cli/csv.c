/* Rows of a CSV file, see csv.h. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "clients/cli/csv.h"
#include "common/text.h"

#define BUFFER_BYTES (1u << 17)
#define ROW_BYTES_MAX (1u << 20)
#define FIELDS_MAX 512

struct csv {
    gzFile file;
    unsigned char *buffer;
    size_t used, at;
    int64_t line, row_line;
    char separator;
    bool torn; /* compressed data that does not go on: told once */
    char *row; /* the fields of the row, each ended by NUL */
    size_t row_bytes;
    size_t starts[FIELDS_MAX];
    size_t count;
    const char *why;
};

struct csv *
csv_open(const char *path)
{
    gzFile file = strcmp(path, "-") == 0 ? gzdopen(dup(STDIN_FILENO), "r") : gzopen(path, "r");
    if (!file)
        return NULL;
    struct csv *csv = calloc(1, sizeof *csv);
    assert(csv);
    csv->file = file;
    csv->buffer = malloc(BUFFER_BYTES);
    csv->row = malloc(ROW_BYTES_MAX + 1);
    assert(csv->buffer && csv->row);
    csv->line = 1;
    return csv;
}

void
csv_close(struct csv **where)
{
    struct csv *csv = *where;
    if (!csv)
        return;
    gzclose(csv->file);
    free(csv->buffer);
    free(csv->row);
    free(csv);
    *where = NULL;
}

/* A copy that was cut off reads like a shorter file, until zlib is asked. */
static bool
is_cut_off(struct csv *csv)
{
    int code;
    gzerror(csv->file, &code);
    return code == Z_BUF_ERROR;
}

static bool
fill(struct csv *csv)
{
    int got = gzread(csv->file, csv->buffer, BUFFER_BYTES);
    csv->used = got > 0 ? (size_t)got : 0;
    csv->at = 0;
    if (csv->torn)
        return false;
    if (got < 0)
        csv->why = "the compressed data is damaged";
    else if (got == 0 && is_cut_off(csv))
        csv->why = "the compressed data is cut off here: the rest of the file is missing";
    csv->torn = csv->why && got <= 0;
    return got > 0;
}

/* The next byte without taking it, or -1. */
static int
peek(struct csv *csv)
{
    if (csv->at == csv->used && !fill(csv))
        return -1;
    return csv->buffer[csv->at];
}

static int
take(struct csv *csv)
{
    int byte = peek(csv);
    if (byte >= 0)
        csv->at++;
    if (byte == '\n')
        csv->line++;
    return byte;
}

/* Before the first row: drop the byte order mark, choose the separator by the first line. */
static void
look_at_start(struct csv *csv)
{
    static const char separators[] = ",;\t";
    size_t counts[3] = { 0 }, best = 0;
    if (peek(csv) < 0)
        return;
    if (csv->used >= 3 && memcmp(csv->buffer, "\xEF\xBB\xBF", 3) == 0)
        csv->at = 3;
    for (size_t i = csv->at; i < csv->used && csv->buffer[i] != '\n'; i++)
        for (size_t n = 0; n < 3; n++)
            counts[n] += csv->buffer[i] == separators[n];
    for (size_t n = 1; n < 3; n++)
        if (counts[n] > counts[best])
            best = n;
    csv->separator = separators[best];
}

static bool
put(struct csv *csv, int byte)
{
    if (csv->row_bytes >= ROW_BYTES_MAX) {
        csv->why = "the row is longer than 1 MiB (a quote that is never closed?)";
        return false;
    }
    csv->row[csv->row_bytes++] = (char)byte;
    return true;
}

static bool
end_field(struct csv *csv, size_t start)
{
    while (csv->row_bytes > start && (csv->row[csv->row_bytes - 1] == ' ' || csv->row[csv->row_bytes - 1] == '\r'))
        csv->row_bytes--;
    while (start < csv->row_bytes && csv->row[start] == ' ')
        start++;
    if (csv->count == FIELDS_MAX) {
        csv->why = "the row has more than 512 fields";
        return false;
    }
    if (!text_is_utf8(csv->row + start, csv->row_bytes - start)) {
        csv->why = "the row is not UTF-8 text";
        return false;
    }
    csv->starts[csv->count++] = start;
    return put(csv, '\0');
}

/* The inside of quotes, the opening one being taken. */
static bool
take_quoted(struct csv *csv)
{
    for (;;) {
        int byte = take(csv);
        if (byte < 0) {
            csv->why = "a quote is never closed";
            return false;
        }
        if (byte == '"') {
            if (peek(csv) != '"')
                return true;
            take(csv);
        }
        if (!put(csv, byte))
            return false;
    }
}

static bool
take_row(struct csv *csv)
{
    csv->count = csv->row_bytes = 0;
    size_t start = 0;
    bool quoted = false;
    for (;;) {
        int byte = take(csv);
        if (byte < 0 || byte == '\n')
            return end_field(csv, start);
        if (byte == csv->separator) {
            if (!end_field(csv, start))
                return false;
            start = csv->row_bytes;
            quoted = false;
        } else if (byte == '"' && !quoted && csv->row_bytes == start && csv->separator != '\t') {
            quoted = true; /* a quote inside an unquoted field, or in a tab separated file, is just itself */
            if (!take_quoted(csv))
                return false;
        } else if (!put(csv, byte)) {
            return false;
        }
    }
}

static void
skip_line(struct csv *csv)
{
    int byte;
    do
        byte = take(csv);
    while (byte >= 0 && byte != '\n');
}

enum csv_row
csv_next(struct csv *csv)
{
    if (!csv->separator)
        look_at_start(csv);
    for (;;) {
        csv->why = NULL;
        if (peek(csv) < 0) {
            csv->count = 0;
            csv->row_line = csv->line;
            return csv->why ? CSV_BROKEN : CSV_END;
        }
        csv->row_line = csv->line;
        if (!take_row(csv) || csv->why) {
            if (csv->at > 0 && csv->buffer[csv->at - 1] != '\n')
                skip_line(csv);
            csv->count = 0;
            return CSV_BROKEN;
        }
        if (csv->count > 1 || csv->row[csv->starts[0]] != '\0')
            return CSV_ROW;
    }
}

size_t
csv_count(const struct csv *csv)
{
    return csv->count;
}

const char *
csv_field(const struct csv *csv, size_t index)
{
    return index < csv->count ? csv->row + csv->starts[index] : "";
}

int64_t
csv_line(const struct csv *csv)
{
    return csv->row_line;
}

const char *
csv_why(const struct csv *csv)
{
    return csv->why ? csv->why : "";
}

char
csv_separator(const struct csv *csv)
{
    return csv->separator;
}
