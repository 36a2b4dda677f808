/*
 * When a purchase is proposed, proposed again, taken back, or left alone.
 */
#include "tests/unit/forecasting/stock_table.h"

/* rule, reorder up-to lot, position : open quantity / rejected wanted until, day : outcome quantity
 * wanted urgent. Mean demand over the lead time is 30. */
/* clang-format off */
static const char decisions[] =
    "sS 42 69 27, 43 : open -1 rejected -1 0, 9 : nothing 0 0 0\n"
    "sS 42 69 27, 42 : open -1 rejected -1 0, 9 : new 27 27 0\n"  /* at it is not above it */
    "sS 42 69 27, 29 : open -1 rejected -1 0, 9 : new 40 40 1\n"
    "sS 42 69 27, -5 : open -1 rejected -1 0, 9 : new 74 74 1\n"
    "sS 42 69 27, 42 : open 27 rejected -1 0, 9 : nothing 27 27 0\n"
    "sS 42 69 27, 38 : open 27 rejected -1 0, 9 : nothing 31 31 0\n"
    "sS 42 69 27, 35 : open 27 rejected -1 0, 9 : again 34 34 0\n"  /* a quarter more */
    "sS 42 69 27, 42 : open 40 rejected -1 0, 9 : again 27 27 0\n"
    "sS 42 69 27, 43 : open 27 rejected -1 0, 9 : nothing 0 0 0\n"  /* not clearly above */
    "sS 42 69 27, 45 : open 27 rejected -1 0, 9 : expire 0 0 0\n"
    "sS 42 69 27, 99 : open 27 rejected -1 0, 9 : expire 0 0 0\n"
    "sS 42 69 27, 40 : open -1 rejected 27 20, 9 : nothing 0 29 0\n"  /* asleep */
    "sS 42 69 27, 40 : open -1 rejected 27 20, 19 : nothing 0 29 0\n"
    "sS 42 69 27, 40 : open -1 rejected 27 20, 20 : new 29 29 0\n"  /* long enough */
    "sS 42 69 27, 35 : open -1 rejected 27 20, 9 : new 34 34 0\n"   /* the reason has grown */
    "sS 42 69 27, 35 : open -1 rejected 60 20, 9 : nothing 0 34 0\n"
    "RQ 42 69 20, 42 : open -1 rejected -1 0, 9 : new 20 1 0\n"
    "RQ 42 69 20, 20 : open -1 rejected -1 0, 9 : new 40 1 1\n"     /* two lots */
    "sS  0  0  0,  0 : open -1 rejected -1 0, 9 : nothing 0 0 0\n"  /* nobody asks for it */
    "sS  0  0  0,  0 : open 27 rejected -1 0, 9 : expire 0 0 0\n"
    "sS  0  1  1,  0 : open -1 rejected -1 0, 9 : new 1 1 1\n"
    "base 60 61 7, 60 : open -1 rejected -1 0, 9 : new 1 1 0\n";
/* clang-format on */

static void
positions_become_proposals(void **state)
{
    static const char *const outcomes[] = {"nothing", "new", "again", "expire"};
    const struct demand_over_lead demand = {.per_day = 3, .lead = {.mean = 30}};
    char rule[8], outcome[16];
    long position, open, rejected, quantity, wanted;
    int until, day, urgent, bytes;

    (void)state;
    for (const char *at = decisions; *at != '\0'; at += bytes) {
        struct stock_levels levels = {0};
        struct stock_terms terms = {.unit_cost_minor = 100};
        assert_int_equal(sscanf(at,
                                "%7s %ld %ld %ld, %ld : open %ld rejected %ld %d, %d : %15s %ld "
                                "%ld %d\n%n",
                                rule, &levels.reorder_point, &levels.order_up_to,
                                &levels.order_quantity, &position, &open, &rejected, &until, &day,
                                outcome, &quantity, &wanted, &urgent, &bytes),
                         13);
        terms.rule = rule[0] == 'R' ? REVIEW_CONTINUOUS : REVIEW_PERIODIC;
        const struct proposal_past past = {.open = open >= 0,
                                           .open_quantity = open,
                                           .rejected = rejected >= 0,
                                           .rejected_wanted = rejected,
                                           .snoozed_until = until};
        const struct proposal_decided decided =
            proposal_decide(&terms, &levels, &demand, position, &past, day);
        print_message("%.*s", bytes, at);
        assert_string_equal(outcomes[decided.outcome], outcome);
        assert_int_equal(decided.order.quantity, quantity);
        if (rule[0] != 'R')
            assert_int_equal(decided.wanted, wanted);
        assert_int_equal(decided.urgent, urgent);
    }
}

/* A position that shakes about the reorder point does not open and close a proposal. */
static void
no_flapping(void **state)
{
    const struct stock_levels levels = {
        .reorder_point = 100, .order_up_to = 200, .order_quantity = 100};
    const struct demand_over_lead demand = {.per_day = 5, .lead = {.mean = 60}};
    const struct stock_terms terms = {.rule = REVIEW_PERIODIC};
    struct proposal_past past = {0};
    uint64_t seed = 5;
    int changes = 0;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int32_t day = 0; day < 10000; day++) {
        const int64_t position = 95 + draw_below(&seed, 15);
        const struct proposal_decided decided =
            proposal_decide(&terms, &levels, &demand, position, &past, day);
        changes += decided.outcome != PROPOSE_NOTHING;
        if (decided.outcome == PROPOSE_NEW)
            past = (struct proposal_past){.open = true, .open_quantity = decided.order.quantity};
        else if (decided.outcome == PROPOSE_EXPIRE)
            past.open = false;
    }
    assert_int_equal(changes, 1);
}

static void
a_position_is_all_that_counts(void **state)
{
    const struct inventory_position position = {
        .on_hand = 50, .on_order = 20, .in_transfer = 7, .committed = 30};

    (void)state;
    assert_int_equal(position_units(&position), 47);
}

/* value units cover transfers, transfer? quantity unit-cost per-day : approved */
static const char approvals[] = "0 0 0 0, buy 1 100 2 : no\n"
                                "0 0 0 0, move 1 100 2 : no\n"
                                "0 0 0 1, move 9999 100 2 : yes\n"
                                "0 0 0 1, buy 1 100 2 : no\n"
                                "1000 0 0 0, buy 10 100 2 : yes\n"
                                "1000 0 0 0, buy 11 100 2 : no\n"
                                "1000 0 0 0, buy 1 0 2 : no\n" /* what costs nobody knows what */
                                "0 50 0 0, buy 50 0 2 : yes\n"
                                "0 50 0 0, buy 51 0 2 : no\n"
                                "0 0 14 0, buy 28 0 2 : yes\n"
                                "0 0 14 0, buy 29 0 2 : no\n"
                                "1000 50 14 0, buy 10 100 2 : yes\n" /* all of them */
                                "1000 50 14 0, buy 10 100 0.5 : no\n";

static void
what_is_approved_by_itself(void **state)
{
    char kind[8], answer[8];
    int transfers, bytes;

    (void)state;
    for (const char *at = approvals; *at != '\0'; at += bytes) {
        struct auto_approval limits = {0};
        struct approval_asked asked = {0};
        assert_int_equal(sscanf(at, "%ld %ld %d %d, %7s %ld %ld %lf : %7s\n%n", &limits.value_minor,
                                &limits.units, &limits.cover_days, &transfers, kind,
                                &asked.quantity, &asked.unit_cost_minor, &asked.per_day, answer,
                                &bytes),
                         9);
        limits.transfers = transfers != 0;
        asked.is_transfer = strcmp(kind, "move") == 0;
        print_message("%.*s", bytes, at);
        assert_int_equal(auto_approval_decide(&limits, &asked) == NULL, answer[0] == 'y');
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_become_proposals),
        cmocka_unit_test(no_flapping),
        cmocka_unit_test(a_position_is_all_that_counts),
        cmocka_unit_test(what_is_approved_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
