/*
 * One period. Of the books: Snyder and Shen (2e) example 4.3 (h .18, p .70, N(50, 8): 56.60, $2.00)
 * and its Poisson twin (56, $1.797); Nahmias (ch. 5) "Mac's newsstand" (15.2 copies). Recomputed.
 */
#include "tests/unit/forecasting/stock_table.h"

static void
normal_demand(void **state)
{
    const double quantity = newsvendor_normal(0.70, 0.18, 50, 8);

    (void)state;
    assert_near(quantity, 56.6039559, 1e-6, "Snyder and Shen 4.3");
    assert_near(newsvendor_normal_cost(0.70, 0.18, 50, 8, quantity), 1.9976052, 1e-6, "its cost");
    assert_near(newsvendor_normal(0.50, 0.15, 11.73, 4.74), 15.2201374, 1e-6, "Mac's");
    assert_near(newsvendor_ratio(1, 1), 0.5, 0, "even");
}

static void
counts(void **state)
{
    (void)state;
    assert_int_equal(newsvendor_count(0.70, 0.18, 50, 50), 56);
    assert_near(newsvendor_count_cost(0.70, 0.18, 50, 50, 56), 1.7972352, 1e-6, "Poisson");
}

/* The neighbours cost more. */
static void
the_count_is_the_cheapest(void **state)
{
    uint64_t seed = 1951;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 200; i++) {
        const double under = draw_between(&seed, 0.1, 9), over = draw_between(&seed, 0.1, 9);
        const double mean = draw_between(&seed, 0.2, 60),
                     variance = mean * draw_between(&seed, 1, 5);
        const int64_t best = newsvendor_count(under, over, mean, variance);
        const double cost = newsvendor_count_cost(under, over, mean, variance, best);
        for (int64_t q = best > 5 ? best - 5 : 0; q < best + 6; q++)
            assert_true(cost <= newsvendor_count_cost(under, over, mean, variance, q) + 1e-9);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normal_demand),
        cmocka_unit_test(counts),
        cmocka_unit_test(the_count_is_the_cheapest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
