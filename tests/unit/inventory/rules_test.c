/* The small rules: check digits, bins, the lifecycle table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/inventory.h"

static void
check_digits(void **state)
{
    static const struct {
        const char *gtin, *normal;
    } cases[] = {
        {"6291041500213", "06291041500213"},
        {"96385074", "00000096385074"},
        {"10614141000415", "10614141000415"},
        {"614141000012", "00614141000012"},
        {"6291041500214", NULL},
        {"9638507", NULL},
        {"9638507x", NULL},
        {"", NULL},
        {"106141410004155", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char normal[15];
        const bool valid = gtin_normalize(cases[i].gtin, normal);
        assert_int_equal(valid, cases[i].normal != NULL);
        if (valid)
            assert_string_equal(normal, cases[i].normal);
    }
    assert_true(gln_is_valid("0614141000012"));
    assert_false(gln_is_valid("0614141000013"));
    assert_false(gln_is_valid("614141000012"));
    /* an SSCC has 18 digits and the same rule */
    assert_int_equal(gs1_check_digit("00614141123456789", 17), '0');
}

static void
bins_depend_on_the_sku_alone(void **state)
{
    char one[BIN_BYTES_MAX + 1], again[BIN_BYTES_MAX + 1], other[BIN_BYTES_MAX + 1];
    unsigned bay, shelf, level;

    (void)state;
    assign_bin("85123A", one);
    assign_bin("85123A", again);
    assign_bin("85123B", other);
    assert_string_equal(one, again);
    assert_string_not_equal(one, other);
    for (int i = 0; i < 10000; i++) {
        char sku[16], aisle;
        snprintf(sku, sizeof sku, "SKU-%d", i);
        assign_bin(sku, one);
        assert_int_equal(sscanf(one, "%c%2u-%2u-%1u", &aisle, &bay, &shelf, &level), 4);
        assert_in_range(aisle, 'A', 'T');
        assert_in_range(bay, 1, 20);
        assert_in_range(shelf, 1, 30);
        assert_in_range(level, 1, 5);
    }
}

static void
each_state_has_at_most_one_step_for_each_change(void **state)
{
    (void)state;
    for (int from = 0; from < RESERVATION_STATE_COUNT; from++) {
        for (int on = 0; on < RESERVATION_CHANGE_COUNT; on++) {
            size_t steps = 0;
            for (size_t i = 0; i < reservation_step_count; i++) {
                steps +=
                    (int)reservation_steps[i].from == from && (int)reservation_steps[i].on == on;
            }
            assert_in_range(steps, 0, 1);
            /* nothing is asked of routing when nothing is promised, or at the end */
            if (on == ON_RECALL)
                assert_int_equal(steps, from == RESERVATION_COMMITTED || from == RESERVATION_RECALLED);
            else if (from == RESERVATION_BACKORDERED || from == RESERVATION_COMMITTED ||
                     from == RESERVATION_RECALLED)
                assert_int_equal(steps, 1);
        }
        assert_non_null(reservation_state_name((enum reservation_state)from));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_digits),
        cmocka_unit_test(bins_depend_on_the_sku_alone),
        cmocka_unit_test(each_state_has_at_most_one_step_for_each_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
