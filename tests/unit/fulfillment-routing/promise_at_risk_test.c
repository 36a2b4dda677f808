/*
 * A missed cut-off: each case a line, the outcome last. Times are small numbers, days too.
 *
 *   STATE by CUT_OFF, told DAY; now NOW; here DAY, elsewhere DAY = OUTCOME
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/promise_at_risk.h"

static enum fulfillment_state
state_named(const char *name)
{
    for (int i = 0; i < FULFILLMENT_STATE_COUNT; i++) {
        if (strcmp(fulfillment_state_name((enum fulfillment_state)i), name) == 0)
            return (enum fulfillment_state)i;
    }
    fail_msg("%s is no state", name);
    return FULFILLMENT_NONE;
}

static void
check(const char *text)
{
    static const char *const names[] = {"kept", "moves", "later"};
    char state[32];
    long long by, now;
    int told, here, elsewhere;

    assert_int_equal(sscanf(text, "%31s by %lld, told %d; now %lld; here %d, elsewhere %d", state,
                            &by, &told, &now, &here, &elsewhere),
                     6);
    const struct promised promised = {state_named(state), by, told};
    const char *outcome = promise_at_risk(&promised, now)
                              ? names[risk_decide(&promised, here, elsewhere)]
                              : "no risk";
    if (strcmp(outcome, strstr(text, "= ") + 2) != 0)
        fail_msg("%s: it is %s", text, outcome);
}

static void
the_table(void **state)
{
    static const char *const rows[] = {
        "PLANNED  by 100, told 5; now  99; here 6, elsewhere 5 = no risk",
        "PLANNED  by 100, told 5; now 100; here 6, elsewhere 5 = moves",
        "RELEASED by 100, told 5; now 100; here 6, elsewhere 4 = moves",
        "ACCEPTED by 100, told 5; now 100; here 6, elsewhere 4 = no risk",
        "PICKING  by 100, told 5; now 100; here 6, elsewhere 4 = no risk",
        "PACKED   by 100, told 5; now 100; here 6, elsewhere 4 = no risk",
        "SHIPPED  by 100, told 5; now 100; here 6, elsewhere 4 = no risk",
        "PLANNED  by   0, told 5; now 100; here 6, elsewhere 4 = no risk",
        "PLANNED  by 100, told 5; now 100; here 5, elsewhere 4 = kept",
        "PLANNED  by 100, told 5; now 100; here 6, elsewhere 6 = later",
        "PLANNED  by 100, told 5; now 100; here 6, elsewhere 0 = later",
        "PLANNED  by 100, told 5; now 100; here 0, elsewhere 5 = moves",
        "PLANNED  by 100, told 0; now 100; here 6, elsewhere 5 = kept",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_table)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
