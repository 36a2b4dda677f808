/*
 * Which lots are taken: lots as NAME:EXPIRES:UNITS, then "behind B take N -> NAME:UNITS ...".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/first_expired.h"

#define LOTS 8

static int
compare(const void *a, const void *b)
{
    return lot_compare(a, b);
}

static void
check(const char *lots_text, long long behind, long long units, const char *expected)
{
    struct lot lots[LOTS];
    char names[LOTS][16];
    struct lot_pick picks[LOTS + 1];
    char text[200] = "";
    size_t count = 0;
    size_t at = 0;
    int used;

    for (const char *from = lots_text; *from != '\0'; from += used) {
        long long quantity;
        assert_int_equal(sscanf(from, " %15[^:]:%d:%lld%n", names[count], &lots[count].expires_on,
                                &quantity, &used),
                         3);
        lots[count].name = names[count];
        lots[count++].quantity = quantity;
    }
    qsort(lots, count, sizeof *lots, compare);
    const size_t picked = first_expired(lots, count, behind, units, picks);
    for (size_t i = 0; i < picked; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s:%lld", i == 0 ? "" : " ",
                               picks[i].lot, (long long)picks[i].quantity);
    assert_string_equal(text, expected);
}

static void
what_expires_first_leaves_first(void **state)
{
    (void)state;
    check("B:200:5 A:300:5", 0, 3, "B:3");
    check("B:200:5 A:300:5", 0, 7, "B:5 A:2");
    check("N:0:5 A:300:5", 0, 7, "A:5 N:2");   /* 0: never expires, so it goes last */
    check("B:200:5 A:200:5", 0, 6, "A:5 B:1"); /* the same day: by name */
}

static void
who_comes_later_takes_what_is_left(void **state)
{
    (void)state;
    check("A:200:5 B:300:5", 3, 3, "A:2 B:1");
    check("A:200:5 B:300:5", 5, 3, "B:3");
    check("A:200:5 B:300:5 C:400:5", 11, 3, "C:3");
}

static void
more_than_the_lots_hold(void **state)
{
    (void)state;
    check("A:200:2", 0, 3, "A:2 :1");
    check("A:200:2", 7, 3, ":3");
    check("", 0, 3, ":3");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_expires_first_leaves_first),
        cmocka_unit_test(who_comes_later_takes_what_is_left),
        cmocka_unit_test(more_than_the_lots_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
