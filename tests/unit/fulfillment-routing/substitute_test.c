/*
 * Whether something else may leave, as a table: itself, order allows, item names it, another went
 * already, free units, units taken; then the reason. The first that fails is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/floor/substitute.h"

static void
substitutes(void **state)
{
    static const struct {
        const char *facts, *expected;
    } rows[] = {
        {"0 1 1 0 5 5", "it may"},
        {"0 1 1 0 4 5", "its units here are for other orders"},
        {"0 1 1 1 4 5", "the line has another substitute already"},
        {"0 1 0 1 4 5", "the item does not name it as a substitute"},
        {"0 0 0 1 4 5", "the order takes no substitutes"},
        {"0 0 1 0 9 1", "the order takes no substitutes"},
        {"1 0 0 1 0 5", "it is the item itself"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int is, allows, named, another;
        long long free, quantity;
        assert_int_equal(sscanf(rows[i].facts, "%d %d %d %d %lld %lld", &is, &allows, &named,
                                &another, &free, &quantity),
                         6);
        const struct substitute_facts facts = {.is_itself = is != 0,
                                               .order_allows = allows != 0,
                                               .named = named != 0,
                                               .another_went = another != 0,
                                               .free = free,
                                               .quantity = quantity};
        assert_string_equal(substitute_reason(substitute_decide(&facts)), rows[i].expected);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(substitutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
