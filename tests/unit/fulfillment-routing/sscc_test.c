/*
 * SSCCs: check digits, numbers of a series, and what is in which series.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/sscc.h"

static void
what_is_one(void **state)
{
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {
        {"006141411234567890", true}, /* of GS1's own documents */
        {"106141412345678908", true},
        {"006141411234567891", false},
        {"006141411234567809", false}, /* the last two exchanged */
        {"00614141123456789", false},
        {"0006141411234567890", false},
        {"00614141123456789O", false},
        {" 06141411234567890", false},
        {"", false},
        {"000000000000000000", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(sscc_is_valid(rows[i].text), rows[i].valid);
}

static void
prefixes(void **state)
{
    (void)state;
    assert_true(sscc_prefix_is_valid("0614141"));
    assert_true(sscc_prefix_is_valid("0614141234"));
    assert_false(sscc_prefix_is_valid("061414"));
    assert_false(sscc_prefix_is_valid("06141412345"));
    assert_false(sscc_prefix_is_valid("061414x"));
    assert_int_equal(sscc_serials_of("0614141"), 1000000000);
    assert_int_equal(sscc_serials_of("0614141234"), 1000000);
}

static void
numbers_of_a_series(void **state)
{
    static const struct {
        const char *prefix;
        int extension;
        int64_t serial;
        const char *expected;
    } rows[] = {
        {"0614141", 0, 123456789, "006141411234567890"},
        {"0614141", 1, 234567890, "106141412345678908"},
        {"0614141", 0, 0, "006141410000000005"},
        {"0614141", 0, 999999999, "006141419999999994"},
        {"0614141123", 0, 456789, "006141411234567890"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char series[SSCC_SERIES_BYTES], sscc[SSCC_DIGITS + 1];
        sscc_series(rows[i].prefix, rows[i].extension, series);
        sscc_make(series, rows[i].serial, sscc);
        assert_string_equal(sscc, rows[i].expected);
        assert_true(sscc_is_valid(sscc));
        assert_int_equal(sscc_serial_in(sscc, series), rows[i].serial);
    }
    assert_int_equal(sscc_serial_in("006141411234567890", "10614141"), -1);
}

/* One wrong digit, or two neighbours exchanged that do not differ by five, is always found. */
static void
slips_are_found(void **state)
{
    (void)state;
    for (int64_t serial = 0; serial < 1000; serial++) {
        char sscc[SSCC_DIGITS + 1];
        sscc_make("00614141", serial * 999983 % 1000000000, sscc);
        for (int at = 0; at < SSCC_DIGITS; at++) {
            const char was = sscc[at];
            for (char other = '0'; other <= '9'; other++) {
                sscc[at] = other;
                assert_int_equal(sscc_is_valid(sscc), other == was);
            }
            sscc[at] = was;
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_one),
        cmocka_unit_test(prefixes),
        cmocka_unit_test(numbers_of_a_series),
        cmocka_unit_test(slips_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
