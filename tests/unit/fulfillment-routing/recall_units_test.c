/*
 * Which parts go back: each case in text, the outcome last.
 *
 *   need UNITS ...            by needed line
 *   part STAGE ID : UNITS ... 0 is parked, 1 planned, 2 released, ... 5 packed
 *   back ID ... ; missing UNITS ...
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/recall_units.h"

#define PARTS 8
#define LINES 4

static size_t
read_numbers(const char *text, int64_t *numbers)
{
    size_t count = 0;
    char *end;

    for (;; text = end) {
        const long long number = strtoll(text, &end, 10);
        if (end == text)
            return count;
        numbers[count++] = number;
    }
}

static void
check(const char *text)
{
    struct recall_part parts[PARTS];
    int64_t units[PARTS][LINES] = {{0}};
    int64_t left[LINES];
    bool taken[PARTS];
    size_t lines = 0;
    size_t count = 0;
    char copy[1000];
    char outcome[200];
    const char *expected = "";

    snprintf(copy, sizeof copy, "%s", text);
    for (char *line = strtok(copy, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        long long id;
        if (strncmp(line, "need", 4) == 0) {
            lines = read_numbers(line + 4, left);
        } else if (sscanf(line, "part %d %lld", &parts[count].stage, &id) == 2) {
            parts[count].id = id;
            parts[count].units = units[count];
            read_numbers(strchr(line, ':') + 1, units[count]);
            count++;
        } else {
            expected = line;
        }
    }
    recall_units(left, lines, parts, count, taken);
    size_t at = (size_t)snprintf(outcome, sizeof outcome, "back");
    for (size_t i = 0; i < count; i++) {
        if (taken[i])
            at += (size_t)snprintf(outcome + at, sizeof outcome - at, " %lld",
                                   (long long)parts[i].id);
    }
    at += (size_t)snprintf(outcome + at, sizeof outcome - at, "; missing");
    for (size_t i = 0; i < lines; i++)
        at += (size_t)snprintf(outcome + at, sizeof outcome - at, " %lld", (long long)left[i]);
    assert_string_equal(outcome, expected);
}

static void
parked_first_then_the_least_advanced(void **state)
{
    (void)state;
    check("need 2\n"
          "part 2 11 : 2\n"
          "part 0 12 : 2\n"
          "part 1 13 : 2\n"
          "back 12; missing 0");
    check("need 3\n"
          "part 5 11 : 2\n"
          "part 2 12 : 2\n"
          "part 1 13 : 2\n"
          "back 12 13; missing 0");
    check("need 5\n"
          "part 5 11 : 2\n"
          "part 2 12 : 2\n"
          "part 1 13 : 2\n"
          "back 11 12 13; missing 0");
}

static void
the_newest_of_equals(void **state)
{
    (void)state;
    check("need 1\n"
          "part 2 11 : 4\n"
          "part 2 12 : 4\n"
          "back 12; missing 0");
}

static void
only_parts_that_hold_the_line(void **state)
{
    (void)state;
    check("need 1\n"
          "part 0 11 : 0\n"
          "part 4 12 : 1\n"
          "back 12; missing 0");
    check("need 2\n"
          "part 1 11 : 0\n"
          "back; missing 2");
    check("need 5 1\n"
          "part 1 11 : 3 0\n"
          "part 2 12 : 0 9\n"
          "back 11 12; missing 2 0");
}

static void
what_became_needless_stays(void **state)
{
    (void)state;
    /* the planned one gave 1 of 3, the released one has all: the first is not needed */
    check("need 3\n"
          "part 1 11 : 1\n"
          "part 2 12 : 3\n"
          "back 12; missing 0");
    /* but nothing farther is taken to spare something nearer */
    check("need 3 1\n"
          "part 1 11 : 3 0\n"
          "part 2 12 : 3 1\n"
          "back 12; missing 0 0");
    check("need 1 1\n"
          "part 1 13 : 1 0\n"
          "part 1 12 : 0 1\n"
          "part 2 11 : 1 1\n"
          "back 13 12; missing 0 0");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parked_first_then_the_least_advanced),
        cmocka_unit_test(the_newest_of_equals),
        cmocka_unit_test(only_parts_that_hold_the_line),
        cmocka_unit_test(what_became_needless_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
