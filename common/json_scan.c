/*
 * JSON as it is read, see json_scan.h.
 */
#include "common/json_scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_BYTES_MAX 64
#define EXPONENT_MAX     10000 /* beyond: surely too large, or zero */

static bool
is_digit(const struct json_scan *scan)
{
    return scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9';
}

char
json_scan_peek(struct json_scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
        scan->at++;
    return scan->at < scan->end ? *scan->at : '\0';
}

bool
json_scan_take(struct json_scan *scan, char wanted)
{
    if (json_scan_peek(scan) != wanted)
        return false;
    scan->at++;
    return true;
}

bool
json_scan_word(struct json_scan *scan, const char *word)
{
    size_t bytes = strlen(word), left = (size_t)(scan->end - scan->at);

    if (left < bytes || memcmp(scan->at, word, bytes) != 0)
        return false;
    if (left > bytes && strchr(" \t\n\r,]}", scan->at[bytes]) == NULL)
        return false;
    scan->at += bytes;
    return true;
}

/* --- strings ---------------------------------------------------------------------------------- */

/* Four hexadecimal digits; -1: they are not. */
static long
hex_value(const char *text, const char *end)
{
    long value = 0;

    if (end - text < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = text[i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            value = value * 16 + ((c | 0x20) - 'a' + 10);
        else
            return -1;
    }
    return value;
}

static bool
is_high_surrogate(long unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

static bool
is_low_surrogate(long unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

/* The character behind \u, a surrogate pair as one; moves *at behind it. -1: there is none. */
static long
take_unicode(const char **at, const char *end)
{
    long unit = hex_value(*at, end);

    if (unit <= 0 || is_low_surrogate(unit))
        return -1;
    *at += 4;
    if (!is_high_surrogate(unit))
        return unit;
    if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
        return -1;
    long low = hex_value(*at + 2, end);
    if (!is_low_surrogate(low))
        return -1;
    *at += 6;
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

static const char *
check_escape(const char **at, const char *end)
{
    if (*at == end)
        return "a quote is missing";
    char c = *(*at)++;
    if (c == 'u')
        return take_unicode(at, end) < 0 ? "has a \\u that is no character" : NULL;
    return strchr("\"\\/bfnrt", c) == NULL ? "has an unknown escape" : NULL;
}

const char *
json_scan_string(struct json_scan *scan, struct json_span *string)
{
    if (!json_scan_take(scan, '"'))
        return "a quote is missing";
    string->text = scan->at;
    while (scan->at < scan->end && *scan->at != '"') {
        unsigned char c = (unsigned char)*scan->at++;
        if (c < ' ')
            return "has a control character that is not escaped";
        const char *wrong = c == '\\' ? check_escape(&scan->at, scan->end) : NULL;
        if (wrong != NULL)
            return wrong;
    }
    string->bytes = (size_t)(scan->at - string->text);
    return json_scan_take(scan, '"') ? NULL : "a quote is missing";
}

static size_t
put_utf8(char *to, long c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t
json_unescape(char *to, struct json_span string)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    const char *at = string.text, *end = string.text + string.bytes;
    size_t bytes = 0;

    while (at < end) {
        char c = *at++;
        if (c != '\\') {
            to[bytes++] = c;
            continue;
        }
        c = *at++;
        if (c == 'u') {
            bytes += put_utf8(to + bytes, take_unicode(&at, end));
            continue;
        }
        const char *letter = strchr(letters, c);
        to[bytes++] = letter != NULL ? meant[letter - letters] : c;
    }
    return bytes;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static bool
take_digits(struct json_scan *scan)
{
    if (!is_digit(scan))
        return false;
    while (is_digit(scan))
        scan->at++;
    return true;
}

static bool
take_one_of(struct json_scan *scan, const char *characters)
{
    if (scan->at == scan->end || strchr(characters, *scan->at) == NULL)
        return false;
    scan->at++;
    return true;
}

const char *
json_scan_number(struct json_scan *scan, struct json_span *number)
{
    number->text = scan->at;
    take_one_of(scan, "-");
    if (!take_one_of(scan, "0") && !take_digits(scan))
        return "is no number";
    if (is_digit(scan))
        return "is a number that begins with 0";
    if (take_one_of(scan, ".") && !take_digits(scan))
        return "is a number without digits after its point";
    if (take_one_of(scan, "eE")) {
        take_one_of(scan, "+-");
        if (!take_digits(scan))
            return "is a number without digits in its exponent";
    }
    number->bytes = (size_t)(scan->at - number->text);
    return NULL;
}

/* The digits of a number without sign and point, and the power of ten that stands for the rest. */
struct decimal {
    char digits[NUMBER_BYTES_MAX];
    size_t count;
    long exponent;
};

static void
split_number(struct json_span number, struct decimal *decimal)
{
    size_t i = *number.text == '-', places = 0;
    bool point = false;

    for (; i < number.bytes && (number.text[i] | 0x20) != 'e'; i++) {
        if (number.text[i] == '.') {
            point = true;
            continue;
        }
        decimal->digits[decimal->count++] = number.text[i];
        places += point;
    }
    bool minus = i + 1 < number.bytes && number.text[i + 1] == '-';
    for (; i < number.bytes; i++) {
        bool digit = number.text[i] >= '0' && number.text[i] <= '9';
        if (digit && decimal->exponent < EXPONENT_MAX)
            decimal->exponent = decimal->exponent * 10 + (number.text[i] - '0');
    }
    decimal->exponent = (minus ? -decimal->exponent : decimal->exponent) - (long)places;
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '0') {
        decimal->count--;
        decimal->exponent++;
    }
}

enum json_whole
json_number_whole(struct json_span number, bool *negative, uint64_t *magnitude)
{
    struct decimal decimal = {.count = 0};

    if (number.bytes > NUMBER_BYTES_MAX)
        return JSON_TOO_LARGE;
    split_number(number, &decimal);
    *magnitude = 0;
    *negative = *number.text == '-';
    if (decimal.count == 0)
        return JSON_WHOLE;
    if (decimal.exponent < 0)
        return JSON_NOT_WHOLE;
    for (size_t i = 0; i < decimal.count + (size_t)decimal.exponent; i++) {
        uint64_t digit = i < decimal.count ? (uint64_t)(decimal.digits[i] - '0') : 0;
        if (__builtin_mul_overflow(*magnitude, 10, magnitude) ||
            __builtin_add_overflow(*magnitude, digit, magnitude))
            return JSON_TOO_LARGE;
    }
    return JSON_WHOLE;
}

bool
json_number_real(struct json_span number, double *real)
{
    char text[NUMBER_BYTES_MAX + 1];

    if (number.bytes > NUMBER_BYTES_MAX)
        return false;
    memcpy(text, number.text, number.bytes);
    text[number.bytes] = '\0';
    *real = strtod(text, NULL);
    return isfinite(*real);
}

/* --- lists ------------------------------------------------------------------------------------ */

static void
skip_string(struct json_scan *scan)
{
    for (scan->at++; scan->at < scan->end && *scan->at != '"'; scan->at++) {
        if (*scan->at == '\\' && scan->at + 1 < scan->end)
            scan->at++;
    }
}

size_t
json_scan_count(struct json_scan scan)
{
    size_t commas = 0, depth = 0;

    if (json_scan_peek(&scan) == ']')
        return 0;
    for (; scan.at < scan.end; scan.at++) {
        char c = *scan.at;
        if (c == '"')
            skip_string(&scan);
        else if (c == '[' || c == '{')
            depth++;
        else if ((c == ']' || c == '}') && depth-- == 0)
            break;
        else if (c == ',' && depth == 0)
            commas++;
        if (scan.at == scan.end)
            break;
    }
    return commas + 1;
}
