/*
 * The host of an address: a name, or an address in figures. What resolvers take for an address
 * although nobody writes it so (127.1, 0x7f000001, 017700000001) is neither: when the last part of
 * a host is a number, it must be four decimal numbers (the rule of the WHATWG's URL standard).
 */
#include <string.h>

#include "services/gateway/core/webhook.h"

#define NAME_BYTES_MAX  253
#define LABEL_BYTES_MAX 63
#define GROUPS          8 /* of an IPv6 address, 16 bits each */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int
hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four numbers to 255 between dots, none with a 0 before it. */
static bool
read_4(const char *text, size_t bytes, uint8_t address[4])
{
    size_t at = 0;

    for (int i = 0; i < 4; i++) {
        unsigned number = 0;
        const size_t begin = at;
        if (i > 0 && (at == bytes || text[at++] != '.'))
            return false;
        const size_t first = i > 0 ? begin + 1 : begin;
        for (; at < bytes && is_digit(text[at]) && at - first < 3; at++)
            number = number * 10 + (unsigned)(text[at] - '0');
        if (at == first || number > 255 || (text[first] == '0' && at - first > 1))
            return false;
        address[i] = (uint8_t)number;
    }
    return at == bytes;
}

/* One group of 16 bits: up to four hexadecimal digits. */
static bool
read_group(const char *text, size_t bytes, size_t *at, uint8_t *group)
{
    const size_t first = *at;
    unsigned number = 0;

    for (; *at < bytes && *at - first < 4 && hex_digit(text[*at]) >= 0; (*at)++)
        number = number * 16 + (unsigned)hex_digit(text[*at]);
    group[0] = (uint8_t)(number >> 8);
    group[1] = (uint8_t)number;
    return *at > first;
}

/* What "::" stands for is pushed in between at the end. */
static bool
read_6(const char *text, size_t bytes, uint8_t address[16])
{
    size_t at = 0, used = 0, gap = SIZE_MAX;

    memset(address, 0, 16);
    while (at < bytes) {
        if (gap == SIZE_MAX && at + 1 < bytes && text[at] == ':' && text[at + 1] == ':') {
            gap = used;
            at += 2;
            continue;
        }
        if (used > 0 && used != gap && text[at++] != ':')
            return false;
        if (used <= 12 && memchr(text + at, ':', bytes - at) == NULL &&
            memchr(text + at, '.', bytes - at) != NULL) {
            if (!read_4(text + at, bytes - at, address + used))
                return false;
            used += 4;
            break;
        }
        if (used == 16 || !read_group(text, bytes, &at, address + used))
            return false;
        used += 2;
    }
    if (gap == SIZE_MAX)
        return used == 16;
    if (used == 16)
        return false;
    memmove(address + 16 - (used - gap), address + gap, used - gap);
    memset(address + gap, 0, 16 - used);
    return true;
}

/* Labels of letters, digits and dashes within, between dots. */
static bool
is_name(const char *host, size_t bytes)
{
    size_t label = 0;

    for (size_t i = 0; i <= bytes; i++) {
        if (i < bytes && host[i] != '.') {
            if (!is_letter(host[i]) && !is_digit(host[i]) && host[i] != '-')
                return false;
            label++;
            continue;
        }
        if (label == 0 || label > LABEL_BYTES_MAX || host[i - label] == '-' || host[i - 1] == '-')
            return false;
        label = 0;
    }
    return bytes <= NAME_BYTES_MAX;
}

static bool
ends_in_a_number(const char *host, size_t bytes)
{
    size_t first = bytes, digits = 0;

    while (first > 0 && host[first - 1] != '.')
        first--;
    const char *last = host + first;
    const size_t length = bytes - first;
    while (digits < length && is_digit(last[digits]))
        digits++;
    return digits == length || (last[0] == '0' && (last[1] == 'x' || last[1] == 'X'));
}

enum webhook_host
webhook_host_read(const char *host, size_t bytes, uint8_t address[16])
{
    if (bytes > 2 && host[0] == '[')
        return host[bytes - 1] == ']' && read_6(host + 1, bytes - 2, address) ? HOST_ADDRESS_6
                                                                              : HOST_NONE;
    if (bytes == 0 || !is_name(host, bytes))
        return HOST_NONE;
    if (!ends_in_a_number(host, bytes))
        return HOST_NAME;
    return read_4(host, bytes, address) ? HOST_ADDRESS_4 : HOST_NONE;
}
