/*
 * JSON as it is written. Events leave by the ten thousand a second, so the common cases take no
 * format string: whole numbers, decimals of up to six places, runs of plain characters.
 */
#include "common/json_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"

#define ROOM_FIRST     256
#define DIGITS_MAX     20
#define REAL_BYTES_MAX 32
#define DECIMALS       6
#define DECIMALS_SCALE 1000000
#define EXACT_WHOLE_MAX                                                                            \
    9007199254740992.0 /* 2^53: whole numbers up to here are exact in a double */

/* Room for bytes more and the NUL. */
static char *
room_for(struct json_text *to, size_t bytes)
{
    if (to->bytes + bytes + 1 > to->room) {
        size_t room = to->room < ROOM_FIRST ? ROOM_FIRST : to->room;
        while (room < to->bytes + bytes + 1)
            room *= 2;
        to->text = realloc(to->text, room);
        assert(to->text != NULL);
        to->room = room;
    }
    return to->text + to->bytes;
}

static void
grow(struct json_text *to, size_t bytes)
{
    to->bytes += bytes;
    to->text[to->bytes] = '\0';
}

void
json_text_add(struct json_text *to, const char *text, size_t bytes)
{
    memcpy(room_for(to, bytes), text, bytes);
    grow(to, bytes);
}

void
json_text_byte(struct json_text *to, char byte)
{
    *room_for(to, 1) = byte;
    grow(to, 1);
}

static void
add_escaped(struct json_text *to, unsigned char byte)
{
    static const char short_forms[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
    static const char hex[] = "0123456789abcdef";
    const char *found = strchr(short_forms, byte);

    if (found != NULL)
        json_text_add(to, (char[]){'\\', letters[found - short_forms]}, 2);
    else
        json_text_add(to, (char[]){'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]}, 6);
}

void
json_text_string(struct json_text *to, const char *text, size_t bytes)
{
    size_t plain = 0;

    room_for(to, bytes + 2);
    json_text_byte(to, '"');
    for (size_t i = 0; i < bytes; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= ' ' && byte != '"' && byte != '\\')
            continue;
        json_text_add(to, text + plain, i - plain);
        add_escaped(to, byte);
        plain = i + 1;
    }
    if (bytes > plain)
        json_text_add(to, text + plain, bytes - plain);
    json_text_byte(to, '"');
}

/* At least digits_min digits, with zeros in front. */
static void
add_digits(struct json_text *to, uint64_t number, size_t digits_min)
{
    char digits[DIGITS_MAX];
    size_t start = DIGITS_MAX;

    while (number > 0 || DIGITS_MAX - start < digits_min) {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    }
    json_text_add(to, digits + start, DIGITS_MAX - start);
}

void
json_text_unsigned(struct json_text *to, uint64_t number)
{
    add_digits(to, number, 1);
}

void
json_text_signed(struct json_text *to, int64_t number)
{
    if (number < 0)
        json_text_byte(to, '-');
    add_digits(to, number < 0 ? -(uint64_t)number : (uint64_t)number, 1);
}

/* With a point: readers that tell whole numbers from others see which this is. */
static void
add_decimal(struct json_text *to, uint64_t millionths)
{
    uint64_t part = millionths % DECIMALS_SCALE;
    size_t places = DECIMALS;

    add_digits(to, millionths / DECIMALS_SCALE, 1);
    json_text_byte(to, '.');
    while (places > 1 && part % 10 == 0) {
        part /= 10;
        places--;
    }
    add_digits(to, part, places);
}

/* The fewest of 15 to 17 digits that read as the same number; 17 always do. */
static void
add_any_real(struct json_text *to, double number)
{
    char text[REAL_BYTES_MAX];
    int bytes = 0;

    for (int digits = 15; digits <= 17; digits++) {
        bytes = snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    json_text_add(to, text, (size_t)bytes);
    if (strpbrk(text, ".e") == NULL)
        json_text_add(to, ".0", 2);
}

void
json_text_real(struct json_text *to, double number)
{
    double size = fabs(number), millionths = nearbyint(size * DECIMALS_SCALE);

    if (isnan(number)) {
        json_text_add(to, "\"NaN\"", 5);
    } else if (isinf(number)) {
        json_text_add(to, number < 0 ? "\"-Infinity\"" : "\"Infinity\"", number < 0 ? 11 : 10);
    } else if (millionths <= EXACT_WHOLE_MAX && millionths / DECIMALS_SCALE == size) {
        /* Both are exact, so the quotient is the double nearest to this decimal. */
        if (signbit(number))
            json_text_byte(to, '-');
        add_decimal(to, (uint64_t)millionths);
    } else {
        add_any_real(to, number);
    }
}

void
json_text_free(struct json_text *text)
{
    free(text->text);
    *text = (struct json_text){0};
}
