/* Every status meets everything that can happen: the table against a list of what is expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/order_steps.h"

#define REFUSED "refused"

static const char *const expected[ORDER_STATUS_COUNT][ORDER_HAPPENING_COUNT] = {
    [ORDER_NONE] = {"ACCEPTED", REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED},
    [ORDER_ACCEPTED] = {REFUSED, "CANCEL_PENDING", REFUSED, REFUSED, REFUSED, "CLOSED", "ACCEPTED",
                        "CANCELLED"},
    [ORDER_CANCEL_PENDING] = {REFUSED, REFUSED, "CANCELLED", "ACCEPTED", "ACCEPTED",
                              "CANCEL_PENDING", "CANCEL_PENDING", "CANCEL_PENDING"},
    [ORDER_CANCELLED] = {REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED},
    [ORDER_CLOSED] = {REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED},
};

static void
every_status_has_an_answer_to_everything(void **unused)
{
    (void)unused;
    for (int from = 0; from < ORDER_STATUS_COUNT; from++)
        for (int on = 0; on < ORDER_HAPPENING_COUNT; on++) {
            const struct order_step *step =
                order_step((enum order_status)from, (enum order_happening)on);

            assert_string_equal(step != NULL ? order_status_name(step->to) : REFUSED,
                                expected[from][on]);
        }
}

static void
no_two_rows_disagree_and_each_says_why(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < order_step_count; i++) {
        assert_ptr_equal(order_step(order_steps[i].from, order_steps[i].on), &order_steps[i]);
        assert_true(strlen(order_steps[i].why) > 10);
    }
}

static void
only_cancelled_and_closed_are_final(void **unused)
{
    (void)unused;
    for (int status = 0; status < ORDER_STATUS_COUNT; status++)
        assert_int_equal(order_status_is_final((enum order_status)status),
                         status == ORDER_CANCELLED || status == ORDER_CLOSED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_an_answer_to_everything),
        cmocka_unit_test(no_two_rows_disagree_and_each_says_why),
        cmocka_unit_test(only_cancelled_and_closed_are_final),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
