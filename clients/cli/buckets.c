/* Rows of series to numbers of buckets, see buckets.h. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "clients/cli/buckets.h"
#include "common/text.h"

#define PERIOD_MOST 1000

/* clang-format off */
static const struct {
    const char *names; /* each between blanks */
    struct frequency frequency;
} frequencies[] = {
    { " y a 1 yearly annual year ",         { BUCKET_YEAR, 1 } },
    { " q 4 quarterly quarter ",            { BUCKET_QUARTER, 4 } },
    { " m 12 monthly month ",               { BUCKET_MONTH, 12 } },
    { " w 52 weekly week ",                 { BUCKET_WEEK, 52 } },
    { " d 7 daily day ",                    { BUCKET_DAY, 7 } },
    { " h 24 hourly hour ",                 { BUCKET_HOUR, 24 } },
    { " 168 ",                              { BUCKET_HOUR, 168 } },
    { " 364 ",                              { BUCKET_DAY, 364 } },
    { " 365 ",                              { BUCKET_DAY, 365 } },
};
/* clang-format on */

bool
frequency_read(const char *text, struct frequency *frequency)
{
    char word[16];
    int64_t period;
    size_t bytes = strlen(text);
    if (bytes == 0 || bytes > sizeof word - 3 || strchr(text, ' '))
        return false;
    word[0] = ' ';
    for (size_t i = 0; i < bytes; i++)
        word[i + 1] = (char)tolower((unsigned char)text[i]);
    word[bytes + 1] = ' ';
    word[bytes + 2] = '\0';
    for (size_t i = 0; i < sizeof frequencies / sizeof *frequencies; i++)
        if (strstr(frequencies[i].names, word)) {
            *frequency = frequencies[i].frequency;
            return true;
        }
    if (!text_to_int64(text, &period) || period < 1 || period > PERIOD_MOST)
        return false;
    *frequency = (struct frequency){.unit = BUCKET_ANY, .period = (int)period};
    return true;
}

/* --- dates ------------------------------------------------------------------------------------ */

/* What a date says; month, week and so on are 0 when it does not say them. */
struct date {
    int64_t year, quarter, month, week, day;
    int64_t hour, offset_minutes;
    bool has_hour;
};

/* Days since 1970 in the proleptic Gregorian calendar (H. Hinnant, days_from_civil). */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static int64_t
floor_divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Weeks since the Monday before 1970. */
static int64_t
week_of_day(int64_t day)
{
    return floor_divide(day + 3, 7);
}

/* Exactly so many digits. */
static bool
take_digits(const char **at, int count, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)(*at)[i]))
            return false;
        *value = *value * 10 + ((*at)[i] - '0');
    }
    *at += count;
    return true;
}

/* One or two digits between limits. */
static bool
take_part(const char **at, int64_t least, int64_t most, int64_t *value)
{
    int count = isdigit((unsigned char)(*at)[0]) && isdigit((unsigned char)(*at)[1]) ? 2 : 1;
    return take_digits(at, count, value) && *value >= least && *value <= most;
}

/* "07:00", "07:00:00.5", then nothing, "Z" or "+01:00". */
static bool
take_clock(const char **at, struct date *date)
{
    int64_t minute, second, offset_hours, offset_minutes = 0;
    if (!take_part(at, 0, 23, &date->hour) || *(*at)++ != ':' || !take_part(at, 0, 59, &minute))
        return false;
    date->has_hour = true;
    if (**at == ':' && (++*at, !take_part(at, 0, 60, &second)))
        return false;
    if (**at == '.')
        *at += 1 + strspn(*at + 1, "0123456789");
    if (strcasecmp(*at, "Z") == 0) {
        ++*at;
        return true;
    }
    if (**at != '+' && **at != '-')
        return true;
    int64_t sign = *(*at)++ == '-' ? -1 : 1;
    if (!take_digits(at, 2, &offset_hours))
        return false;
    *at += **at == ':';
    if (**at && !take_digits(at, 2, &offset_minutes))
        return false;
    date->offset_minutes = sign * (offset_hours * 60 + offset_minutes) - minute;
    return true;
}

static int64_t
days_in_month(int64_t year, int64_t month)
{
    return month == 12 ? 31 : days_of(year, month + 1, 1) - days_of(year, month, 1);
}

/* "Jan", "january": its number, 0 for none. Moves behind it. */
static int64_t
take_month_name(const char **at)
{
    static const char names[12][10] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};
    size_t letters = 0;
    while (isalpha((unsigned char)(*at)[letters]))
        letters++;
    for (int month = 0; month < 12 && letters >= 3; month++)
        if (strncasecmp(*at, names[month], letters) == 0) {
            *at += letters;
            return month + 1;
        }
    return 0;
}

/* "Jan 1949", "January-1949" */
static bool
read_named_month(const char *at, struct date *date)
{
    date->month = take_month_name(&at);
    at += *at == ' ' || *at == '-';
    return date->month && take_digits(&at, 4, &date->year) && *at == '\0';
}

/* What follows "1949" and what parts it: "Q1", "W05", "M03", "Mar". False: none of these. */
static bool
read_lettered(const char *at, struct date *date)
{
    int64_t *part = NULL, most = 0;
    date->month = take_month_name(&at);
    if (date->month)
        return *at == '\0';
    switch (toupper((unsigned char)*at)) {
    case 'Q':
        part = &date->quarter, most = 4;
        break;
    case 'W':
        part = &date->week, most = 53;
        break;
    case 'M':
        part = &date->month, most = 12;
        break;
    default:
        return false;
    }
    at++;
    return take_part(&at, 1, most, part) && *at == '\0';
}

static bool
read_date(const char *at, struct date *date)
{
    *date = (struct date){0};
    if (isalpha((unsigned char)*at))
        return read_named_month(at, date);
    if (!take_digits(&at, 4, &date->year))
        return false;
    char separator = *at;
    if (separator == '\0')
        return true;
    at += separator == '-' || separator == '/' || separator == ' ';
    if (isalpha((unsigned char)*at))
        return read_lettered(at, date);
    if (separator == ' ' || !take_part(&at, 1, 12, &date->month))
        return false;
    if (*at == '\0')
        return true;
    if (!isdigit((unsigned char)separator) && *at++ != separator)
        return false;
    if (!take_part(&at, 1, days_in_month(date->year, date->month), &date->day))
        return false;
    if (*at == '\0')
        return true;
    if (*at != ' ' && *at != 'T')
        return false;
    at++;
    return take_clock(&at, date) && *at == '\0';
}

/* The Monday of an ISO week: week 1 has the 4th of January. */
static int64_t
day_of_week(int64_t year, int64_t week)
{
    return (week_of_day(days_of(year, 1, 4)) + week - 1) * 7 - 3;
}

static bool
bucket_of_date(const struct date *date, enum bucket_unit unit, int64_t *bucket)
{
    int64_t day = date->week ? day_of_week(date->year, date->week)
                             : days_of(date->year, date->month, date->day);
    if (date->week == 53 && day == day_of_week(date->year + 1, 1))
        return false; /* a year of 52 weeks */
    switch (unit) {
    case BUCKET_ANY:
        return false;
    case BUCKET_YEAR:
        *bucket = date->year;
        return true;
    case BUCKET_QUARTER:
        *bucket = date->year * 4 + (date->quarter ? date->quarter : (date->month + 2) / 3) - 1;
        return date->quarter || date->month;
    case BUCKET_MONTH:
        *bucket = date->year * 12 + date->month - 1;
        return date->month;
    case BUCKET_WEEK:
        *bucket = week_of_day(day);
        return date->week || date->day;
    case BUCKET_DAY:
        *bucket = day;
        return date->day;
    case BUCKET_HOUR:
        *bucket = day * 24 + floor_divide(date->hour * 60 - date->offset_minutes, 60);
        return date->has_hour;
    }
    WRONG("no such unit of buckets");
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Could these digits be a date of this unit rather than a count? */
static bool
looks_like_date(const char *text, enum bucket_unit unit)
{
    size_t digits = strspn(text, "0123456789");
    struct date date;
    if (text[digits])
        return digits > 0 || isalpha((unsigned char)*text);
    if (digits == 8 && unit != BUCKET_ANY)
        return read_date(text, &date) && date.year >= 1700 && date.year < 2200;
    return digits == 6 && (unit == BUCKET_MONTH || unit == BUCKET_QUARTER) &&
           read_date(text, &date) && date.year >= 1700 && date.year < 2200;
}

bool
bucket_read(const char *text, enum bucket_unit unit, enum bucket_writing *writing, int64_t *bucket)
{
    struct date date;
    if (*writing == WRITTEN_UNKNOWN)
        *writing = looks_like_date(text, unit) ? WRITTEN_DATE : WRITTEN_NUMBER;
    if (*writing == WRITTEN_NUMBER)
        return text_to_int64(text, bucket);
    return read_date(text, &date) && bucket_of_date(&date, unit, bucket);
}

const char *
bucket_example(enum bucket_unit unit)
{
    static const char *const examples[] = {
        [BUCKET_ANY] = "a plain number such as 17",
        [BUCKET_YEAR] = "a year such as 2024, or a day",
        [BUCKET_QUARTER] = "a quarter such as 2024Q1, or a day",
        [BUCKET_MONTH] = "a month such as 2024-01, or a day",
        [BUCKET_WEEK] = "a week such as 2024-W05, or a day",
        [BUCKET_DAY] = "a day such as 2024-01-31",
        [BUCKET_HOUR] = "an hour such as 2024-01-31 07:00",
    };
    return examples[unit];
}
