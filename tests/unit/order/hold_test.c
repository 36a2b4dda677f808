/* Holds: what may be asked for, who may release them and until when; and what the clock does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "services/order/core/hold.h"
#include "services/order/core/order_due.h"
#include "tests/unit/order/line_script.h"

#define NOW_US 1000

static const char *const outcomes[] = {
    [RELEASE_NOT_OPEN] = "not open", [RELEASE_DENIED] = "denied", [RELEASE_EXPIRED] = "expired",
    [RELEASE_ONE] = "one",           [RELEASE_LAST] = "last",
};

static const struct {
    const char *open; /* digits: the reasons */
    int64_t payment_expires_at_us;
    enum hold_reason reason;
    bool by_storefront;
    const char *outcome;
} releases[] = {
    {"1", 0, HOLD_AWAITING_PAYMENT, true, "last"},
    {"1", NOW_US + 1, HOLD_AWAITING_PAYMENT, true, "last"},
    {"1", NOW_US, HOLD_AWAITING_PAYMENT, true, "expired"}, /* whether the clock has struck or not */
    {"1", NOW_US - 1, HOLD_AWAITING_PAYMENT, false, "expired"},
    {"12", NOW_US - 1, HOLD_FRAUD_REVIEW, false, "one"}, /* the other hold has no time */
    {"12", 0, HOLD_AWAITING_PAYMENT, true, "one"},
    {"2", 0, HOLD_AWAITING_PAYMENT, true, "not open"},
    {"", 0, HOLD_OTHER, true, "not open"},
    {"2", 0, HOLD_FRAUD_REVIEW, true, "denied"},
    {"", 0, HOLD_OPS, true, "denied"}, /* nor may it find out */
    {"2", 0, HOLD_FRAUD_REVIEW, false, "last"},
    {"7", 0, HOLD_OTHER, true, "last"},
    {"1234567", 0, HOLD_EXPORT, false, "one"},
};

static void
a_hold_is_released_in_time_by_who_may(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++) {
        struct order order = {.payment_expires_at_us = releases[i].payment_expires_at_us};

        for (const char *digit = releases[i].open; *digit != '\0'; digit++)
            order.holds_open |= (uint8_t)(1u << (*digit - '0'));
        assert_int_equal(holds_open(&order), strlen(releases[i].open));
        assert_string_equal(
            outcomes[release_hold(&order, releases[i].reason, releases[i].by_storefront, NOW_US)],
            releases[i].outcome);
    }
}

static const struct {
    const char *events;
    enum order_status status;
    bool awaits_payment;
    int64_t payment_expires_at_us;
    bool payment_expiry_asked;
    int64_t cancel_unfilled_at_us;
    bool unfilled_asked;
    enum due_what due;
    int64_t due_at;
} dues[] = {
    {"", ORDER_ACCEPTED, false, 0, false, 0, false, DUE_NOTHING, DUE_NEVER},
    {"", ORDER_ACCEPTED, true, 0, false, 0, false, DUE_NOTHING, DUE_NEVER},
    {"", ORDER_ACCEPTED, true, 1001, false, 0, false, DUE_NOTHING, 1001},
    {"", ORDER_ACCEPTED, true, 1000, false, 0, false, DUE_PAYMENT, 1000},
    {"", ORDER_ACCEPTED, true, 1000, true, 0, false, DUE_NOTHING, DUE_NEVER},
    {"", ORDER_CANCEL_PENDING, true, 1000, false, 0, false, DUE_NOTHING, DUE_NEVER},
    {"", ORDER_CLOSED, true, 1000, false, 500, false, DUE_NOTHING, DUE_NEVER},
    /* what waits for stock, and only that */
    {"", ORDER_ACCEPTED, false, 0, false, 500, false, DUE_NOTHING, DUE_NEVER},
    {"commit 5", ORDER_ACCEPTED, false, 0, false, 500, false, DUE_NOTHING, DUE_NEVER},
    {"backorder 5", ORDER_ACCEPTED, false, 0, false, 1001, false, DUE_NOTHING, 1001},
    {"backorder 5", ORDER_ACCEPTED, false, 0, false, 500, false, DUE_UNFILLED, 500},
    {"commit 5 lose 1", ORDER_ACCEPTED, false, 0, false, 500, false, DUE_UNFILLED, 500},
    {"backorder 5", ORDER_ACCEPTED, false, 0, false, 500, true, DUE_NOTHING, DUE_NEVER},
    /* both: the whole cancel covers the other */
    {"backorder 5", ORDER_ACCEPTED, true, 900, false, 500, false, DUE_PAYMENT, 500},
    {"backorder 5", ORDER_ACCEPTED, true, 1100, false, 500, false, DUE_UNFILLED, 500},
};

static void
the_clock_acts_once_and_in_time(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof dues / sizeof dues[0]; i++) {
        struct order *order = script_order("5");

        assert_null(script_run(order, dues[i].events));
        order->status = dues[i].status;
        order->holds_open = dues[i].awaits_payment ? 1u << HOLD_AWAITING_PAYMENT : 0;
        order->payment_expires_at_us = dues[i].payment_expires_at_us;
        order->payment_expiry_asked = dues[i].payment_expiry_asked;
        order->cancel_unfilled_at_us = dues[i].cancel_unfilled_at_us;
        order->unfilled_asked = dues[i].unfilled_asked;
        assert_int_equal(order_due(order, NOW_US), dues[i].due);
        assert_true(order_due_at(order) == dues[i].due_at);
        free(order);
    }
    assert_int_equal(days_after(7, 0), 0);
    assert_true(days_after(7, 2) == 7 + INT64_C(2) * 86400 * 1000000);
}

static void
every_reason_has_a_name(void **unused)
{
    (void)unused;
    for (int reason = 0; reason < HOLD_REASON_COUNT; reason++)
        assert_true(strlen(hold_reason_name((enum hold_reason)reason)) > 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hold_is_released_in_time_by_who_may),
        cmocka_unit_test(the_clock_acts_once_and_in_time),
        cmocka_unit_test(every_reason_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
