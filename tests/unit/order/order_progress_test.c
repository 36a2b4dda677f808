/* How far an order is, from the counters of its lines; and what the answer to a cancel means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "services/order/core/release_outcome.h"
#include "services/order/core/order_progress.h"
#include "tests/unit/order/line_script.h"

static const struct {
    const char *ordered, *events, *progress;
} orders[] = {
    {"5 5", "", "UNFULFILLED"},
    {"5 5", "line 1 backorder 5 line 2 backorder 5", "BACKORDERED"},
    {"5 5", "line 1 commit 5 line 2 backorder 5", "PARTLY_BACKORDERED"},
    {"5 5", "line 1 commit 3 backorder 2 line 2 commit 5", "PARTLY_BACKORDERED"},
    {"5 5", "line 1 commit 5 line 2 commit 5", "RESERVED"},
    {"5 5", "line 1 commit 5", "RESERVED"},
    {"5 5", "line 1 commit 5 plan 5 line 2 commit 5", "PARTLY_ROUTED"},
    {"5 5", "line 1 commit 5 plan 5 line 2 backorder 5", "PARTLY_ROUTED"},
    {"5 5", "line 1 commit 5 plan 5 line 2 commit 5 plan 5", "ROUTED"},
    {"5 5", "line 1 plan 5 line 2 plan 5", "ROUTED"},
    {"5 5", "line 1 commit 5 plan 5 pick 1 line 2 commit 5 plan 5", "IN_PROGRESS"},
    {"5 5", "line 1 commit 5 plan 5 pick 5 ship 5 line 2 commit 5 plan 5", "PARTLY_SHIPPED"},
    {"5 5", "line 1 commit 5 plan 5 ship 5 line 2 commit 5 plan 5 ship 5", "SHIPPED"},
    {"5 5", "line 1 commit 5 plan 5 ship 5 line 2 backorder 5 release 5 0", "SHIPPED"},
    {"5 5", "line 1 commit 5 plan 5 ship 5 deliver 5 line 2 commit 5 plan 5", "PARTLY_DELIVERED"},
    {"5 5", "line 1 commit 5 plan 5 ship 5 deliver 2 line 2 commit 5 plan 5 ship 5",
     "PARTLY_DELIVERED"},
    {"5 5", "line 1 commit 5 plan 5 ship 5 deliver 2 deliver 3 line 2 backorder 5 release 5 0",
     "DELIVERED"},
    {"5 5", "line 1 commit 5 release 0 5 line 2 commit 5 plan 5", "ROUTED"},
    {"5 5", "line 1 commit 5 release 0 5 line 2 backorder 5 release 5 0", "CANCELLED"},
};

static void
progress_is_the_furthest_thing_that_is_true(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct order *order = script_order(orders[i].ordered);

        assert_null(script_run(order, orders[i].events));
        if (strcmp(order_progress_name(order_progress(order)), orders[i].progress) != 0)
            print_error("%s: %s\n", orders[i].ordered, orders[i].events);
        assert_string_equal(order_progress_name(order_progress(order)), orders[i].progress);
        free(order);
    }
}

static const struct {
    const char *ordered, *events;
    bool whole;
    int64_t released;
    const char *outcome;
} answers[] = {
    {"5 5", "line 1 commit 5 release 0 5 line 2 commit 5 release 0 5", true, 10, "ALL_RELEASED"},
    {"5 5", "line 1 commit 5 release 0 5 line 2 commit 5 release 0 5", true, 0, "ALL_RELEASED"},
    {"5 5", "line 1 commit 5 release 0 5 line 2 commit 5 plan 5", true, 5, "SOME_RELEASED"},
    {"5 5", "line 1 commit 5 release 0 5 line 2 commit 5 plan 5 ship 5", true, 5, "SOME_RELEASED"},
    {"5 5", "line 1 commit 5 plan 5 line 2 commit 5 plan 5", true, 0, "NOTHING_RELEASED"},
    {"5 5", "line 1 commit 5 release 0 2 line 2 commit 5", false, 2, "LINES_RELEASED"},
    {"5 5", "line 1 commit 5 line 2 commit 5", false, 0, "LINES_RELEASED"},
    {"5 5", "line 1 refuse 5 line 2 commit 5", false, 5, "LINES_RELEASED"},
    {"5 5", "line 1 refuse 5 line 2 refuse 5", false, 10, "NO_UNIT_LEFT"},
    {"5", "commit 5 release 0 3 release 0 2", false, 2, "NO_UNIT_LEFT"},
};

static void
an_answer_gives_back_what_has_not_left(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct order *order = script_order(answers[i].ordered);

        assert_null(script_run(order, answers[i].events));
        assert_string_equal(
            order_happening_name(release_outcome(order, answers[i].whole, answers[i].released)),
            answers[i].outcome);
        free(order);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_is_the_furthest_thing_that_is_true),
        cmocka_unit_test(an_answer_gives_back_what_has_not_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
