/* What people type: lines of stock, names of enums, times. Tables of text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "clients/cli/arguments.h"
#include "clients/cli/entries.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_lines.h"

/* "A=3,lot=L1" -> "name A value 3 lot L1", or "no". */
static void
test_entries(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"A=3", "A 3"},
        {"A=3,lot=L1", "A 3 lot:L1"},
        {"A=3,lot=L1,state=damaged", "A 3 lot:L1 state:damaged"},
        {"A=B=3", "A=B 3"},
        {"A,B=3", "A,B 3"},
        {"2:5", "2 5"},
        {"A=3,lot=", "A 3 lot:"},
        {"A=3,colour=red", "no"},
        {"A=3,lot", "no"},
        {"A=", "no"},
        {"=3", "no"},
        {"A", "no"},
        {"", "no"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char word[64], found[128] = "no";
        struct entry entry;
        snprintf(word, sizeof word, "%s", table[i][0]);
        if (entry_read(&entry, word, "SKU=UNITS", "lot|state|")) {
            size_t at = (size_t)snprintf(found, sizeof found, "%s %s", entry.name, entry.value);
            for (int n = 0; n < entry.more_count; n++)
                at += (size_t)snprintf(found + at, sizeof found - at, " %s:%s", entry.more[n].word,
                                       entry.more[n].value);
        }
        assert_string_equal(found, table[i][1]);
    }
}

static void
test_names(void **state)
{
    (void)state;
    const ProtobufCEnumDescriptor *states = &crossdock__inventory__v1__stock_state__descriptor;
    assert_int_equal(name_value(states, "quality-hold"), 3);
    assert_int_equal(name_value(states, "Quality Hold"), 3);
    assert_int_equal(name_value(states, "QUALITY_HOLD"), 3);
    assert_int_equal(name_value(states, "STOCK_QUALITY_HOLD"), 3);
    assert_int_equal(name_value(states, "quality"), 0);
    assert_int_equal(name_value(states, "unspecified"), 0);
    assert_string_equal(name_of(states, 3), "quality hold");
    assert_string_equal(name_of(states, 0), "-");
    assert_string_equal(name_of(states, 99), "99");
    assert_string_equal(name_of(&crossdock__inventory__v1__count_status__descriptor, 2), "recount");
    assert_string_equal(name_list(&crossdock__order__v1__resolution__descriptor),
                        "refund, exchange, none");
}

static void
test_times(void **state)
{
    (void)state;
    int64_t at_us, now_us = (int64_t)time(NULL) * 1000000;
    int32_t day;
    assert_true(arguments_time("2026-12-01 08:00", &at_us));
    assert_int_equal(at_us, INT64_C(1796112000000000));
    assert_true(arguments_time("+3d", &at_us));
    assert_in_range(at_us - now_us, INT64_C(3) * 86400 * 1000000,
                    INT64_C(3) * 86400 * 1000000 + 2000000);
    assert_false(arguments_time("+3", &at_us));
    assert_false(arguments_time("+d", &at_us));
    assert_false(arguments_time("+3y", &at_us));
    assert_false(arguments_time("tomorrow", &at_us));
    assert_true(arguments_day("1970-01-02", &day));
    assert_int_equal(day, 1);
}

static void
test_stock_lines(void **state)
{
    (void)state;
    char one[] = "A=3,lot=L1,expires=1970-02-01,state=damaged", two[] = "gtin:06291041500213=2@B-1",
         three[] = "B=4,pack=CASE";
    char *list[] = {one, two, three};
    const struct word_list words = {list, 3};
    struct stock_lines lines = {0};
    assert_true(stock_lines_read(&lines, &words, 0, NULL, 1));
    assert_int_equal(lines.count, 3);
    assert_string_equal(lines.list[0]->sku, "A");
    assert_string_equal(lines.list[0]->lot, "L1");
    assert_int_equal(lines.list[0]->expires_on, 31);
    assert_int_equal(lines.list[0]->state, CROSSDOCK__INVENTORY__V1__STOCK_STATE__STOCK_DAMAGED);
    assert_string_equal(lines.list[1]->sku, "");
    assert_string_equal(lines.list[1]->gtin, "06291041500213");
    assert_string_equal(lines.list[1]->bin, "B-1");
    assert_string_equal(lines.list[2]->pack, "CASE");
    assert_string_equal(stock_lines_words(lines.list, lines.count), "3 A, 2 06291041500213, 4 B");
    stock_lines_forget(&lines);

    static const char *const bad[] = {
        "A=0", "A=-1", "A=x", "A=1,state=broken", "A=1,expires=soon", "A=1,colour=red", "A"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char word[64], *only[] = {word};
        const struct word_list wrong = {only, 1};
        snprintf(word, sizeof word, "%s", bad[i]);
        assert_false(stock_lines_read(&lines, &wrong, 0, NULL, 1));
        stock_lines_forget(&lines);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_stock_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
