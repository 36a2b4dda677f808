/*
 * The life of a plan: every state with every state that may be asked for. What is not told here is
 * refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/plan/plan_steps.h"

/* from > asked for */
static const char allowed[] = "DRAFT>DEMAND_APPROVED DEMAND_APPROVED>SUPPLY_APPROVED "
                              "SUPPLY_APPROVED>RELEASED DEMAND_APPROVED>DRAFT "
                              "SUPPLY_APPROVED>DEMAND_APPROVED DRAFT>DISCARDED "
                              "DEMAND_APPROVED>DISCARDED SUPPLY_APPROVED>DISCARDED ";

static void
one_step_at_a_time(void **state)
{
    int found = 0;

    (void)state;
    for (int from = PLAN_NONE; from <= PLAN_DISCARDED; from++) {
        for (int to = PLAN_NONE; to <= PLAN_DISCARDED; to++) {
            enum plan_input on;
            char text[64];
            const bool may = plan_input_for((enum plan_state)from, (enum plan_state)to, &on) &&
                             plan_step((enum plan_state)from, on) != NULL;
            snprintf(text, sizeof text, "%s>%s ", plan_state_name((enum plan_state)from),
                     plan_state_name((enum plan_state)to));
            if (may != (strstr(allowed, text) != NULL))
                fail_msg("%s: %d", text, may);
            if (may)
                assert_int_equal(plan_step((enum plan_state)from, on)->to, to);
            found += may;
        }
    }
    assert_int_equal(found, 8);
}

static void
overrides_change_what_is_open(void **state)
{
    (void)state;
    assert_int_equal(plan_open_layer(PLAN_DRAFT), LAYER_DEMAND);
    assert_int_equal(plan_open_layer(PLAN_SUPPLY_APPROVED), LAYER_CONSENSUS);
    for (int at = PLAN_NONE; at <= PLAN_DISCARDED; at++)
        if (at != PLAN_DRAFT && at != PLAN_SUPPLY_APPROVED)
            assert_int_equal(plan_open_layer((enum plan_state)at), LAYER_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_at_a_time),
        cmocka_unit_test(overrides_change_what_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
