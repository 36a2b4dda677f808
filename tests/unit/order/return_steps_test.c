/* Every status of a return meets everything that can happen: the table against a list of what is
 * expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/return_steps.h"

#define NO NULL

/* asked, came blind, allowed, declined, withdrawn, time ran out, goods came, inspected some, all,
 * last, settled some, all, closed */
static const char *const expected[RETURN_STATUS_COUNT][RETURN_HAPPENING_COUNT] = {
    [RETURN_NONE] = {"REQUESTED", "RECEIVED", NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO},
    [RETURN_REQUESTED] = {NO, NO, "AUTHORIZED", "DECLINED", "CANCELLED", NO, "RECEIVED", NO, NO, NO,
                          "REQUESTED", NO, "CLOSED"},
    [RETURN_AUTHORIZED] = {NO, NO, NO, NO, "CANCELLED", "EXPIRED", "RECEIVED", NO, NO, NO,
                           "AUTHORIZED", NO, "CLOSED"},
    [RETURN_DECLINED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", NO, NO, NO, NO, NO, NO},
    [RETURN_RECEIVED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", "RECEIVED", "INSPECTED", "RESOLVED",
                         "RECEIVED", NO, "CLOSED"},
    [RETURN_INSPECTED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", NO, NO, NO, "INSPECTED", "RESOLVED",
                          "CLOSED"},
    [RETURN_RESOLVED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", NO, NO, NO, NO, "RESOLVED", "CLOSED"},
    [RETURN_CLOSED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", "CLOSED", "CLOSED", "CLOSED", NO, NO,
                       NO},
    [RETURN_EXPIRED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", NO, NO, NO, NO, NO, NO},
    [RETURN_CANCELLED] = {NO, NO, NO, NO, NO, NO, "RECEIVED", NO, NO, NO, NO, NO, NO},
};

static void
every_status_has_an_answer_to_everything(void **unused)
{
    (void)unused;
    for (int from = 0; from < RETURN_STATUS_COUNT; from++)
        for (int on = 0; on < RETURN_HAPPENING_COUNT; on++) {
            const struct return_step *step =
                return_step((enum return_status)from, (enum return_happening)on);

            if (expected[from][on] == NO) {
                assert_null(step);
                continue;
            }
            assert_non_null(step);
            assert_string_equal(return_status_name(step->to), expected[from][on]);
        }
}

static void
no_two_rows_disagree_and_each_says_why(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < return_step_count; i++) {
        assert_ptr_equal(return_step(return_steps[i].from, return_steps[i].on), &return_steps[i]);
        assert_true(strlen(return_steps[i].why) > 10);
    }
}

/* medusajs/medusa #15042, #13880: a return that cannot be got rid of. */
static void
no_return_is_ever_stuck(void **unused)
{
    (void)unused;
    for (int from = RETURN_REQUESTED; from < RETURN_STATUS_COUNT; from++) {
        const bool is_over = from == RETURN_DECLINED || from == RETURN_EXPIRED ||
                             from == RETURN_CANCELLED || from == RETURN_CLOSED;
        const bool nothing_came = from == RETURN_REQUESTED || from == RETURN_AUTHORIZED;

        assert_int_equal(return_step((enum return_status)from, ON_RETURN_CLOSED) != NULL, !is_over);
        assert_int_equal(return_step((enum return_status)from, ON_RETURN_WITHDRAWN) != NULL,
                         nothing_came);
        assert_non_null(return_step((enum return_status)from, ON_GOODS_CAME));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_an_answer_to_everything),
        cmocka_unit_test(no_two_rows_disagree_and_each_says_why),
        cmocka_unit_test(no_return_is_ever_stuck),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
