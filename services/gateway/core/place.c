/* See place.h. */
#include "services/gateway/core/place.h"

#include <string.h>

const char *const place_feeds[PLACE_FEEDS] = {"order", "inventory", "fulfillment-routing",
                                              "forecasting"};

static const char *const packages[PLACE_FEEDS] = {"crossdock.order.", "crossdock.inventory.",
                                                  "crossdock.routing.", "crossdock.forecasting."};

int
place_feed_index(const char *feed)
{
    for (int i = 0; i < PLACE_FEEDS; i++)
        if (strcmp(place_feeds[i], feed) == 0)
            return i;
    return -1;
}

int
place_feed_of_type(const char *type)
{
    for (int i = 0; i < PLACE_FEEDS; i++)
        if (strncmp(packages[i], type, strlen(packages[i])) == 0)
            return i;
    return -1;
}

/* A position of at most 63 bits; NULL, or where it ends. */
static const char *
read_position(const char *text, uint64_t *position)
{
    const char *at = text;

    *position = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        const uint64_t digit = (uint64_t)(*at - '0');
        if (*position > ((uint64_t)INT64_MAX - digit) / 10)
            return NULL;
        *position = *position * 10 + digit;
    }
    const bool leading_zero = text[0] == '0' && at - text > 1;
    return at == text || leading_zero ? NULL : at;
}

enum place_kind
place_read(const char *text, struct place *place)
{
    struct place read;

    if (strcmp(text, "earliest") == 0)
        return PLACE_EARLIEST;
    if (strcmp(text, "latest") == 0)
        return PLACE_LATEST;
    for (int i = 0; i < PLACE_FEEDS; i++) {
        text = read_position(text, &read.at[i]);
        if (text == NULL || *text != (i < PLACE_FEEDS - 1 ? '.' : '\0'))
            return PLACE_WRONG;
        text++;
    }
    *place = read;
    return PLACE_AFTER;
}

static char *
write_position(char *to, uint64_t position)
{
    char digits[20];
    size_t count = 0;

    do {
        digits[count++] = (char)('0' + position % 10);
        position /= 10;
    } while (position > 0);
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

size_t
place_write(const struct place *place, char text[PLACE_TEXT_BYTES])
{
    char *end = text;

    for (int i = 0; i < PLACE_FEEDS; i++) {
        if (i > 0)
            *end++ = '.';
        end = write_position(end, place->at[i]);
    }
    *end = '\0';
    return (size_t)(end - text);
}
