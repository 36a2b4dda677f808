/*
 * Texts from outside: what is accepted and what is not. Each table is the specification.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/text.h"

/* Bytes may hold NUL, so their count is given. */
static const struct {
    const char *bytes;
    size_t count;
    bool valid;
    const char *what;
} utf8_cases[] = {
    {"", 0, true, "nothing"},
    {"plain", 5, true, "ASCII"},
    {"exactly8", 8, true, "one word"},
    {"longer than one word", 20, true, "words and a rest"},
    {"a\0b", 3, false, "NUL"},
    {"12345678\0abcdefg", 16, false, "NUL in the second word"},
    {"\x7f", 1, true, "DEL"},
    {"\xc3\xa4", 2, true, "two bytes"},
    {"\xe2\x82\xac", 3, true, "three bytes"},
    {"\xf0\x9f\x93\xa6", 4, true, "four bytes"},
    {"1234567\xc3\xa4", 9, true, "a character across two words"},
    {"\xf4\x8f\xbf\xbf", 4, true, "the last code point"},
    {"\xf4\x90\x80\x80", 4, false, "beyond the last code point"},
    {"\xed\x9f\xbf", 3, true, "before the surrogates"},
    {"\xed\xa0\x80", 3, false, "a surrogate"},
    {"\xee\x80\x80", 3, true, "after the surrogates"},
    {"\xc0\x80", 2, false, "overlong NUL"},
    {"\xc1\xbf", 2, false, "overlong, two bytes"},
    {"\xe0\x9f\xbf", 3, false, "overlong, three bytes"},
    {"\xf0\x8f\xbf\xbf", 4, false, "overlong, four bytes"},
    {"\x80", 1, false, "continuation alone"},
    {"\xc3", 1, false, "cut off after one of two"},
    {"\xe2\x82", 2, false, "cut off after two of three"},
    {"\xf0\x9f\x93", 3, false, "cut off after three of four"},
    {"\xc3(", 2, false, "no continuation"},
    {"\xff", 1, false, "never a first byte"},
};

static void
utf8(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof utf8_cases / sizeof *utf8_cases; i++) {
        /* on the heap, so that a read behind the end is noticed */
        char *exact = malloc(utf8_cases[i].count + 1);
        memcpy(exact + 1, utf8_cases[i].bytes, utf8_cases[i].count);
        if (text_is_utf8(exact + 1, utf8_cases[i].count) != utf8_cases[i].valid)
            fail_msg("%s", utf8_cases[i].what);
        free(exact);
    }
}

static const struct {
    const char *from, *copied;
    size_t bytes_max;
    bool fits;
} copy_cases[] = {
    {"", "", 1, true},
    {"abc", "abc", 4, true},
    {"abc", "ab", 3, false},
    {"abc", "", 1, false},
    {"a\xc3\xa4", "a", 3, false},
    {"a\xc3\xa4", "a\xc3\xa4", 4, true},
    {"\xf0\x9f\x93\xa6", "", 4, false},
};

static void
copy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof copy_cases / sizeof *copy_cases; i++) {
        char to[8];
        assert_int_equal(copy_cases[i].fits,
                         text_copy(to, copy_cases[i].bytes_max, copy_cases[i].from));
        assert_string_equal(copy_cases[i].copied, to);
    }
}

static const struct {
    const char *text;
    bool valid;
    int64_t value;
} int64_cases[] = {
    {"0", true, 0},
    {"-1", true, -1},
    {"007", true, 7},
    {"9223372036854775807", true, INT64_MAX},
    {"-9223372036854775808", true, INT64_MIN},
    {"9223372036854775808", false, 0},
    {"-9223372036854775809", false, 0},
    {"", false, 0},
    {"-", false, 0},
    {"+1", false, 0},
    {" 1", false, 0},
    {"1 ", false, 0},
    {"1.0", false, 0},
    {"0x10", false, 0},
};

static void
int64(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof int64_cases / sizeof *int64_cases; i++) {
        int64_t value = 0;
        if (text_to_int64(int64_cases[i].text, &value) != int64_cases[i].valid ||
            value != int64_cases[i].value)
            fail_msg("'%s'", int64_cases[i].text);
    }
}

static const struct {
    const char *text;
    bool valid;
    double value;
} double_cases[] = {
    {"0", true, 0},      {"-1.5", true, -1.5}, {"1e3", true, 1000}, {"+.5", true, 0.5},
    {"1e999", false, 0}, {"inf", false, 0},    {"nan", false, 0},   {"0x1p3", false, 0},
    {"", false, 0},      {" 1", false, 0},     {"1,5", false, 0},   {"1.5.1", false, 0},
    {"e", false, 0},     {"-", false, 0},
};

static void
doubles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof double_cases / sizeof *double_cases; i++) {
        double value = 0;
        if (text_to_double(double_cases[i].text, &value) != double_cases[i].valid ||
            value != double_cases[i].value)
            fail_msg("'%s'", double_cases[i].text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8),
        cmocka_unit_test(copy),
        cmocka_unit_test(int64),
        cmocka_unit_test(doubles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
