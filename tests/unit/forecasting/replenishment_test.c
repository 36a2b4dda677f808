/*
 * When to buy, and how much.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/forecast.h"

/* reorder point, order up to, position, is one open : outcome quantity */
/* clang-format off */
static const char decisions[] =
    "42 69  43 0 : none 0\n"
    "42 69  42 0 : proposed 27\n" /* at the reorder point is not above it */
    "42 69   0 0 : proposed 69\n"
    "42 69  -5 0 : proposed 74\n"
    "42 69  42 1 : none 0\n"      /* proposed once for each crossing */
    "42 69   0 1 : none 0\n"
    "42 69  43 1 : recovered 0\n"
    "42 69  99 1 : recovered 0\n"
    " 0  0   0 0 : none 0\n"      /* nobody asks for it */
    " 0  0   0 1 : recovered 0\n"
    " 5  5   5 0 : none 0\n"      /* nothing to order */
    " 0  1   0 0 : proposed 1\n";
/* clang-format on */

static void
stock_positions_become_proposals(void **state)
{
    static const char *const outcomes[] = {"none", "proposed", "recovered"};
    struct reorder_levels levels;
    struct stock_position position;
    char outcome[16];
    int64_t quantity;
    int open, bytes;

    (void)state;
    for (const char *at = decisions; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%ld %ld %ld %d : %15s %ld\n%n", &levels.reorder_point,
                                &levels.order_up_to, &position.units, &open, outcome, &quantity,
                                &bytes),
                         6);
        position.proposal_open = open != 0;
        const struct replenishment decided = replenishment_decide(&levels, &position);
        print_message("%.*s", bytes, at);
        assert_string_equal(outcomes[decided.outcome], outcome);
        assert_int_equal(decided.quantity, quantity);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_positions_become_proposals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
