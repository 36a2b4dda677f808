/* Instants in words and back, see dates.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "clients/cli/dates.h"

#define SECOND_US INT64_C(1000000)
#define DAY_SECONDS INT64_C(86400)
#define DATE_BYTES 32

struct moment {
    int64_t year, month, day, hour, minute, second, fraction_us, offset_minutes;
};

/* Days since 1970 of a date of the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void
date_of(int64_t day, int64_t *year, int64_t *month, int64_t *day_of_month)
{
    day += 719468;
    int64_t era = (day >= 0 ? day : day - 146096) / 146097;
    int64_t day_of_era = day - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* Up to `most` digits; returns how many there were. */
static int
digits(const char **at, int most, int64_t *value)
{
    int count = 0;
    *value = 0;
    while (count < most && isdigit((unsigned char)(*at)[count]))
        *value = *value * 10 + ((*at)[count++] - '0');
    *at += count;
    return count;
}

static bool
read_calendar(const char **at, struct moment *moment)
{
    int64_t a, b, c;
    int first = digits(at, 4, &a);
    char separator = **at;
    if (first == 0 || !strchr("-/.", separator) || !separator)
        return false;
    ++*at;
    if (digits(at, 2, &b) == 0 || **at != separator)
        return false;
    ++*at;
    if (digits(at, 4, &c) == 0)
        return false;
    if (first == 4)
        *moment = (struct moment){ .year = a, .month = b, .day = c };
    else if (separator == '.' || a > 12)
        *moment = (struct moment){ .year = c, .month = b, .day = a };
    else
        *moment = (struct moment){ .year = c, .month = a, .day = b };
    return true;
}

static bool
read_clock(const char **at, struct moment *moment)
{
    if (digits(at, 2, &moment->hour) == 0 || **at != ':')
        return false;
    ++*at;
    if (digits(at, 2, &moment->minute) != 2)
        return false;
    if (**at == ':') {
        ++*at;
        if (digits(at, 2, &moment->second) != 2)
            return false;
    }
    if (**at == '.' || **at == ',') {
        ++*at;
        int count = digits(at, 6, &moment->fraction_us);
        for (; count < 6; count++)
            moment->fraction_us *= 10;
        while (isdigit((unsigned char)**at))
            ++*at;
    }
    return true;
}

static bool
read_offset(const char **at, struct moment *moment)
{
    while (**at == ' ')
        ++*at;
    if (strcmp(*at, "UTC") == 0 || strcmp(*at, "GMT") == 0)
        *at += 3;
    if (**at == 'Z' || **at == 'z')
        ++*at;
    if (**at != '+' && **at != '-')
        return **at == '\0';
    int64_t sign = **at == '-' ? -1 : 1, hours, minutes = 0;
    ++*at;
    if (digits(at, 2, &hours) != 2)
        return false;
    if (**at == ':')
        ++*at;
    if (**at && digits(at, 2, &minutes) != 2)
        return false;
    moment->offset_minutes = sign * (hours * 60 + minutes);
    return **at == '\0' && hours <= 14 && minutes < 60;
}

static bool
to_instant(const struct moment *moment, int64_t *unix_us)
{
    static const int lengths[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (moment->year % 4 == 0 && moment->year % 100 != 0) || moment->year % 400 == 0;
    if (moment->year < 1970 || moment->year > 9999 || moment->month < 1 || moment->month > 12 ||
        moment->day < 1 || moment->day > lengths[moment->month - 1] ||
        (moment->month == 2 && moment->day == 29 && !leap) || moment->hour > 23 ||
        moment->minute > 59 || moment->second > 60)
        return false;
    int64_t seconds = days_of(moment->year, moment->month, moment->day) * DAY_SECONDS +
                      moment->hour * 3600 + (moment->minute - moment->offset_minutes) * 60 + moment->second;
    *unix_us = seconds * SECOND_US + moment->fraction_us;
    return seconds >= 0;
}

/* Digits only: a number of seconds or its thousandths, or a date without separators. */
static bool
read_plain_number(const char *text, size_t length, int64_t *unix_us)
{
    int64_t value, rest;
    const char *at = text;
    digits(&at, 16, &value); /* longer ones are refused below */
    switch (length) {
    case 8:
    case 14: {
        int64_t day_number = length == 8 ? value : value / 1000000;
        struct moment moment = { .year = day_number / 10000, .month = day_number / 100 % 100,
                                 .day = day_number % 100 };
        rest = length == 8 ? 0 : value % 1000000;
        moment.hour = rest / 10000;
        moment.minute = rest / 100 % 100;
        moment.second = rest % 100;
        return to_instant(&moment, unix_us);
    }
    case 13:
        *unix_us = value * 1000;
        return true;
    case 16:
        *unix_us = value;
        return true;
    default:
        if (length < 9 || length > 11)
            return false;
        *unix_us = value * SECOND_US;
        return true;
    }
}

bool
date_read(const char *text, int64_t *unix_us)
{
    char trimmed[64];
    while (*text == ' ')
        text++;
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length == 0 || length >= sizeof trimmed)
        return false;
    memcpy(trimmed, text, length);
    trimmed[length] = '\0';
    if (strspn(trimmed, "0123456789") == length)
        return read_plain_number(trimmed, length, unix_us);

    struct moment moment;
    const char *at = trimmed;
    if (!read_calendar(&at, &moment))
        return false;
    if (*at == 'T' || *at == 't' || *at == ' ') {
        at++;
        if (!read_clock(&at, &moment) || !read_offset(&at, &moment))
            return false;
    }
    return *at == '\0' && to_instant(&moment, unix_us);
}

const char *
date_write(int64_t unix_us, char *to)
{
    int64_t seconds = unix_us / SECOND_US - (unix_us % SECOND_US < 0);
    int64_t fraction_us = unix_us - seconds * SECOND_US;
    int64_t day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
    int64_t second = seconds - day * DAY_SECONDS, year, month, day_of_month;
    date_of(day, &year, &month, &day_of_month);
    char text[128]; /* room for what the compiler thinks possible */
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", (int)year, (int)month,
             (int)day_of_month, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60),
             (int)fraction_us);
    text[DATE_BYTES - 1] = '\0';
    memcpy(to, text, DATE_BYTES);
    return to;
}

const char *
date_write_day(int64_t day, char *to)
{
    date_write(day * DAY_SECONDS * SECOND_US, to);
    to[10] = '\0';
    return to;
}
