/*
 * What may be done with goods that a customer is to collect. A row: state, where it was picked
 * (here, sent there; or nobody collects it), when its time ends against now; then what comes of
 * "it has come" and of "the customer has it", whether more is to come of it, whether it can be called
 * back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/collect.h"

#define NOW_US 1000

static const char *const rows[] = {
    /* state where until: has come, collected, goes on, may be recalled */
    "SHIPPED nobody never: sent sent no yes",
    "PACKED here never: here state no yes",
    "READY here later: state yes yes yes",
    "READY here now: state late yes yes",
    "READY here earlier: state late yes yes",
    "DELIVERED here earlier: state state no yes",
    "CANCELLED here later: state state no yes",
    "RELEASED sent never: state state no yes",
    "PACKED sent never: early state no yes",
    "SHIPPED sent never: yes state yes yes",
    "READY sent later: state yes yes no",
    "READY sent now: state late yes no",
    "SHIPPED sent earlier: had_come state no yes",
    "DELIVERED sent earlier: state state no yes",
};

static const char *
outcome_name(enum collect_outcome outcome)
{
    static const char *const names[] = {"yes",   "sent",     "state", "here",
                                        "early", "had_come", "late"};
    return names[outcome];
}

static enum fulfillment_state
state_named(const char *name)
{
    int state = 0;

    while (strcmp(fulfillment_state_name((enum fulfillment_state)state), name) != 0)
        state++;
    return (enum fulfillment_state)state;
}

static void
every_row_is_decided_as_it_says(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char state[20], where[20], until[20], seen[100], given[60];
        assert_int_equal(sscanf(rows[i], "%19s %19s %19[a-z]:", state, where, until), 3);
        const struct collect_facts facts = {
            .state = state_named(state),
            .is_collected = strcmp(where, "nobody") != 0,
            .is_here = strcmp(where, "here") == 0,
            .ready_until_us = strcmp(until, "never") == 0   ? 0
                              : strcmp(until, "later") == 0 ? NOW_US + 1
                              : strcmp(until, "now") == 0   ? NOW_US
                                                            : NOW_US - 1,
            .now_us = NOW_US};
        snprintf(given, sizeof given, "%s %s %s", state, where, until);
        snprintf(seen, sizeof seen, "%s: %s %s %s %s", given,
                 outcome_name(collect_decide(&facts, ON_READY)),
                 outcome_name(collect_decide(&facts, ON_COLLECT)),
                 collect_goes_on(&facts) ? "yes" : "no",
                 collect_may_be_recalled(&facts) ? "yes" : "no");
        assert_string_equal(seen, rows[i]);
    }
}

static void
what_nobody_collects_goes_back_where_it_is(void **unused)
{
    const struct collect_facts here = {.is_collected = true, .is_here = true};
    const struct collect_facts sent = {.is_collected = true, .is_here = false};

    (void)unused;
    assert_int_equal(fulfillment_step(FULFILLMENT_READY, collect_end(&here))->to,
                     FULFILLMENT_READY);
    assert_int_equal(fulfillment_step(FULFILLMENT_READY, collect_end(&sent))->to,
                     FULFILLMENT_SHIPPED);
}

static void
every_refusal_has_a_sentence(void **unused)
{
    (void)unused;
    for (int outcome = 0; outcome < COLLECT_OUTCOME_COUNT; outcome++) {
        const bool silent = outcome == COLLECT_GOES_AHEAD || outcome == COLLECT_WRONG_STATE;
        assert_int_equal(strlen(collect_refusal((enum collect_outcome)outcome)) > 5, !silent);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_decided_as_it_says),
        cmocka_unit_test(what_nobody_collects_goes_back_where_it_is),
        cmocka_unit_test(every_refusal_has_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
