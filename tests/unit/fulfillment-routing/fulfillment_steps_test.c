/*
 * The life of a fulfillment order: all states x inputs, and the states that SQL and the vocabulary
 * know.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/fulfillment_steps.h"

/* Rows: from; columns: plan, release, accept, pick, nothing found, ship, reject, recall,
 * location closed, scanned, delivered, ready, collected, not collected in time, moved, what was
 * sent not collected in time. - refused.
 */
static void
all_states_and_inputs(void **state)
{
    static const char *const expected[FULFILLMENT_STATE_COUNT] = {
        "NONE      PLANNED - - - - - - - - - - - - - - - -",
        "PLANNED   - RELEASED - - - - - CANCELLED REJECTED - - - - - REJECTED - -",
        "RELEASED  - - ACCEPTED PACKED CANCELLED SHIPPED REJECTED CANCELLED REJECTED PICKING - - - "
        "- REJECTED - -",
        "ACCEPTED  - - - PACKED CANCELLED SHIPPED REJECTED CANCELLED REJECTED PICKING - - - - - - "
        "-",
        "PICKING   - - - PACKED CANCELLED SHIPPED REJECTED CANCELLED REJECTED PICKING - - - - - - "
        "-",
        "PACKED    - - - - - SHIPPED - CANCELLED - - - READY - - - - PACKED",
        "SHIPPED   - - - - - - - - - - DELIVERED READY - - - - -",
        "REJECTED  - - - - - - - - - - - - - - - - -",
        "CANCELLED - - - - - - - - - - - - - - - - -",
        "DELIVERED - - - - - - - - - - - - - - - - -",
        "READY     - - - - - - - CANCELLED - - - - DELIVERED READY - SHIPPED READY",
    };

    (void)state;
    for (int from = 0; from < FULFILLMENT_STATE_COUNT; from++) {
        char row[200];
        int at =
            snprintf(row, sizeof row, "%-9s", fulfillment_state_name((enum fulfillment_state)from));
        for (int on = 0; on < FULFILLMENT_INPUT_COUNT; on++) {
            const struct fulfillment_step *step =
                fulfillment_step((enum fulfillment_state)from, (enum fulfillment_input)on);
            at += snprintf(row + at, sizeof row - (size_t)at, " %s",
                           step == NULL ? "-" : fulfillment_state_name(step->to));
        }
        assert_string_equal(row, expected[from]);
    }
}

static void
each_step_is_there_once_and_says_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < fulfillment_step_count; i++) {
        const struct fulfillment_step *step = &fulfillment_steps[i];
        assert_ptr_equal(fulfillment_step(step->from, step->on), step);
        assert_true(strlen(step->why) > 5);
        assert_true(strlen(fulfillment_input_name(step->on)) > 0);
    }
}

static void
states_are_those_of_the_vocabulary(void **state)
{
    (void)state;
    for (int i = FULFILLMENT_PLANNED; i < FULFILLMENT_STATE_COUNT; i++) {
        char name[40];
        snprintf(name, sizeof name, "FULFILLMENT_%s",
                 fulfillment_state_name((enum fulfillment_state)i));
        const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value_by_name(
            &crossdock__routing__v1__fulfillment_status__descriptor, name);
        assert_non_null(value);
        assert_int_equal(value->value, i);
    }
}

static void
open_is_what_still_can_ship(void **state)
{
    (void)state;
    for (int i = FULFILLMENT_RELEASED; i < FULFILLMENT_STATE_COUNT; i++)
        assert_int_equal(fulfillment_is_open((enum fulfillment_state)i),
                         fulfillment_step((enum fulfillment_state)i, ON_SHIP) != NULL);
}

static void
on_a_list_is_what_can_be_scanned(void **state)
{
    (void)state;
    for (int i = FULFILLMENT_NONE; i < FULFILLMENT_STATE_COUNT; i++)
        assert_int_equal(fulfillment_is_on_list((enum fulfillment_state)i),
                         fulfillment_step((enum fulfillment_state)i, ON_SCAN) != NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_states_and_inputs),
        cmocka_unit_test(each_step_is_there_once_and_says_why),
        cmocka_unit_test(states_are_those_of_the_vocabulary),
        cmocka_unit_test(open_is_what_still_can_ship),
        cmocka_unit_test(on_a_list_is_what_can_be_scanned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
