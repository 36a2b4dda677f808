/* What a movement of stock is worth: one fact a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "services/gateway/core/tallies.h"

static void
costs(void **state)
{
    static const struct {
        int64_t units, unit_cost_minor, cost_minor;
    } facts[] = {
        {0, 250, 0},
        {4, 250, 1000},
        {-4, 250, -1000},
        {1000000000, 999999, INT64_C(999999000000000)},
        {1000000000, 1000001, MOVEMENT_COST_MAX},
        {1000000000, MOVEMENT_COST_MAX, MOVEMENT_COST_MAX},
        {-1000000000, MOVEMENT_COST_MAX, -MOVEMENT_COST_MAX},
        {INT64_MIN, INT64_MAX, -MOVEMENT_COST_MAX},
        {INT64_MIN, INT64_MIN, MOVEMENT_COST_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++)
        assert_true(movement_cost_minor(facts[i].units, facts[i].unit_cost_minor) ==
                    facts[i].cost_minor);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
