/* Days of the week as people write them, see weekdays.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "clients/cli/weekdays.h"

#define DAYS       7
#define EVERY_DAY  0x7fu
#define SEPARATORS ",;+ \t"

static const char *const names[DAYS] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};

/* Which day begins with this word of three letters or more; -1: none. */
static int
day_named(const char *word, size_t length)
{
    for (int day = 0; day < DAYS; day++)
        if (length >= 3 && length <= strlen(names[day]) &&
            strncasecmp(names[day], word, length) == 0)
            return day;
    return -1;
}

/* "mon" or "mon-fri"; a range may pass the end of the week. */
static bool
add_range(const char *word, size_t length, uint32_t *days)
{
    const char *dash = memchr(word, '-', length);
    size_t first_length = dash ? (size_t)(dash - word) : length;
    int first = day_named(word, first_length);
    int last = dash ? day_named(dash + 1, length - first_length - 1) : first;
    if (first < 0 || last < 0)
        return false;
    for (int day = first;; day = (day + 1) % DAYS) {
        *days |= 1u << day;
        if (day == last)
            return true;
    }
}

bool
weekdays_read(const char *text, uint32_t *days)
{
    *days = 0;
    text += strspn(text, SEPARATORS);
    if (strcasecmp(text, "daily") == 0 || strcasecmp(text, "every day") == 0)
        return true;
    if (!*text)
        return false;
    while (*text) {
        size_t length = strcspn(text, SEPARATORS);
        if (!add_range(text, length, days))
            return false;
        text += length;
        text += strspn(text, SEPARATORS);
    }
    if (*days == EVERY_DAY)
        *days = 0;
    return true;
}

const char *
weekdays_write(uint32_t days, char *to)
{
    size_t at = 0;
    if ((days & EVERY_DAY) == 0 || (days & EVERY_DAY) == EVERY_DAY)
        return strcpy(to, "daily");
    for (int day = 0; day < DAYS; day++) {
        int last = day;
        if (!(days >> day & 1))
            continue;
        while (last + 1 < DAYS && (days >> (last + 1) & 1))
            last++;
        at += (size_t)sprintf(to + at, "%s%.3s", at ? "," : "", names[day]);
        if (last > day)
            at += (size_t)sprintf(to + at, "%c%.3s", last > day + 1 ? '-' : ',', names[last]);
        day = last;
    }
    return to;
}
