/*
 * What kind of demand a series is. Cut-offs: Syntetos, Boylan, Croston (JORS 56, 2005); intervals
 * and squared coefficients of variation are calculated by hand.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/demand_class.h"

/* values ('-': unknown) : class interval cv2 */
/* clang-format off */
static const char facts[] =
    "4 5 6 5 4 5 6 5 : smooth 1 0.0228571\n"
    "1 9 1 9 1 9 1 9 : erratic 1 0.7314286\n"
    "0 4 0 0 5 0 4 0 0 5 : intermittent 2.5 0.0164609\n"
    "0 1 0 0 20 0 1 0 0 : lumpy 3 2.2376033\n"
    /* at the cut: 33 / 25 = 1.32 belongs to the rarer */
    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 : intermittent 1.32 0\n"
    /* unknown buckets are neither with nor without demand */
    "4 - - - 5 - 6 - - 5 : smooth 1 0.0266667\n"
    "0 0 3 0 0 0 : intermittent 6 0\n"
    "0 0 0 : none 0 0\n"
    "- - : none 0 0\n"
    ": none 0 0\n"
    /* taken back more than sold: not demand */
    "-2 3 3 : intermittent 1.5 0\n";
/* clang-format on */

static const char *
read_values(const char *at, double *values, int *count)
{
    for (*count = 0; *at != ':'; at += strspn(at, " ")) {
        char *end;
        values[*count] = strtod(at, &end);
        if (end == at) {
            values[*count] = NAN;
            end = (char *)at + 1;
        }
        ++*count;
        at = end;
    }
    return at + 1;
}

static void
kinds_of_demand(void **state)
{
    (void)state;
    for (const char *at = facts; *at != '\0'; at = strchr(at, '\n') + 1) {
        double values[64], interval, cv2;
        char class[16];
        struct series series = {.values = values};

        const char *expected = read_values(at, values, &series.count);
        assert_int_equal(sscanf(expected, "%15s %lf %lf", class, &interval, &cv2), 3);
        const struct demand_pattern pattern = demand_pattern_of(&series);
        print_message("%.*s\n", (int)strcspn(at, "\n"), at);
        assert_string_equal(demand_class_name(pattern.class), class);
        assert_true(fabs(pattern.interval - interval) < 1e-6);
        assert_true(fabs(pattern.cv2 - cv2) < 1e-6);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_of_demand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
