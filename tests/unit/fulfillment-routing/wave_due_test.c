/*
 * When waves are due, as a table: the rule (age, orders, before the cut-off, on demand), then the
 * wave (now, oldest planned, how many, cut-off), then what it is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/wave_due.h"

static void
waves(void **state)
{
    static const struct {
        const char *rule, *wave, *expected;
    } rows[] = {
        /* age orders before demand, now oldest count cut-off */
        {"0   200 0  0", "100 100 1   0", "old"},   /* without an age the wave is the turn */
        {"0   200 0  0", "100 100 0   0", "waits"}, /* of nothing */
        {"0   200 0  0", "100 100 200 0", "full"},
        {"50  200 0  0", "100 51  199 0", "waits"},
        {"50  200 0  0", "100 50  1   0", "old"},
        {"50  200 0  0", "100 99  200 0", "full"},
        {"50  200 0  0", "100 99  201 0", "full"},
        {"50  200 0  1", "100 50  300 0", "waits"}, /* on demand neither counts */
        {"0   200 0  1", "100 50  300 0", "waits"},
        {"50  200 30 1", "100 99  1   131", "waits"},
        {"50  200 30 1", "100 99  1   130", "leaves"},
        {"50  200 30 1", "100 99  1   90", "leaves"}, /* missed, while nobody was there */
        {"50  200 30 1", "100 99  0   90", "waits"},
        {"50  200 30 0", "100 99  1   131", "waits"},
        {"50  200 30 0", "100 99  1   130", "leaves"},
        {"50  200 30 0", "100 50  1   130", "old"},
        {"50  200 0  1", "100 99  1   100", "waits"}, /* the cut-off does not matter there */
        {"50  200 30 1", "100 99  1   0", "waits"},   /* there is none */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        long long age, orders, before, now, oldest, count, cut_off;
        int demand;
        assert_int_equal(sscanf(rows[i].rule, "%lld %lld %lld %d", &age, &orders, &before, &demand),
                         4);
        assert_int_equal(
            sscanf(rows[i].wave, "%lld %lld %lld %lld", &now, &oldest, &count, &cut_off), 4);
        const struct wave_rule rule = {.age_us = age,
                                       .orders_max = orders,
                                       .before_cut_off_us = before,
                                       .on_demand = demand != 0};
        const struct wave wave = {
            .now_us = now, .oldest_us = oldest, .count = count, .cut_off_us = cut_off};
        assert_string_equal(wave_due_name(wave_due(&rule, &wave)), rows[i].expected);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
