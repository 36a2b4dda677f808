/*
 * JSON as it is written: a text that grows, with strings escaped and numbers exact.
 */
#ifndef CROSSDOCK_JSON_TEXT_H
#define CROSSDOCK_JSON_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* A growing text in malloc'ed memory; zeroed at first, freed by json_text_free. */
struct json_text {
    char *text; /* ends with NUL; NULL before the first byte */
    size_t bytes, room;
};

void json_text_add(struct json_text *to, const char *text, size_t bytes);
void json_text_byte(struct json_text *to, char byte);
/* Quoted and escaped. The text is UTF-8. */
void json_text_string(struct json_text *to, const char *text, size_t bytes);
void json_text_signed(struct json_text *to, int64_t number);
void json_text_unsigned(struct json_text *to, uint64_t number);
/* A text that reads as the same number, always with a point or an exponent; "NaN", "Infinity" and
 * "-Infinity" in quotes. */
void json_text_real(struct json_text *to, double number);
void json_text_free(struct json_text *text);

#endif
