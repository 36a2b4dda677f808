/*
 * One JSON object per line on stderr, written with one write(2), so that lines of several threads
 * and processes do not mix. A line holds at most PIPE_BUF bytes; what does not fit is cut off, and
 * the line stays valid JSON.
 */
#include "common/log.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/text.h"

#define LINE_BYTES_MAX PIPE_BUF
#define CLOSING_BYTES  3 /* "} and the newline */
#define NUMBERS        16

struct line {
    char text[LINE_BYTES_MAX];
    size_t bytes;
    bool full;
};

static char service_name[64] = "-";

void
log_open(const char *service)
{
    if (!text_copy(service_name, sizeof service_name, service))
        log_warning("log", "cut", service, NULL);
}

static void
put(struct line *line, const char *text, size_t bytes)
{
    if (line->full || bytes > LINE_BYTES_MAX - CLOSING_BYTES - line->bytes) {
        line->full = true;
        return;
    }
    memcpy(line->text + line->bytes, text, bytes);
    line->bytes += bytes;
}

/* Bytes of the UTF-8 character at text; 0 if it is none. */
static size_t
utf8_bytes(const char *text, size_t bytes)
{
    for (size_t length = 1; length <= 4 && length <= bytes; length++) {
        if (text_is_utf8(text, length))
            return length;
    }
    return 0;
}

static void
put_escaped(struct line *line, const char *text)
{
    size_t left = strlen(text);

    while (left > 0 && !line->full) {
        char escape[8];
        size_t step = utf8_bytes(text, left);
        if (step == 0)
            put(line, "\\ufffd", 6);
        else if (*text == '"' || *text == '\\')
            put(line, (char[]){'\\', *text}, 2);
        else if ((unsigned char)*text < 0x20 || *text == 0x7f)
            put(line, escape,
                (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned char)*text));
        else
            put(line, text, step);
        step = step == 0 ? 1 : step;
        text += step;
        left -= step;
    }
}

/* ,"name":"value without the closing quote, which the next pair or the end of the line brings */
static void
put_pair(struct line *line, const char *name, const char *value)
{
    size_t start = line->bytes;

    put(line, start == 0 ? "{\"" : "\",\"", start == 0 ? 2 : 3);
    put_escaped(line, name);
    put(line, "\":\"", 3);
    if (line->full)
        line->bytes = start; /* no half a name */
    else
        put_escaped(line, value == NULL ? "" : value);
}

static void
put_time(struct line *line)
{
    struct timespec now;
    struct tm utc;
    char text[64];

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    size_t length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text + length, sizeof text - length, ".%06ldZ", now.tv_nsec / 1000);
    put_pair(line, "time", text);
}

static void
write_line(struct line *line)
{
    memcpy(line->text + line->bytes, "\"}\n", CLOSING_BYTES);
    ssize_t written;
    do
        written = write(STDERR_FILENO, line->text, line->bytes + CLOSING_BYTES);
    while (written < 0 && errno == EINTR);
}

static void
log_line(const char *level, const char *what, va_list pairs)
{
    struct line line;
    const char *name;

    line.bytes = 0;
    line.full = false;
    put_time(&line);
    put_pair(&line, "level", level);
    put_pair(&line, "service", service_name);
    put_pair(&line, "what", what);
    while ((name = va_arg(pairs, const char *)) != NULL)
        put_pair(&line, name, va_arg(pairs, const char *));
    write_line(&line);
}

void
log_info(const char *what, ...)
{
    va_list pairs;

    va_start(pairs, what);
    log_line("info", what, pairs);
    va_end(pairs);
}

void
log_warning(const char *what, ...)
{
    va_list pairs;

    va_start(pairs, what);
    log_line("warning", what, pairs);
    va_end(pairs);
}

void
log_error(const char *what, ...)
{
    va_list pairs;

    va_start(pairs, what);
    log_line("error", what, pairs);
    va_end(pairs);
}

const char *
log_number(int64_t value)
{
    static _Thread_local char texts[NUMBERS][24];
    static _Thread_local unsigned next;
    char *text = texts[next++ % NUMBERS];

    snprintf(text, sizeof texts[0], "%" PRId64, value);
    return text;
}
