/*
 * JSON as it is read: the pieces of a text, taken one after the other (RFC 8259). Takes no memory.
 *
 * A parser that hands out a tree would spend memory before anything is known of the text, and would
 * round numbers that protobuf keeps; so the mapping takes the pieces itself.
 */
#ifndef CROSSDOCK_JSON_SCAN_H
#define CROSSDOCK_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The text must be valid UTF-8 without NUL. */
struct json_scan {
    const char *at, *end;
};

struct json_span {
    const char *text;
    size_t bytes;
};

/* The next character that is not blank; NUL at the end. */
char json_scan_peek(struct json_scan *scan);
/* Step over this character if it comes next. */
bool json_scan_take(struct json_scan *scan, char wanted);
/* Step over this word if it comes next and ends there. */
bool json_scan_word(struct json_scan *scan, const char *word);

/* A string without its quotes, still escaped; NULL, or what is wrong with it. */
const char *json_scan_string(struct json_scan *scan, struct json_span *string);
/* Resolve the escapes of such a string; never longer than before. Returns the bytes written. */
size_t json_unescape(char *to, struct json_span string);

/* NULL, or what is wrong with it. */
const char *json_scan_number(struct json_scan *scan, struct json_span *number);

/* How many values the list has that was just opened, judged by its commas and brackets alone: right
 * when the list is well formed. Moves nothing. */
size_t json_scan_count(struct json_scan scan);

enum json_whole { JSON_WHOLE, JSON_NOT_WHOLE, JSON_TOO_LARGE };
/* The value of a number as json_scan_number took it; 1.0 and 1e3 are whole. */
enum json_whole json_number_whole(struct json_span number, bool *negative, uint64_t *magnitude);
/* False when it is too large for a double, or longer than any double needs to be. */
bool json_number_real(struct json_span number, double *real);

#endif
