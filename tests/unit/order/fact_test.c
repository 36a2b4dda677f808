/* Facts survive being packed, stay small, and nothing else passes for one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/fact.h"

#define RECEIVED_AT_US INT64_C(1795330000000000)

static void
every_fact_comes_back_as_it_was(void **unused)
{
    static const struct {
        int64_t after_us;
        uint64_t position, number;
        int64_t units;
        size_t bytes;
    } rows[] = {
        /* time after the order, position, number, units: bytes */
        {0, 1, 0, 1, 5},
        {1, 127, 0, 127, 5},
        {-1, 128, 0, 128, 7},
        {63, 16383, 1, 0, 6},
        {64, 16384, 1, 0, 8},
        {90 * INT64_C(1000000), 3000000, 2000000, 3, 13},
        {30 * INT64_C(86400000000), 900000000, 400000000, 1000000, 21},
        {INT64_MIN, UINT64_MAX, UINT64_MAX, INT64_MAX, 40},
        {INT64_MAX, 0, 0, 0, 14},
    };

    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int kind = FACT_NONE + 1; kind < FACT_KIND_COUNT; kind++) {
            const struct fact in = {
                .kind = (enum fact_kind)kind,
                .by_command = kind % 2 != 0,
                .at_us = (int64_t)((uint64_t)RECEIVED_AT_US + (uint64_t)rows[i].after_us),
                .position = rows[i].position,
                .number = rows[i].number,
                .units = rows[i].units};
            uint8_t packed[FACT_BYTES_MAX];
            struct fact out;

            assert_int_equal(fact_pack(&in, RECEIVED_AT_US, packed), rows[i].bytes);
            assert_int_equal(fact_unpack(packed, rows[i].bytes, RECEIVED_AT_US, &out),
                             rows[i].bytes);
            assert_int_equal(out.kind, in.kind);
            assert_int_equal(out.by_command, in.by_command);
            assert_true(out.at_us == in.at_us);
            assert_true(out.position == in.position);
            assert_true(out.number == in.number);
            assert_true(out.units == in.units);
            for (size_t cut = 0; cut < rows[i].bytes; cut++)
                assert_int_equal(fact_unpack(packed, cut, RECEIVED_AT_US, &out), 0);
        }
}

static void
what_is_no_fact_is_seen(void **unused)
{
    static const uint8_t unknown[] = {FACT_KIND_COUNT, 0, 0, 0, 0};
    static const uint8_t endless[] = {1,    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    struct fact out;

    (void)unused;
    assert_int_equal(fact_unpack(unknown, sizeof unknown, 0, &out), 0);
    assert_int_equal(fact_unpack(endless, sizeof endless, 0, &out), 0);
}

static void
every_kind_has_a_name_of_its_own_and_words(void **unused)
{
    (void)unused;
    for (int kind = FACT_NONE + 1; kind < FACT_KIND_COUNT; kind++) {
        assert_true(strlen(fact_kinds[kind].name) > 5);
        assert_true(strlen(fact_kinds[kind].words) > 5);
        for (int other = FACT_NONE + 1; other < kind; other++)
            assert_true(strcmp(fact_kinds[kind].name, fact_kinds[other].name) != 0 ||
                        kind == FACT_SHIPPED_WITH_SUBSTITUTES); /* the same event, said otherwise */
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_comes_back_as_it_was),
        cmocka_unit_test(what_is_no_fact_is_seen),
        cmocka_unit_test(every_kind_has_a_name_of_its_own_and_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
