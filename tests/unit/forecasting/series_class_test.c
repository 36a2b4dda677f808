/* Classes of series: the values, oldest first (x: not known), the period : the class. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/series_class.h"

/* clang-format off */
static const char *const cases[][3] = {
    { "",                                           "12", "empty" },
    { "x x x",                                      "12", "empty" },
    { "3",                                          "12", "short" },
    { "3 4 x 5",                                    "12", "short" },
    { "3 3",                                        "12", "constant" },
    { "0 0 0 x 0",                                  "1",  "constant" },
    { "1 2 3 4 5 6 7",                              "1",  "short" },
    { "1 2 3 4 5 6 7 8",                            "1",  "few zeros" },
    { "1 2 3 4 5 6 7 x x",                          "1",  "short" },
    /* 8 buckets, 6 with demand: 1.333 a demand; 7 with demand: 1.143 */
    { "1 2 0 4 5 6 0 8",                            "7",  "intermittent" },
    { "1 2 0 4 5 6 7 8",                            "7",  "few zeros" },
    /* unknown buckets are no zeros */
    { "1 2 x 4 5 6 x 8 9 1",                        "7",  "few zeros" },
    /* where values go below zero, zero is a value like others */
    { "1 2 0 -4 5 6 0 8",                           "1",  "few zeros" },
    /* a season of 25, seen 53 times an eighth: two and an eighth of it are needed */
    { "1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8",
      "25", "long season" },
    { "1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7",
      "25", "few zeros" },
};
/* clang-format on */

static int
read_values(const char *text, double *values)
{
    int count = 0;

    for (const char *at = text; *at != '\0';) {
        char *end;
        if (*at == 'x') {
            values[count++] = NAN;
            at += 1 + strspn(at + 1, " ");
            continue;
        }
        values[count++] = strtod(at, &end);
        at = end + strspn(end, " ");
    }
    return count;
}

static void
series_have_a_class(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double values[100];
        const int count = read_values(cases[i][0], values);
        const struct series series = {values, count, atoi(cases[i][1]), false};
        print_message("%s : %s\n", cases[i][0], cases[i][2]);
        assert_string_equal(series_class_name(series_class(&series).class), cases[i][2]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(series_have_a_class)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
