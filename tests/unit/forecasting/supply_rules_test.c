/*
 * How long purchases take, and the life of a proposal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/supply/lead_time_measured.h"
#include "services/forecasting/core/supply/proposal_steps.h"

/* told days, told deviation, receipts of the item (weight, mean, sum of squares about it), of the
 * supplier (the same of days / told) : mean, deviation. By hand with k = 3: mean = (3 m0 + n x) /
 * (3 + n). */
/* clang-format off */
static const char lead_times[] =
    "7  0   0 0 0      0 0 0      : 7.0000 0.0000\n"
    "7  2   0 0 0      0 0 0      : 7.0000 2.0000\n"
    "7  0   1 11 0     0 0 0      : 8.0000 0.0000\n"  /* (21 + 11) / 4 */
    "7  2   3 11 8     0 0 0      : 9.0000 1.8257\n"  /* (21 + 33) / 6; (3 x 4 + 8) / 6 */
    "7  0  97 11 97    0 0 0      : 10.8800 0.9849\n" /* many receipts: what they say */
    "10 0   0 0 0      3 1.5 0    : 12.5000 0.0000\n" /* its supplier is half as late again */
    "10 0   0 0 0      3 1.5 0.06 : 12.5000 1.0000\n" /* 100 x 0.06 / 6 */
    "1  0   9 0 0      0 0 0      : 0.2500 0.0000\n"
    "0.1 0  9 0 0      0 0 0      : 0.1000 0.0000\n"; /* never at once */
/* clang-format on */

static struct lead_time_seen
seen_of(double weight, double mean, double spread)
{
    return (struct lead_time_seen){weight, weight * mean, weight * mean * mean + spread};
}

static void
receipts_win_as_they_become_more(void **state)
{
    double told, sd, n, mean, spread, of_n, of_mean, of_spread;
    char expected[2][16], text[16];
    int bytes;

    (void)state;
    for (const char *at = lead_times; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf %lf %lf %lf %lf : %15s %15s\n%n", &told, &sd,
                                &n, &mean, &spread, &of_n, &of_mean, &of_spread, expected[0],
                                expected[1], &bytes),
                         10);
        const struct lead_time_seen item = seen_of(n, mean, spread);
        const struct lead_time_seen supplier = seen_of(of_n, of_mean, of_spread);
        const struct lead_time_known known = lead_time_measured(told, sd, &item, &supplier);
        print_message("%.*s", bytes, at);
        snprintf(text, sizeof text, "%.4f", known.mean);
        assert_string_equal(text, expected[0]);
        snprintf(text, sizeof text, "%.4f", known.deviation);
        assert_string_equal(text, expected[1]);
        assert_int_equal(known.receipts, (uint32_t)(n + 0.5));
    }
}

static void
receipts_add_up_in_parts(void **state)
{
    struct lead_time_seen seen = {0};

    (void)state;
    lead_time_see(&seen, 0.25, 4);
    lead_time_see(&seen, 0.75, 8);
    assert_true(seen.weight == 1 && seen.sum == 7 && seen.squares == 52);
}

/* All states and changes: the table's and none else. */
/* clang-format off */
static const char steps[] =
    "NONE 0 PROPOSED\n"            "PROPOSED 1 APPROVED\n"        "PROPOSED 2 REJECTED\n"
    "PROPOSED 3 EXPIRED\n"         "REJECTED 4 PROPOSED\n"        "APPROVED 5 ORDERED\n"
    "APPROVED 8 CANCELLED\n"       "ORDERED 6 PARTLY_RECEIVED\n"  "ORDERED 7 RECEIVED\n"
    "ORDERED 8 CANCELLED\n"        "PARTLY_RECEIVED 6 PARTLY_RECEIVED\n"
    "PARTLY_RECEIVED 7 RECEIVED\n";
/* clang-format on */

static void
a_proposal_makes_these_steps_only(void **state)
{
    size_t found = 0;

    (void)state;
    for (int from = 0; from < PROPOSAL_STATE_COUNT; from++) {
        for (int on = 0; on < PROPOSAL_CHANGE_COUNT; on++) {
            const struct proposal_step *step =
                proposal_step_find((enum proposal_state)from, (enum proposal_change)on);
            char line[64];
            if (step == NULL)
                continue;
            snprintf(line, sizeof line, "%s %d %s\n",
                     proposal_state_name((enum proposal_state)from), on,
                     proposal_state_name(step->to));
            assert_non_null(strstr(steps, line));
            assert_true(strlen(step->why) > 5);
            found++;
        }
    }
    assert_int_equal(found, 12);
    assert_int_equal(found, proposal_step_count);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receipts_win_as_they_become_more),
        cmocka_unit_test(receipts_add_up_in_parts),
        cmocka_unit_test(a_proposal_makes_these_steps_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
