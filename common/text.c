/*
 * Checks and conversions of text that came from outside.
 */
#include "common/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Well-formed byte sequences by first byte: Unicode Standard, table 3-7. Only the second byte
 * has bounds of its own; the others are 80..BF. */
static const struct form {
    unsigned char first_min, first_max, second_min, second_max;
    size_t bytes;
} forms[] = {
    {0x01, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
};

/* Bytes of the well-formed character at text, 0 if there is none. */
static size_t
character_bytes(const unsigned char *text, size_t bytes)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct form *form = &forms[i];
        if (text[0] < form->first_min || text[0] > form->first_max)
            continue;
        if (form->bytes > bytes)
            return 0;
        if (form->bytes > 1 && (text[1] < form->second_min || text[1] > form->second_max))
            return 0;
        for (size_t k = 2; k < form->bytes; k++) {
            if (text[k] < 0x80 || text[k] > 0xbf)
                return 0;
        }
        return form->bytes;
    }
    return 0;
}

/* Eight bytes at once when all are ASCII and none is NUL. */
static bool
is_plain_word(const char *text)
{
    uint64_t word;

    memcpy(&word, text, sizeof word);
    return ((word | (word - 0x0101010101010101ULL)) & 0x8080808080808080ULL) == 0;
}

bool
text_is_utf8(const char *text, size_t bytes)
{
    size_t at = 0;

    while (at < bytes) {
        if (bytes - at >= 8 && is_plain_word(text + at)) {
            at += 8;
            continue;
        }
        size_t step = character_bytes((const unsigned char *)text + at, bytes - at);
        if (step == 0)
            return false;
        at += step;
    }
    return true;
}

int
text_hex_digit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
}

bool
text_copy(char *to, size_t bytes_max, const char *from)
{
    size_t bytes = strlen(from), fits = bytes < bytes_max ? bytes : bytes_max - 1;

    /* Never end within a character: step back over continuation bytes. */
    while (fits < bytes && fits > 0 && ((unsigned char)from[fits] & 0xc0) == 0x80)
        fits--;
    memcpy(to, from, fits);
    to[fits] = '\0';
    return fits == bytes;
}

bool
text_to_int64(const char *text, int64_t *value)
{
    const char *digits = text[0] == '-' ? text + 1 : text;
    size_t count = strspn(digits, "0123456789");

    if (count == 0 || digits[count] != '\0')
        return false;
    errno = 0;
    long long parsed = strtoll(text, NULL, 10);
    if (errno != 0)
        return false;
    *value = parsed;
    return true;
}

bool
text_to_double(const char *text, double *value)
{
    char *end;

    /* strtod also knows spaces, hexadecimal, inf and nan: not numbers here. */
    if (text[0] == '\0' || text[strspn(text, "0123456789+-.eE")] != '\0')
        return false;
    double parsed = strtod(text, &end);
    if (*end != '\0' || !isfinite(parsed))
        return false;
    *value = parsed;
    return true;
}
