/*
 * Forecasts that add up. The tree of the tables is that of Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice (3e), 11.1: a total of A (AA, AB, AC) and B (BA, BB). Expected numbers
 * are S (S' W^-1 S)^-1 S' W^-1 base, made independently (R, dense matrices); properties hold for
 * trees and numbers drawn from a printed seed.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/hierarchy/hierarchy.h"

#define SEED 20261122

static unsigned char room[SCRATCH_BYTES];
static struct scratch scratch = {room, sizeof room, 0};

/* Total, A, B, AA, AB, AC, BA, BB; the base does not add up: 100, not 60 + 30; A 60, not 55. */
static const int parent[] = {-1, 0, 0, 1, 1, 1, 2, 2};
static const double base[] = {100, 60, 30, 20, 25, 10, 12, 20};
static const double weights[] = {0, 0, 0, 2, 2, 1, 4, 1};
static const double variances[] = {40, 16, 9, 4, 5, 2, 3, 4};
static const double errors[] = {/* six times, node by node */
                                5, -3, 2, -6, 1, 4,  3, -2, 2, -3, 1, 2,  2, -1, 0, -3,
                                0, 2,  1, -1, 1, -1, 1, 1,  1, 0,  1, -1, 0, 1,  1, -1,
                                0, -1, 0, 0,  1, 0,  0, -2, 0, 1,  1, -1, 0, -1, 0, 1};

/* clang-format off */
static const char expected[] =
    "bottom-up  87 55 32 20 25 10 12 20\n"
    "top-down   100 50 50 20 20 10 40 10\n"
    "middle-out 90 60 30 24 24 12 24 6\n"
    "ols 95.6206896552 62.0344827586 33.5862068966 22.3448275862 27.3448275862 12.3448275862 12.7931034483 20.7931034483\n"
    "structural 92.3333333333 59.8000000000 32.5333333333 21.6000000000 26.6000000000 11.6000000000 12.2666666667 20.2666666667\n"
    "variances 90.6152222783 58.5664082213 32.0488140570 21.2968757168 26.6210946461 10.6484378584 12.0209203101 20.0278937468\n"
    "shrink 89.5525602364 57.5288007554 32.0237594809 21.1671388102 25.7780925401 10.5835694051 12.0142556886 20.0095037924\n";
/* clang-format on */

static void
order(struct hierarchy *hierarchy, int count, const int *parents)
{
    *hierarchy = (struct hierarchy){.count = count, .parent = parents};
    assert_true(hierarchy_order(hierarchy, &scratch));
}

static void
ways_give_what_the_matrices_give(void **state)
{
    struct hierarchy tree;
    const struct hierarchy_facts facts = {weights, variances, errors, 6, 1};
    char name[20];
    double out[16], wanted[8], twice[16];
    int bytes;

    (void)state;
    scratch.used = 0;
    order(&tree, 8, parent);
    memcpy(twice, base, sizeof base);
    memcpy(twice + 8, base, sizeof base);
    for (const char *at = expected; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%19s %lf %lf %lf %lf %lf %lf %lf %lf\n%n", name, &wanted[0],
                                &wanted[1], &wanted[2], &wanted[3], &wanted[4], &wanted[5],
                                &wanted[6], &wanted[7], &bytes),
                         9);
        assert_true(reconciliation_named(name)->reconcile(&tree, &facts, twice, 2, &scratch, out));
        for (int i = 0; i < 16; i++)
            if (fabs(out[i] - wanted[i % 8]) > 1e-8)
                fail_msg("%s: node %d is %.10f, not %.10f", name, i % 8, out[i], wanted[i % 8]);
    }
    assert_null(reconciliation_named("best"));
}

static void
circles_and_strangers_are_refused(void **state)
{
    static const int circle[] = {-1, 2, 1}, stranger[] = {-1, 7}, alone[] = {-1, -1};
    struct hierarchy tree = {.count = 3, .parent = circle};
    double values[] = {3, 4};

    (void)state;
    scratch.used = 0;
    assert_false(hierarchy_order(&tree, &scratch));
    tree = (struct hierarchy){.count = 2, .parent = stranger};
    assert_false(hierarchy_order(&tree, &scratch));
    order(&tree, 2, alone);
    hierarchy_sum(&tree, values);
    assert_true(values[0] == 3 && values[1] == 4);
}

static double
uniform(void)
{
    return rand() / (RAND_MAX + 1.0); /* of the test's own seed */
}

/* What adds up stays as it is (but for the ways by shares), and what comes out adds up. */
static void
random_trees_add_up(void **state)
{
    enum { NODES = 300, TIMES = 12 };
    static int parents[NODES];
    static double bases[NODES], made[NODES], facts_weights[NODES], facts_variances[NODES];
    static double again[NODES], facts_errors[NODES * TIMES], sums[NODES];

    (void)state;
    printf("seed %d\n", SEED);
    srand(SEED);
    for (int round = 0; round < 40; round++) {
        struct hierarchy tree;
        const int count = 2 + rand() % (NODES - 2);
        scratch.used = 0;
        for (int i = 0; i < count; i++) {
            parents[i] = i == 0 || uniform() < 0.02 ? -1 : rand() % i;
            bases[i] = uniform() * pow(10, 6 * uniform());
            facts_weights[i] = uniform() < 0.2 ? 0 : uniform();
            facts_variances[i] = uniform() < 0.1 ? 0 : uniform() * 100;
            for (int t = 0; t < TIMES; t++)
                facts_errors[i * TIMES + t] = uniform() - 0.5;
        }
        order(&tree, count, parents);
        const struct hierarchy_facts facts = {facts_weights, facts_variances, facts_errors, TIMES,
                                              1};
        for (const struct reconciliation *way = reconciliations; way->name != NULL; way++) {
            assert_true(way->reconcile(&tree, &facts, bases, 1, &scratch, made));
            memcpy(sums, made, sizeof sums);
            hierarchy_sum(&tree, sums);
            for (int i = 0; i < count; i++)
                if (!(fabs(made[i] - sums[i]) <= 1e-9 * fmax(1, fabs(sums[i]))))
                    fail_msg("%s, round %d: node %d is %.12g, not the sum %.12g", way->name, round,
                             i, made[i], sums[i]);
            if (way->reconcile == reconcile_top_down || way->reconcile == reconcile_middle_out)
                continue;
            assert_true(way->reconcile(&tree, &facts, made, 1, &scratch, again));
            for (int i = 0; i < count; i++)
                if (!(fabs(made[i] - again[i]) <= 1e-7 * fmax(1, fabs(made[i]))))
                    fail_msg("%s, round %d: node %d moved from %.12g to %.12g", way->name, round, i,
                             made[i], again[i]);
        }
    }
}

static void
a_large_tree_takes_no_matrix(void **state)
{
    enum { LEAVES = 100000, SKUS = 1000 };
    static int parents[1 + SKUS + LEAVES];
    static double bases[1 + SKUS + LEAVES], made[1 + SKUS + LEAVES];
    struct hierarchy tree;

    (void)state;
    scratch.used = 0;
    parents[0] = -1;
    for (int i = 1; i < 1 + SKUS + LEAVES; i++) {
        parents[i] = i <= SKUS ? 0 : 1 + i % SKUS;
        bases[i] = i <= SKUS ? 110 : 1;
    }
    bases[0] = 100000;
    order(&tree, 1 + SKUS + LEAVES, parents);
    assert_true(
        reconcile_structural(&tree, &(struct hierarchy_facts){0}, bases, 1, &scratch, made));
    /* A SKU says 110, its leaves 100: 105, with variance 50 each; 105,000 against 100,000: 103,333
     */
    assert_true(fabs(made[0] - 310000.0 / 3) < 1e-3);
    assert_true(fabs(made[1] - 310.0 / 3) < 1e-6);
    assert_false(reconcile_shrink(&tree, &(struct hierarchy_facts){0}, bases, 1, &scratch, made));
}

static void
a_simple_way_stays_until_another_earns_it(void **state)
{
    static const struct {
        double errors[4];
        int chosen;
    } rows[] = {
        {{1, 0.995, 2, NAN}, 0}, {{1, 0.98, 2, NAN}, 1}, {{1, 0.98, 0.975, 0.9}, 3},
        {{NAN, 3, 4, NAN}, 1},   {{0, 0, 0, 0}, 0},      {{NAN, NAN, NAN, NAN}, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(hierarchy_choose(rows[i].errors, 4), rows[i].chosen);
}

/* Parts of 3 and 4: together 5 when independent, 7 when they go together, and between. */
static void
bands_of_sums_lie_between(void **state)
{
    static const double parts[] = {3, 4}, below[] = {-3, -4};
    static const double together[] = {1, -1, 1, -1, 2, -2, 2, -2},
                        apart[] = {1, -1, 1, -1, 1, 1, -1, -1};
    static const int both[] = {0, 1};

    (void)state;
    assert_true(fabs(band_of_sum(parts, 2, 0) - 5) < 1e-12);
    assert_true(fabs(band_of_sum(parts, 2, 1) - 7) < 1e-12);
    assert_true(fabs(band_of_sum(parts, 2, 0.5) - sqrt(37)) < 1e-12);
    assert_true(fabs(band_of_sum(below, 2, 1) + 7) < 1e-12);
    assert_true(fabs(band_correlation(together, 4, 2, both) - 4.0 / 14) < 1e-12);
    assert_true(band_correlation(apart, 4, 2, both) == 0);
    assert_true(band_correlation(together, 4, 1, both) == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_give_what_the_matrices_give),
        cmocka_unit_test(circles_and_strangers_are_refused),
        cmocka_unit_test(random_trees_add_up),
        cmocka_unit_test(a_large_tree_takes_no_matrix),
        cmocka_unit_test(a_simple_way_stays_until_another_earns_it),
        cmocka_unit_test(bands_of_sums_lie_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
