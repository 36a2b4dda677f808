/* Instants as files write them, and countries as people do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "clients/cli/countries.h"
#include "clients/cli/currencies.h"
#include "clients/cli/dates.h"
#include "clients/cli/sheet.h"

static const struct {
    const char *text, *instant; /* NULL: none */
} dates[] = {
    { "2010-12-01 08:26:00", "2010-12-01T08:26:00.000000Z" },
    { "2010-12-01T08:26:00Z", "2010-12-01T08:26:00.000000Z" },
    { "2010-12-01T08:26", "2010-12-01T08:26:00.000000Z" },
    { "2010-12-01T08:26:00.5Z", "2010-12-01T08:26:00.500000Z" },
    { "2010-12-01T08:26:00.1234567+01:00", "2010-12-01T07:26:00.123456Z" },
    { "2010-12-01 08:26:00 -0530", "2010-12-01T13:56:00.000000Z" },
    { "2010-12-01 08:26:00 UTC", "2010-12-01T08:26:00.000000Z" },
    { "2010-12-01", "2010-12-01T00:00:00.000000Z" },
    { "2010/12/1 8:26", "2010-12-01T08:26:00.000000Z" },
    { "12/1/2010 8:26", "2010-12-01T08:26:00.000000Z" },
    { "13/1/2010 8:26", "2010-01-13T08:26:00.000000Z" },
    { "01.12.2010 08:26", "2010-12-01T08:26:00.000000Z" },
    { "20101201", "2010-12-01T00:00:00.000000Z" },
    { "20101201082600", "2010-12-01T08:26:00.000000Z" },
    { "1291191960", "2010-12-01T08:26:00.000000Z" },
    { "1291191960000", "2010-12-01T08:26:00.000000Z" },
    { "1291191960000000", "2010-12-01T08:26:00.000000Z" },
    { " 2010-12-01 ", "2010-12-01T00:00:00.000000Z" },
    { "2024-02-29", "2024-02-29T00:00:00.000000Z" },
    { "2000-02-29", "2000-02-29T00:00:00.000000Z" },
    { "2023-02-29", NULL },
    { "1900-02-29", NULL },
    { "2010-13-01", NULL },
    { "2010-12-32", NULL },
    { "2010-12-01 24:00", NULL },
    { "2010-12-01 08:60", NULL },
    { "2010-12-01 8", NULL },
    { "2010-12-01T08:26:00 bad", NULL },
    { "1969-12-31", NULL },
    { "yesterday", NULL },
    { "", NULL },
    { "-", NULL },
    { "12", NULL },
    { "2010-12", NULL },
    { "99999999999999999999", NULL },
};

static void
test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        int64_t unix_us;
        char text[32];
        bool read = date_read(dates[i].text, &unix_us);
        if (read != (dates[i].instant != NULL))
            fail_msg("'%s' was %s", dates[i].text, read ? "read" : "refused");
        if (read)
            assert_string_equal(date_write(unix_us, text), dates[i].instant);
    }
}

static void
test_every_day(void **state)
{
    (void)state;
    for (int64_t day = 0; day < 60000; day++) {
        char text[32];
        int64_t unix_us;
        assert_true(date_read(date_write_day(day, text), &unix_us));
        assert_int_equal(unix_us, day * 86400 * INT64_C(1000000));
    }
}

static const struct {
    const char *text, *code;
} countries[] = {
    { "United Kingdom", "GB" }, { "united kingdom", "GB" },  { "UK", "GB" },          { "gb", "GB" },
    { "GBR", "GB" },            { "EIRE", "IE" },            { "Ireland", "IE" },     { "Channel Islands", NULL },
    { "U.S.A.", "US" },         { "Czech Republic", "CZ" },  { "RSA", "ZA" },         { "Korea, Republic of", "KR" },
    { "Österreich", "AT" },     { "Netherlands", "NL" },     { "Hong Kong", "HK" },   { "Unspecified", NULL },
    { "", NULL },               { "X", NULL },               { "Germany ", "DE" },    { "Bosnia-Herzegovina", "BA" },
};

static void
test_countries(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        const char *code = country_code(countries[i].text);
        if (countries[i].code && code)
            assert_string_equal(code, countries[i].code);
        else if (countries[i].code || code)
            fail_msg("'%s' is %s", countries[i].text, code ? code : "not known");
    }
}

static const struct {
    const char *text;
    int digits;
    int64_t minor; /* -1: not a price */
} prices[] = {
    { "2.55", 2, 255 }, { "2", 2, 200 },      { "2.5", 2, 250 },     { "2.555", 2, 256 }, { "2.5549", 2, 255 },
    { "0", 2, 0 },      { "1200", 0, 1200 },  { "1.234", 3, 1234 },  { ".5", 2, 50 },     { "2.", 2, 200 },
    { "-1", 2, -1 },    { "", 2, -1 },        { "1,50", 2, -1 },     { "1.2.3", 2, -1 },  { "99999999999999999999", 2, -1 },
    { "0.9999", 2, 100 },
};

static void
test_prices(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        int64_t minor = -1;
        bool good = sheet_price(prices[i].text, prices[i].digits, &minor);
        if (good != (prices[i].minor >= 0) || (good && minor != prices[i].minor))
            fail_msg("'%s' is %lld", prices[i].text, good ? (long long)minor : -1);
    }
    assert_int_equal(currency_digits("GBP"), 2);
    assert_int_equal(currency_digits("JPY"), 0);
    assert_int_equal(currency_digits("KWD"), 3);
    assert_int_equal(currency_digits(""), 2);
    assert_string_equal(currency_text(1234, "GBP"), "12.34");
    assert_string_equal(currency_text(1234, "JPY"), "1234");
    assert_string_equal(currency_text(5, "KWD"), "0.005");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_countries),
        cmocka_unit_test(test_prices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
