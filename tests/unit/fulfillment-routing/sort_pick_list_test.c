/*
 * The order of a pick list: bin, SKU, fulfillment order, line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/sort_pick_list.h"

static void
one_walk_along_the_shelves(void **state)
{
    static const char expected[] = "-- Z 5/1; A-01 A 1/1; A-01 A 2/1; A-01 B 1/2; A-02 A 9/1; "
                                   "A-02 A 9/2; B-01 C 3/1; ";
    struct pick picks[] = {
        {"B-01", "C", 1, 3, 30, 1, ""}, {"A-02", "A", 1, 9, 90, 2, ""},
        {"A-01", "B", 1, 1, 10, 2, ""}, {"A-01", "A", 1, 2, 20, 1, ""},
        {"A-02", "A", 1, 9, 90, 1, ""}, {"--", "Z", 1, 5, 50, 1, ""},
        {"A-01", "A", 1, 1, 10, 1, ""},
    };
    struct pick spare[7];
    char text[200] = "";

    (void)state;
    sort_pick_list(picks, 7, spare);
    for (size_t i = 0; i < 7; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s %s %d/%d; ", picks[i].bin,
                 picks[i].sku, (int)picks[i].fulfillment_order_id, picks[i].line);
    assert_string_equal(text, expected);
}

static void
any_length(void **state)
{
    enum { MOST = 65 };
    struct pick picks[MOST];
    struct pick spare[MOST];

    (void)state;
    for (size_t count = 0; count <= MOST; count++) {
        for (size_t i = 0; i < count; i++)
            picks[i] = (struct pick){"A", "B", 1, (int64_t)(i * 37 % 67), 1, 1, ""};
        sort_pick_list(picks, count, spare);
        for (size_t i = 1; i < count; i++)
            assert_true(picks[i - 1].fulfillment_order_id < picks[i].fulfillment_order_id);
    }
}

/* Bins in walking order: numbers as numbers, whatever their leading zeros. */
static void
bins_as_people_number_them(void **state)
{
    static const char *const walk[] = {
        "",       "1",   "2",    "10",   "A",        "A-1",      "A-01-9",
        "A-1-10", "A-2", "A-9",  "A-10", "A-10-1",   "A-100",    "AA-1",
        "B-0001", "B-1", "B-02", "B2-1", "Z09-01-1", "Z10-01-1", "a-1",
    };
    const size_t count = sizeof walk / sizeof *walk;

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            const struct pick a = {.bin = walk[i], .sku = "A"};
            const struct pick b = {.bin = walk[j], .sku = "A"};
            const int order = pick_compare(&a, &b);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_walk_along_the_shelves),
        cmocka_unit_test(any_length),
        cmocka_unit_test(bins_as_people_number_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
