/* The rule that lays out stock: totals, places, shares, and that it never changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/lay_out.h"

static void
test_totals_and_places(void **state)
{
    static const struct {
        int64_t sold, orders;
        size_t warehouses;
        int64_t total;
        size_t places;
    } cases[] = {
        { 1, 1, 20, 2, 1 },      { 100, 1, 20, 115, 1 },  { 101, 2, 20, 117, 1 },   { 20, 3, 20, 23, 2 },
        { 20, 6, 20, 23, 2 },    { 20, 7, 20, 23, 3 },    { 1000, 100, 20, 1150, 10 }, { 5000, 9999, 20, 5750, 20 },
        { 1, 400, 20, 2, 2 },    { 1000, 100, 3, 1150, 3 }, { 1000000, 1000000, 8, 1150000, 8 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(lay_out_total(cases[i].sold), cases[i].total);
        assert_int_equal(lay_out_places(cases[i].orders, cases[i].warehouses, cases[i].total), cases[i].places);
    }
}

static void
test_shares(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct lay_out_share shares[25];
        char sku[16];
        int64_t sold = 1 + i * 37 % 5000, sum = 0;
        size_t warehouses = 1 + (size_t)i % 25;
        snprintf(sku, sizeof sku, "S%d", i);
        size_t places = lay_out(7, sku, sold, i % 500, warehouses, shares);
        assert_true(places >= 1 && places <= warehouses);
        for (size_t n = 0; n < places; n++) {
            assert_true(shares[n].units >= 1 && shares[n].warehouse < warehouses);
            assert_true(n == 0 || shares[n].warehouse > shares[n - 1].warehouse);
            sum += shares[n].units;
        }
        assert_int_equal(sum, lay_out_total(sold));
    }
}

/* The same seed and SKU: the same stock, on every machine and in every version. */
static void
test_is_repeatable(void **state)
{
    struct lay_out_share first[8], again[8], other[8];
    (void)state;
    size_t places = lay_out(1, "85123A", 1000, 16, 8, first);
    assert_int_equal(places, 4);
    assert_int_equal(lay_out(1, "85123A", 1000, 16, 8, again), places);
    assert_memory_equal(first, again, places * sizeof *first);
    assert_int_equal(lay_out(2, "85123A", 1000, 16, 8, other), places);
    assert_true(memcmp(first, other, places * sizeof *first) != 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals_and_places),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_is_repeatable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
