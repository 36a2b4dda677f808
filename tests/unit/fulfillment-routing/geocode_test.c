/*
 * Where an order goes: known codes, then what is asked, then what must come of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/places/geocode.h"

#define ROWS_MAX 32

struct known {
    const char *country, *code;
    double latitude, longitude;
};

static int
compare_rows(const void *a, const void *b)
{
    return strcmp(((const struct postal_row *)a)->key, ((const struct postal_row *)b)->key);
}

static struct postal_run
make_run(const struct known *known, size_t count, struct postal_row *rows)
{
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct postal_row){.latitude_e7 = (int32_t)(known[i].latitude * 1e7),
                                      .longitude_e7 = (int32_t)(known[i].longitude * 1e7)};
        assert_true(postal_key(known[i].country, known[i].code, rows[i].key));
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    return (struct postal_run){rows, count};
}

static void
keys_are_compared_without_case_and_spaces(void **state)
{
    static const struct {
        const char *country, *code, *key; /* NULL: there is none */
    } cases[] = {
        {"de", "10115", "DE10115"},
        {"PL", "00-950", "PL00950"},
        {"BR", " 01310-100 ", "BR01310100"},
        {"GB", "LE1 1AA", "GBLE1 1AA"},
        {"GB", "le11aa", "GBLE1 1AA"},
        {"GB", "SW1A1AA", "GBSW1A 1AA"},
        {"GB", "LE1", "GBLE1"},
        {"GB", "SW1A", "GBSW1A"},
        {"NL", "1012 ab", "NL1012AB"},
        {"JP", "\xE3\x80\x92""100-0001", "JP1000001"},
        {"JP", "\xEF\xBC\x91\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x8D\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x99", "JP1000009"},
        {"JP", "\xE3\x80\x92\xE3\x80\x80""100\xE3\x83\xBC""0001", "JP1000001"},
        {"JP", "100\xE2\x88\x92""0001", "JP1000001"},
        {"PL", "00\xE2\x80\x93""950", "PL00950"},
        {"NL", "1012\xC2\xA0\xEF\xBD\x81\xEF\xBC\xBA", "NL1012AZ"},
        {"KW", "\xD9\xA1\xD9\xA3\xD9\xA0\xD9\xA0\xD9\xA9", "KW13009"},
        {"IR", "\xDB\xB1\xDB\xB9", "IR19"},
        {"RU", "\xD0\x90""101", "RU\xD0\x90""101"},
        {"JP", "\xE3\x80\x92", NULL},
        {"DE", "", NULL},
        {"DE", " - ", NULL},
        {"DEU", "10115", NULL},
        {"DE", "12345678901234567", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char key[POSTAL_KEY_BYTES];
        const bool is = postal_key(cases[i].country, cases[i].code, key);
        assert_int_equal(is, cases[i].key != NULL);
        if (is)
            assert_string_equal(key, cases[i].key);
    }
}

static void
cities_are_compared_without_case(void **state)
{
    char a[CITY_KEY_BYTES];
    char b[CITY_KEY_BYTES];

    (void)state;
    assert_true(city_key("br", "S\xC3\x83O  PAULO ", a));
    assert_true(city_key("BR", "s\xC3\xA3o Paulo", b));
    assert_string_equal(a, b);
    assert_false(city_key("BR", "  ", a));
}

static const struct known known[] = {
    {"GB", "LE1", 52.6, -1.1},       {"GB", "LE11", 52.8, -1.2},
    {"GB", "LE12", 52.9, -1.3},      {"GB", "NG1 1AA", 52.95, -1.15},
    {"GB", "NG1 3AA", 52.97, -1.17}, {"GB", "NG11 8AA", 52.5, -1.5},
    {"DE", "10115", 52.53, 13.38},   {"DE", "10117", 52.51, 13.39},
    {"FJ", "A1", -17, 179},          {"FJ", "A2", -17, -177},
    {"US", "02139", 42.36, -71.1},
};

static void
exact_then_prefix_then_city(void **state)
{
    static const struct {
        const char *country, *code;
        bool city;
        enum geocoded_by by;
        const char *as;
        double latitude, longitude;
    } cases[] = {
        {"DE", "10115", false, GEOCODED_EXACT, "10115", 52.53, 13.38},
        {"DE", "10119", false, GEOCODED_PREFIX, "1011", 52.52, 13.385},
        {"DE", "1011", false, GEOCODED_PREFIX, "1011", 52.52, 13.385},
        {"DE", "80331", false, GEOCODED_NONE, "", 0, 0},
        {"DE", "80331", true, GEOCODED_CITY, "", 48, 11},
        {"DE", "", true, GEOCODED_CITY, "", 48, 11},
        {"AT", "1010", true, GEOCODED_CITY, "", 48, 11},
        {"US", "02139-4307", false, GEOCODED_PREFIX, "02139", 42.36, -71.1},
        /* a full code where only first parts are known, and not mistaken for LE11 or LE12 */
        {"GB", "LE1 2BB", false, GEOCODED_PREFIX, "LE1", 52.6, -1.1},
        {"GB", "LE12BB", false, GEOCODED_PREFIX, "LE1", 52.6, -1.1},
        {"GB", "LE12 2BB", false, GEOCODED_PREFIX, "LE12", 52.9, -1.3},
        /* a first part where only full codes are known, and not mixed with NG11 */
        {"GB", "NG1", false, GEOCODED_PREFIX, "NG1 ", 52.96, -1.16},
        {"GB", "NG1 9ZZ", false, GEOCODED_PREFIX, "NG1 ", 52.96, -1.16},
        /* across the date line */
        {"FJ", "A", false, GEOCODED_PREFIX, "A", -17, -179},
    };
    struct postal_row rows[ROWS_MAX];
    const struct gazetteer gazetteer = {.settled =
                                            make_run(known, sizeof known / sizeof *known, rows)};
    struct centroid city = {0};

    (void)state;
    centroid_add(&city, 480000000, 110000000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char key[POSTAL_KEY_BYTES];
        struct place place;
        if (!postal_key(cases[i].country, cases[i].code, key))
            key[0] = '\0';
        geocode(&gazetteer, key, cases[i].city ? &city : NULL, &place);
        assert_string_equal(geocoded_by_name(place.by), geocoded_by_name(cases[i].by));
        assert_string_equal(place.as, cases[i].as);
        assert_float_equal(place.latitude_deg, cases[i].latitude, 1e-6);
        assert_float_equal(place.longitude_deg, cases[i].longitude, 1e-6);
    }
}

static void
newer_codes_replace_older_ones(void **state)
{
    static const struct known newer[] = {{"DE", "10117", 50, 10}, {"DE", "10119", 51, 11}};
    struct postal_row old_rows[ROWS_MAX];
    struct postal_row new_rows[ROWS_MAX];
    struct postal_row merged[ROWS_MAX];
    const struct gazetteer gazetteer = {
        .settled = make_run(known, sizeof known / sizeof *known, old_rows),
        .recent = make_run(newer, 2, new_rows),
    };
    struct place two;
    struct place one;

    (void)state;
    geocode(&gazetteer, "DE1011", NULL, &two);
    assert_float_equal(two.latitude_deg, (52.53 + 50 + 51) / 3, 1e-6);

    const size_t count = postal_merge(&gazetteer.settled, &gazetteer.recent, merged);
    assert_int_equal(count, sizeof known / sizeof *known + 1);
    geocode(&(struct gazetteer){.settled = {merged, count}}, "DE1011", NULL, &one);
    assert_float_equal(one.latitude_deg, two.latitude_deg, 1e-9);
    assert_float_equal(one.longitude_deg, two.longitude_deg, 1e-9);
}

/* Distances known from elsewhere. */
static void
distances_are_geodesic(void **state)
{
    static const struct {
        struct point from, to;
        uint32_t metres;
    } cases[] = {
        {{0, 0}, {0, 1}, 111319},                     /* a degree of the equator: a * pi / 180 */
        {{0, 0}, {90, 0}, 10001966},                  /* the meridian quadrant of WGS84 */
        {{40.6, -73.8}, {51.6, -0.5}, 5551759},       /* GeographicLib's JFK to LHR */
        {{-41.32, 174.81}, {40.96, -5.50}, 19959679}, /* GeographicLib: Wellington to Salamanca */
        {{0, 0}, {0.5, 179.5}, 19936289},             /* nearly antipodal: where Vincenty fails */
        {{52.6, -1.1}, {52.6, -1.1}, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t metres;
        distances(cases[i].from, &cases[i].to, 1, &metres);
        assert_int_equal(metres, cases[i].metres);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_compared_without_case_and_spaces),
        cmocka_unit_test(cities_are_compared_without_case),
        cmocka_unit_test(exact_then_prefix_then_city),
        cmocka_unit_test(newer_codes_replace_older_ones),
        cmocka_unit_test(distances_are_geodesic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
