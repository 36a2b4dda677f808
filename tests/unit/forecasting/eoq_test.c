/*
 * The economic order quantity and its kin. Of the books: Snyder and Shen (2e) example 3.1 (304.1,
 * $68.41 a year); Heizer and Render (Operations Management) "Sharp, Inc." (200 units, 5 orders,
 * $100) and "Nathan Manufacturing" (282.8 hubcaps); with backorders the shop of example 3.1 and
 * p = 5. The digits beyond those printed were recomputed.
 */
#include "tests/unit/forecasting/stock_table.h"

/* demand order holding : quantity cost */
static const char plain[] = "1300 8 0.225 : 304.0467800 68.4105255\n" /* Snyder and Shen 3.1 */
                            "1000 10 0.5 : 200 100\n"                 /* Heizer and Render */
                            "1 1 2 : 1 2\n";

static void
orders_of_least_cost(void **state)
{
    struct lot_costs costs;
    double quantity, cost;
    int bytes;

    (void)state;
    for (const char *at = plain; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf : %lf %lf\n%n", &costs.demand, &costs.order,
                                &costs.holding, &quantity, &cost, &bytes),
                         5);
        assert_near(eoq(&costs), quantity, 1e-6, at);
        assert_near(lot_cost(&costs, eoq(&costs)), cost, 1e-6, at);
    }
}

/* Silver, Pyke, Thomas 4.3: a quantity that is off by a share e costs e^2 / (2 (1 + e)) more. */
static void
the_cost_is_flat(void **state)
{
    const struct lot_costs costs = {1300, 8, 0.225};
    const double best = eoq(&costs), least = lot_cost(&costs, best);

    (void)state;
    assert_near(lot_cost(&costs, 1.2 * best) / least, 1 + 0.04 / 2.4, 1e-12, "20 % too many");
    assert_near(lot_cost(&costs, 0.8 * best) / least, 1 + 0.04 / 1.6, 1e-12, "20 % too few");
}

static void
shortage_and_production_make_it_larger(void **state)
{
    const struct lot_costs shop = {1300, 8, 0.225}, hubcaps = {1000, 10, 0.5};
    double share;

    (void)state;
    assert_near(eoq_with_backorders(&shop, 5, &share), 310.8125552, 1e-6, "backorders");
    assert_near(share, 0.0430622, 1e-7, "share of the time short");
    assert_near(eoq_with_production(&shop, 1700), 626.8084946, 1e-6, "production");
    assert_near(eoq_with_production(&hubcaps, 2000), 282.8427125, 1e-6, "Nathan Manufacturing");
}

/* Snyder and Shen (2e) example 9.1 (773 units, $173.95 a year); recomputed on a grid. */
static void
a_supplier_that_fails_makes_orders_larger(void **state)
{
    const struct lot_costs shop = {1300, 8, 0.225};
    const struct disruptions failing = {1.5, 14, 5}, hardly = {1e-9, 14, 5};
    const double best = eoq_with_disruptions(&shop, &failing);

    (void)state;
    assert_near(best, 772.8111, 1e-3, "quantity");
    assert_near(disrupted_cost(&shop, &failing, best), 173.9500, 1e-4, "cost");
    assert_near(eoq_with_disruptions(&shop, &hardly), eoq(&shop), 1e-3, "as good as none");
    for (double q = 10; q < 4000; q += 10)
        assert_true(disrupted_cost(&shop, &failing, best) <= disrupted_cost(&shop, &failing, q));
}

/* demand order holding, minimum pack maximum : quantity. Of the first three 304 is best. */
static const char allowed[] = "1300 8 0.225, 0 0 0 : 304\n"
                              "1300 8 0.225, 400 0 0 : 400\n"
                              "1300 8 0.225, 0 0 250 : 250\n"
                              "1300 8 0.225, 0 100 0 : 300\n"
                              "1300 8 0.225, 0 144 0 : 288\n"
                              "1300 8 0.225, 0 200 0 : 400\n" /* 71.0 against 74.5 */
                              "1300 8 0.225, 301 100 0 : 400\n"
                              "1300 8 0.225, 0 100 299 : 200\n"
                              "1300 8 0.225, 500 0 400 : 500\n" /* fewer cannot be bought */
                              "1300 8 0.225, 0 1000 500 : 1000\n"
                              "0 8 0.225, 0 12 0 : 12\n";

static void
what_may_be_ordered_is_the_cheaper_neighbour(void **state)
{
    struct lot_costs costs;
    struct lot_limits limits;
    long quantity;
    int bytes;

    (void)state;
    for (const char *at = allowed; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf, %ld %ld %ld : %ld\n%n", &costs.demand,
                                &costs.order, &costs.holding, &limits.minimum, &limits.pack,
                                &limits.maximum, &quantity, &bytes),
                         7);
        assert_near((double)eoq_allowed(&costs, &limits), (double)quantity, 0, at);
    }
}

/* Against every multiple that is allowed. */
static void
none_of_the_allowed_is_cheaper(void **state)
{
    uint64_t seed = 20240611;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 3000; i++) {
        const struct lot_costs costs = {draw_between(&seed, 1, 3000), draw_between(&seed, 1, 50),
                                        draw_between(&seed, 0.1, 5)};
        const struct lot_limits limits = {draw_below(&seed, 300), 1 + draw_below(&seed, 40),
                                          500 + draw_below(&seed, 500)};
        const double found = lot_cost(&costs, (double)eoq_allowed(&costs, &limits));
        for (int64_t q = limits.pack; q <= limits.maximum; q += limits.pack)
            if (q >= limits.minimum)
                assert_true(found <= lot_cost(&costs, (double)q) * (1 + 1e-12));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_of_least_cost),
        cmocka_unit_test(the_cost_is_flat),
        cmocka_unit_test(shortage_and_production_make_it_larger),
        cmocka_unit_test(a_supplier_that_fails_makes_orders_larger),
        cmocka_unit_test(what_may_be_ordered_is_the_cheaper_neighbour),
        cmocka_unit_test(none_of_the_allowed_is_cheaper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
