/*
 * What moves an order that is on no list yet: each case a line, the outcome last.
 *
 *   KIND LIMIT : PARCELS METRES NANO LATE -> PARCELS METRES NANO LATE = OUTCOME
 *
 * LIMIT is in nano under least-cost, in metres under the others.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/move_worthwhile.h"

static bool
read_sums(const char *text, struct plan_sums *sums)
{
    long long n[4];

    if (sscanf(text, "%lld %lld %lld %lld", &n[0], &n[1], &n[2], &n[3]) != 4)
        return false;
    *sums = (struct plan_sums){n[0], n[1], n[2], n[3]};
    return true;
}

static void
check(const char *text)
{
    char kind[32];
    long long limit;
    struct plan_sums now, then;

    assert_int_equal(sscanf(text, "%31s %lld", kind, &limit), 2);
    assert_true(read_sums(strchr(text, ':') + 1, &now));
    assert_true(read_sums(strstr(text, "->") + 2, &then));
    const struct move_rule rule = {
        .kind = policy_kind_named(kind), .saving_min_nano = limit, .nearer_min_m = limit};
    assert_int_not_equal(rule.kind, POLICY_NONE);
    const char *outcome = move_name(move_worthwhile(&rule, &now, &then));
    if (strcmp(outcome, strstr(text, "= ") + 2) != 0)
        fail_msg("%s: it is %s", text, outcome);
}

static void
the_table(void **state)
{
    static const char *const rows[] = {
        "least-cost     100 : 2 9000 1000 0 -> 1 9000  900 0 = cheaper",
        "least-cost     100 : 2 9000 1000 0 -> 1 9000  901 0 = stays",
        "least-cost       1 : 1 9000 1000 0 -> 3 9999  999 0 = cheaper",
        "least-cost       0 : 2 9000 1000 0 -> 1  100    1 0 = stays",
        "least-cost       1 : 1 9000 1000 0 -> 1 9000 1000 0 = stays",
        "least-cost       1 : 1 9000 1000 0 -> 1 9000   10 1 = stays",
        "least-cost       1 : 1 9000 1000 2 -> 1 9000   10 1 = cheaper",
        "nearest      50000 : 2 9000    0 0 -> 1 90000   0 0 = fewer parcels",
        "nearest      50000 : 1 90000   0 0 -> 1 40000   0 0 = nearer",
        "nearest      50000 : 1 90000   0 0 -> 1 40001   0 0 = stays",
        "nearest      50000 : 1 90000   0 0 -> 2  1000   0 0 = stays",
        "nearest          0 : 2 90000   0 0 -> 1  1000   0 0 = stays",
        "nearest      50000 : 2 9000    0 0 -> 1  9000   0 1 = stays",
        "fewest-parcels 100 : 3 9000    7 0 -> 2  9000   8 0 = fewer parcels",
        "fewest-parcels 100 : 2 9000    7 0 -> 2  8900   8 0 = nearer",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check(rows[i]);
}

/* Whatever moves, moves no more: no order goes to and fro. */
static void
what_moved_stays(void **state)
{
    uint64_t seed = 20261122;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        struct plan_sums sums[2];
        for (int j = 0; j < 2; j++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            sums[j] =
                (struct plan_sums){(int64_t)(seed >> 60) % 4 + 1, (int64_t)(seed >> 40 & 0xffff),
                                   (int64_t)(seed >> 20 & 0xfff), (int64_t)(seed >> 8 & 1)};
        }
        const struct move_rule rule = {.kind = (enum policy_kind)(1 + i % 3),
                                       .saving_min_nano = 1 + i % 7,
                                       .nearer_min_m = 1 + i % 5};
        if (move_worthwhile(&rule, &sums[0], &sums[1]) != MOVE_STAYS)
            assert_int_equal(move_worthwhile(&rule, &sums[1], &sums[0]), MOVE_STAYS);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table),
        cmocka_unit_test(what_moved_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
