/*
 * What goes into a parcel, as a table: lines as LINE:PICKED:PACKED, what is asked as LINE:UNITS,
 * then what comes of it and what goes in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/parcel.h"

static void
parcels(void **state)
{
    static const char *const names[] = {"fits", "completes", "empty", "no-line", "too-many"};
    static const struct {
        const char *lines, *asks, *expected;
    } rows[] = {
        {"1:3:0 2:2:0", "", "completes 1:3 2:2"},
        {"1:3:1 2:2:2", "", "completes 1:2"},
        {"1:3:3 2:2:2", "", "empty"},
        {"1:3:3 2:2:2", "1:1", "too-many"},
        {"1:3:0 2:2:0", "1:1", "fits 1:1"},
        {"1:3:2 2:2:2", "1:1", "completes 1:1"},
        {"1:3:0 2:2:0", "1:4", "too-many"},
        {"1:3:0 2:2:0", "1:3 2:2", "completes 1:3 2:2"},
        {"1:3:0 2:2:0", "3:1", "no-line"},
        {"1:3:0 2:0:0", "2:1", "no-line"}, /* nothing was found of it */
        {"1:3:0 2:2:0", "1:1 1:1", "no-line"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parcel_line lines[4] = {0};
        struct parcel_ask asks[4];
        size_t line_count = 0, ask_count = 0;
        char seen[80];
        int used, line;
        long long a, b;
        for (const char *at = rows[i].lines;
             sscanf(at, " %d:%lld:%lld%n", &line, &a, &b, &used) == 3; at += used)
            lines[line_count++] = (struct parcel_line){.line = line, .picked = a, .packed = b};
        for (const char *at = rows[i].asks; sscanf(at, " %d:%lld%n", &line, &a, &used) == 2;
             at += used)
            asks[ask_count++] = (struct parcel_ask){line, a};
        const enum parcel_outcome outcome = parcel_decide(lines, line_count, asks, ask_count);
        int at = snprintf(seen, sizeof seen, "%s", names[outcome]);
        for (size_t l = 0; outcome <= PARCEL_COMPLETES && l < line_count; l++) {
            if (lines[l].now > 0)
                at += snprintf(seen + at, sizeof seen - (size_t)at, " %d:%lld", lines[l].line,
                               (long long)lines[l].now);
        }
        assert_string_equal(seen, rows[i].expected);
        assert_true(strlen(parcel_reason(outcome)) > 5);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parcels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
