/*
 * Rule: where an order goes is the centroid of its postal code; not known, of the codes that
 * share its longest known beginning; not known, of its city; else nobody knows and it is parked.
 *
 * The beginning works both ways: LE1 1AA finds LE1, and LE1 finds the middle of all LE1 xxx.
 * A code that is itself known at some length wins over the others that begin with it.
 */
#include <string.h>

#include "services/fulfillment-routing/core/places/geocode.h"

#define TURN_E7 INT64_C(3600000000)

static char
upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Countries whose codes end with digit, letter, letter: the second part of LE1 1AA. */
static bool
has_two_parts(const char *country, const char *code, size_t length)
{
    static const char two_part_countries[] = "GB IM JE GG ";
    const char *end = code + length;

    return strstr(two_part_countries, country) != NULL && length >= 5 && length <= 7 &&
           is_digit(end[-3]) && is_letter(end[-2]) && is_letter(end[-1]);
}

/* How a letter or digit of a code may be written, and what people write between and before them. */
static const struct written {
    const char *first; /* of as many in a row, in UTF-8: the last byte counts up */
    unsigned char count;
    char as; /* what the first one is; '\0': all are passed over */
} ways[] = {
    {" ", 1, '\0'},
    {"\t", 1, '\0'},
    {"-", 1, '\0'},
    {"a", 26, 'A'},
    {"\xC2\xA0", 1, '\0'},     /* a space that does not break */
    {"\xD9\xA0", 10, '0'},     /* Arabic digits */
    {"\xDB\xB0", 10, '0'},     /* Persian ones */
    {"\xE2\x80\x90", 6, '\0'}, /* hyphens and dashes */
    {"\xE2\x88\x92", 1, '\0'}, /* minus */
    {"\xE3\x80\x80", 1, '\0'}, /* the wide space, and the mark of the Japanese post: */
    {"\xE3\x80\x92", 1, '\0'},
    {"\xE3\x83\xBC", 1, '\0'}, /* the long vowel of katakana, on the key of the hyphen */
    {"\xEF\xBC\x8D", 1, '\0'}, /* wide hyphen, digits, letters */
    {"\xEF\xBC\x90", 10, '0'},
    {"\xEF\xBC\xA1", 26, 'A'},
    {"\xEF\xBD\x81", 26, 'A'},
};

/* Takes a character, or one byte of what is nowhere above; '\0': it is passed over. */
static char
take_plain(const char **code)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        const size_t before = strlen(ways[i].first) - 1;
        if (strncmp(*code, ways[i].first, before) != 0)
            continue;
        const int nth = (unsigned char)(*code)[before] - (unsigned char)ways[i].first[before];
        if (nth < 0 || nth >= ways[i].count)
            continue;
        *code += before + 1;
        return ways[i].as == '\0' ? '\0' : (char)(ways[i].as + nth);
    }
    return *(*code)++;
}

bool
postal_key(const char *country, const char *code, char key[POSTAL_KEY_BYTES])
{
    char plain[POSTAL_CODE_BYTES_MAX + 1];
    size_t length = 0;

    if (strlen(country) != 2)
        return false;
    const char land[3] = {upper(country[0]), upper(country[1]), '\0'};
    while (*code != '\0') {
        const char letter = take_plain(&code);
        if (letter == '\0')
            continue;
        if (length == POSTAL_CODE_BYTES_MAX)
            return false;
        plain[length++] = letter;
    }
    if (length == 0)
        return false;
    plain[length] = '\0';

    memset(key, 0, POSTAL_KEY_BYTES);
    memcpy(key, land, 2);
    if (has_two_parts(land, plain, length)) {
        memcpy(key + 2, plain, length - 3);
        key[2 + length - 3] = ' ';
        memcpy(key + 2 + length - 3 + 1, plain + length - 3, 3);
    } else {
        memcpy(key + 2, plain, length);
    }
    return true;
}

/* Lower case of ASCII and of the Latin letters that UTF-8 writes as C3 80..9E (A grave to Thorn).
 */
static char
lower(char c, char before)
{
    const unsigned char byte = (unsigned char)c;

    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    if ((unsigned char)before == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97)
        return (char)(byte + 0x20);
    return c;
}

bool
city_key(const char *country, const char *city, char key[CITY_KEY_BYTES])
{
    size_t length = 0;

    if (strlen(country) != 2)
        return false;
    key[length++] = upper(country[0]);
    key[length++] = upper(country[1]);
    for (char before = ' '; *city != '\0'; before = *city++) {
        if (*city == ' ' && before == ' ')
            continue;
        if (length == CITY_KEY_BYTES - 1)
            return false;
        key[length++] = lower(*city, before);
    }
    if (length > 2 && key[length - 1] == ' ')
        length--;
    key[length] = '\0';
    return length > 2;
}

/* Index of the first row whose key is not below. */
static size_t
lower_bound(const struct postal_run *run, const char *key)
{
    size_t from = 0;
    size_t to = run->count;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (strcmp(run->rows[middle].key, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const struct postal_row *
postal_find(const struct postal_run *run, const char *key)
{
    const size_t at = lower_bound(run, key);

    if (at < run->count && strcmp(run->rows[at].key, key) == 0)
        return &run->rows[at];
    return NULL;
}

size_t
postal_merge(const struct postal_run *old, const struct postal_run *newer, struct postal_row *into)
{
    size_t o = 0;
    size_t n = 0;
    size_t count = 0;

    while (o < old->count || n < newer->count) {
        int order;
        if (o == old->count)
            order = 1;
        else if (n == newer->count)
            order = -1;
        else
            order = strcmp(old->rows[o].key, newer->rows[n].key);
        if (order < 0) {
            into[count++] = old->rows[o++];
            continue;
        }
        o += order == 0; /* replaced */
        into[count++] = newer->rows[n++];
    }
    return count;
}

static int64_t
relative_longitude(const struct centroid *centroid, int32_t longitude_e7)
{
    const int64_t turned = (int64_t)longitude_e7 - centroid->longitude_e7_first;

    if (turned > TURN_E7 / 2)
        return turned - TURN_E7;
    return turned < -TURN_E7 / 2 ? turned + TURN_E7 : turned;
}

void
centroid_add(struct centroid *centroid, int32_t latitude_e7, int32_t longitude_e7)
{
    if (centroid->count == 0)
        centroid->longitude_e7_first = longitude_e7;
    centroid->latitude_e7_sum += latitude_e7;
    centroid->longitude_e7_sum += relative_longitude(centroid, longitude_e7);
    centroid->count++;
}

void
centroid_take_away(struct centroid *centroid, int32_t latitude_e7, int32_t longitude_e7)
{
    assert(centroid->count > 0);
    centroid->latitude_e7_sum -= latitude_e7;
    centroid->longitude_e7_sum -= relative_longitude(centroid, longitude_e7);
    centroid->count--;
}

static void
place_at(struct place *place, enum geocoded_by by, const struct centroid *centroid)
{
    const double count = (double)centroid->count;
    double longitude_e7 =
        (double)centroid->longitude_e7_first + (double)centroid->longitude_e7_sum / count;

    if (longitude_e7 > (double)TURN_E7 / 2)
        longitude_e7 -= (double)TURN_E7;
    if (longitude_e7 < -(double)TURN_E7 / 2)
        longitude_e7 += (double)TURN_E7;
    place->by = by;
    place->latitude_deg = (double)centroid->latitude_e7_sum / count / 1e7;
    place->longitude_deg = longitude_e7 / 1e7;
}

static const struct postal_row *
find_exact(const struct gazetteer *gazetteer, const char *key)
{
    const struct postal_row *row = postal_find(&gazetteer->recent, key);

    return row != NULL ? row : postal_find(&gazetteer->settled, key);
}

static void
add_beginning(const struct postal_run *run, const struct postal_run *replaced_by,
              const char *beginning, size_t length, struct centroid *centroid)
{
    for (size_t i = lower_bound(run, beginning);
         i < run->count && strncmp(run->rows[i].key, beginning, length) == 0; i++) {
        if (replaced_by != NULL && postal_find(replaced_by, run->rows[i].key) != NULL)
            continue;
        centroid_add(centroid, run->rows[i].latitude_e7, run->rows[i].longitude_e7);
    }
}

/* The centroid of one code, or of all that begin so; false: nothing is known of it. */
static bool
place_of_code(const struct gazetteer *gazetteer, const char *key, enum geocoded_by as_exact,
              bool all_beginning, struct place *place)
{
    const struct postal_row *row = find_exact(gazetteer, key);
    struct centroid centroid = {0};
    enum geocoded_by by = GEOCODED_PREFIX;

    if (row != NULL) {
        by = as_exact;
        centroid_add(&centroid, row->latitude_e7, row->longitude_e7);
    } else if (all_beginning) {
        const size_t length = strlen(key);
        add_beginning(&gazetteer->settled, &gazetteer->recent, key, length, &centroid);
        add_beginning(&gazetteer->recent, NULL, key, length, &centroid);
    }
    if (centroid.count == 0)
        return false;
    place_at(place, by, &centroid);
    memcpy(place->as, key + 2, strlen(key + 2) + 1);
    return true;
}

static bool
place_of_beginning(const struct gazetteer *gazetteer, const char *key, struct place *place)
{
    char beginning[POSTAL_KEY_BYTES + 1];
    size_t length = strlen(key);

    /* The whole first part of a code in two parts: LE1 means LE1 xxx before LE10 to LE19. */
    memcpy(beginning, key, length);
    memcpy(beginning + length, " ", 2);
    if (length + 1 < POSTAL_KEY_BYTES &&
        place_of_code(gazetteer, beginning, GEOCODED_PREFIX, true, place))
        return true;
    for (; length > 2; length--) {
        beginning[length] = '\0';
        if (beginning[length - 1] == ' ') { /* LE1 itself, then all LE1 xxx */
            beginning[length - 1] = '\0';
            if (place_of_code(gazetteer, beginning, GEOCODED_PREFIX, false, place))
                return true;
            beginning[length - 1] = ' ';
        }
        if (place_of_code(gazetteer, beginning, GEOCODED_PREFIX, true, place))
            return true;
    }
    return false;
}

void
geocode(const struct gazetteer *gazetteer, const char *key, const struct centroid *city,
        struct place *place)
{
    *place = (struct place){.by = GEOCODED_NONE};
    if (key[0] != '\0' && (place_of_code(gazetteer, key, GEOCODED_EXACT, false, place) ||
                           place_of_beginning(gazetteer, key, place)))
        return;
    if (city != NULL && city->count > 0)
        place_at(place, GEOCODED_CITY, city);
}

const char *
geocoded_by_name(enum geocoded_by by)
{
    static const char *const names[] = {
        [GEOCODED_NONE] = "NONE", [GEOCODED_EXACT] = "EXACT",   [GEOCODED_PREFIX] = "PREFIX",
        [GEOCODED_CITY] = "CITY", [GEOCODED_PICKUP] = "PICKUP",
    };
    return names[by];
}
