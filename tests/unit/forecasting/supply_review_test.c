/*
 * What supply allows, by hand. The first case is the projected balance as textbooks draw it:
 * opening + receipts - demand, bucket by bucket.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "services/forecasting/core/plan/supply_review.h"

#define WEEKS 4

/* opening, inbound by week, buyable from, demand by week : supply by week, limits, stock at the end
 */
/* clang-format off */
static const char skus[] =
    "50   0 0 40 0  9  20 20 20 20 : 20 20 20 20  0000  30 10 30 10\n"
    "30   0 0  0 0  2  20 20 20 20 : 20 10 20 20  0200  10  0  0  0\n" /* too late to buy for week 1 */
    "30   0 0 40 0  9  20 20 20 20 : 20 10 20 20  0100  10  0 20  0\n" /* more comes, but later */
    " 0   0 0  0 0  9   5  5  0  5 :  0  0  0  0  2202   0  0  0  0\n"
    "-4  10 0  0 0  9   5  5  0  5 :  5  1  0  0  0202   1  0  0  0\n" /* what is owed goes first */
    "10   0 0  0 0  0  20 20 20 20 : 20 20 20 20  0000   0  0  0  0\n";

/* three wishes, their worth, capacity : granted */
static const char cuts[] =
    "10 20 30  1 2 3  100 : 10 20 30\n"
    "10 20 30  1 2 3   50 :  0 20 30\n"
    "10 20 30  1 2 3   40 :  0 10 30\n"
    "10 20 30  1 1 1   30 :  5 10 15\n" /* worth the same: each half */
    "10 20 30  1 3 1   40 :  5 20 15\n"
    "10 20 30  1 2 3    0 :  0  0  0\n"
    " 0  0  0  1 2 3   10 :  0  0  0\n";

/* limit, short, promoted, substitute, idle, later, can buy : way out */
static const char ways[] =
    "0  0  0  0  0  0 1 : 0\n"
    "1 10 10 10 10 10 1 : 1\n" /* later costs nothing but time */
    "1 10  5 10 10 10 1 : 2\n"
    "1 10  5  9 10 10 1 : 3\n"
    "1 10  5  9  9 10 1 : 4\n"
    "2 10  5  9  9 10 1 : 5\n" /* nothing is coming that could come sooner */
    "2 10  0  0  0  0 0 : 6\n"
    "3 10 10  0  0  0 1 : 1\n"
    "3 10  0 99 99 99 1 : 6\n"; /* more goods do not help who cannot ship */
/* clang-format on */

static struct scratch
scratch_new(void)
{
    const size_t size = 1 << 16;
    return (struct scratch){.bytes = aligned_alloc(64, size), .size = size};
}

static void
stock_inbound_and_lead_time_limit(void **state)
{
    struct scratch scratch = scratch_new();

    (void)state;
    for (const char *at = skus; *at != '\0';) {
        static const double no_limit[] = {-1, -1, -1, -1};
        double inbound[WEEKS], demand[WEEKS], want[WEEKS], stock[WEEKS];
        double supply[WEEKS], found_stock[WEEKS], short_units[WEEKS];
        unsigned char limits[WEEKS];
        char want_limits[WEEKS + 1];
        struct supply_of_sku sku = {.inbound = inbound, .worth = 1};
        int bytes;
        assert_int_equal(
            sscanf(at,
                   "%lf %lf %lf %lf %lf %d %lf %lf %lf %lf : %lf %lf %lf %lf %4s %lf %lf %lf "
                   "%lf\n%n",
                   &sku.opening, &inbound[0], &inbound[1], &inbound[2], &inbound[3],
                   &sku.buyable_from, &demand[0], &demand[1], &demand[2], &demand[3], &want[0],
                   &want[1], &want[2], &want[3], want_limits, &stock[0], &stock[1], &stock[2],
                   &stock[3], &bytes),
            19);
        print_message("%.*s", bytes, at);
        at += bytes;
        const struct supply_problem problem = {
            .weeks = WEEKS, .count = 1, .skus = &sku, .demand = demand, .capacity = no_limit};
        struct supply_found found = {
            .supply = supply, .limits = limits, .stock = found_stock, .short_units = short_units};
        supply_review(&problem, &scratch, &found);
        for (int w = 0; w < WEEKS; w++) {
            assert_true(fabs(supply[w] - want[w]) < 1e-9);
            assert_int_equal(limits[w] + '0', want_limits[w]);
            assert_true(fabs(found_stock[w] - stock[w]) < 1e-9);
            assert_true(fabs(short_units[w] - (demand[w] - want[w])) < 1e-9);
        }
    }
    free(scratch.bytes);
}

static void
capacity_goes_to_what_is_worth_most(void **state)
{
    struct scratch scratch = scratch_new();
    double wanted[3], worth[3], capacity, want[3], granted[3];
    int bytes;

    (void)state;
    for (const char *at = cuts; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf %lf %lf %lf : %lf %lf %lf\n%n", &wanted[0],
                                &wanted[1], &wanted[2], &worth[0], &worth[1], &worth[2], &capacity,
                                &want[0], &want[1], &want[2], &bytes),
                         10);
        print_message("%.*s", bytes, at);
        capacity_cut(wanted, worth, 3, capacity, &scratch, granted);
        for (int i = 0; i < 3; i++)
            assert_true(fabs(granted[i] - want[i]) < 1e-9);
    }
    free(scratch.bytes);
}

/* Two SKUs of 30 units a week, 40 can be shipped: the dearer one whole, the other a third; what it
 * does not ship stays in stock. */
static void
capacity_leaves_stock_behind(void **state)
{
    static const double none[WEEKS] = {0}, capacity[] = {40, 40, -1, 0};
    static const struct supply_of_sku two[] = {
        {.opening = 100, .inbound = none, .buyable_from = WEEKS, .worth = 1},
        {.opening = 100, .inbound = none, .buyable_from = WEEKS, .worth = 2},
    };
    static const double demand[] = {30, 30, 30, 5, 30, 30, 30, 5};
    double supply[2 * WEEKS], stock[WEEKS], short_units[WEEKS];
    unsigned char limits[2 * WEEKS];
    struct scratch scratch = scratch_new();
    const struct supply_problem problem = {
        .weeks = WEEKS, .count = 2, .skus = two, .demand = demand, .capacity = capacity};
    struct supply_found found = {
        .supply = supply, .limits = limits, .stock = stock, .short_units = short_units};

    (void)state;
    supply_review(&problem, &scratch, &found);
    static const double want[] = {10, 10, 30, 0, 30, 30, 30, 0};
    static const unsigned char why[] = {3, 3, 0, 3, 0, 0, 0, 3};
    for (int i = 0; i < 2 * WEEKS; i++)
        assert_true(fabs(supply[i] - want[i]) < 1e-9 && limits[i] == why[i]);
    assert_true(stock[0] == 160 && stock[1] == 120 && stock[2] == 60 && stock[3] == 60);
    assert_true(short_units[0] == 20 && short_units[2] == 0 && short_units[3] == 10);
    free(scratch.bytes);
}

static void
gaps_have_a_cheapest_way_out(void **state)
{
    struct gap_facts facts;
    int limit, can_buy, way, bytes;

    (void)state;
    for (const char *at = ways; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%d %lf %lf %lf %lf %lf %d : %d\n%n", &limit,
                                &facts.short_units, &facts.promoted_units, &facts.substitute_units,
                                &facts.idle_units, &facts.later_units, &can_buy, &way, &bytes),
                         8);
        print_message("%.*s", bytes, at);
        facts.limit = (enum supply_limit)limit;
        facts.can_buy = can_buy != 0;
        assert_int_equal(way_out(&facts), way);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stock_inbound_and_lead_time_limit),
        cmocka_unit_test(capacity_goes_to_what_is_worth_most),
        cmocka_unit_test(capacity_leaves_stock_behind),
        cmocka_unit_test(gaps_have_a_cheapest_way_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
