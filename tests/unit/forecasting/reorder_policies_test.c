/*
 * (R, Q) and (s, S). Of the books: Snyder and Shen (2e) example 5.2 (R 213.97, Q 318.6, cost
 * 95.45) and 4.7 (Poisson 6, K 5, h 1, p 4: s 4, S 10, cost 8.034); Nahmias (ch. 5) "Harvey's"
 * (Q 111, R 143); Zheng and Federgruen (1991), table 1: K 64, h 1, p 9, Poisson. All recomputed,
 * (s, S) also over all pairs; the power approximation by its formula.
 */
#include "tests/unit/forecasting/stock_table.h"

/* demand order holding shortage, mean deviation : R Q cost */
static const char joint[] =
    "1300 8 0.225 7.5, 108.3333333 43.3012702 : 213.97044 318.59018 95.45114\n"
    "200 50 2 25, 100 25 : 142.56820 110.77374 306.68387\n";

static void
reorder_point_and_quantity_together(void **state)
{
    struct reorder_costs costs;
    double mean, deviation, reorder, quantity, cost;
    int bytes;

    (void)state;
    for (const char *at = joint; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf, %lf %lf : %lf %lf %lf\n%n", &costs.lot.demand,
                                &costs.lot.order, &costs.lot.holding, &costs.shortage, &mean,
                                &deviation, &reorder, &quantity, &cost, &bytes),
                         9);
        const struct rq_policy policy = rq_joint_optimum(&costs, mean, deviation);
        assert_near(policy.reorder_point, reorder, 1e-4, at);
        assert_near(policy.quantity, quantity, 1e-4, at);
        assert_near(policy.cost, cost, 1e-4, at);
    }
}

/* order holding shortage, mean variance lead : s S cost */
static const char optimal[] = "5 1 4, 6 6 0 : 4 10 8.034112\n"
                              "64 1 9, 10 10 0 : 6 40 35.022\n"
                              "64 1 9, 15 15 0 : 10 49 42.698\n"
                              "64 1 9, 20 20 0 : 14 62 49.173\n"
                              "64 1 9, 21 21 0 : 15 65 50.406\n"
                              "64 1 9, 22 22 0 : 16 68 51.632\n"
                              "64 1 9, 23 23 0 : 17 52 52.757\n"
                              "64 1 9, 25 25 0 : 19 56 54.262\n"
                              "64 1 9, 30 30 0 : 23 66 57.819\n";

static void
policies_of_the_paper(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    struct reorder_costs costs = {0};
    double mean, variance, s, S, cost;
    int lead, bytes;

    (void)state;
    for (const char *at = optimal; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf, %lf %lf %d : %lf %lf %lf\n%n", &costs.lot.order,
                                &costs.lot.holding, &costs.shortage, &mean, &variance, &lead, &s,
                                &S, &cost, &bytes),
                         9);
        const struct ss_policy policy = ss_exact(&costs, mean, variance, lead, &scratch);
        assert_near(policy.reorder_point, s, 0, at);
        assert_near(policy.order_up_to, S, 0, at);
        assert_near(policy.cost, cost, 6e-4, at);
    }
    free(scratch.bytes);
}

static void
no_pair_is_cheaper(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    uint64_t seed = 1991;
    double worst = 1;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 12; i++) {
        const struct reorder_costs costs = {{0, draw_between(&seed, 1, 60), 1},
                                            draw_between(&seed, 2, 30)};
        const double mean = draw_between(&seed, 0.5, 8);
        const double variance = mean * draw_between(&seed, 1, 3);
        const int lead = draw_below(&seed, 3);
        const struct ss_policy best = ss_exact(&costs, mean, variance, lead, &scratch);
        for (int s = -3; s < 40; s++)
            for (int S = s + 1; S < 60; S++)
                assert_true(best.cost <=
                            ss_cost(&costs, mean, variance, lead, s, S, &scratch) + 1e-9);
        const struct ss_policy close = ss_power_approximation(&costs, mean, sqrt(variance), lead);
        const int64_t s = llround(close.reorder_point), S = llround(close.order_up_to);
        worst = fmax(worst, ss_cost(&costs, mean, variance, lead, s, S > s ? S : s + 1, &scratch) /
                                best.cost);
    }
    print_message("the power approximation costs at most %.3f times as much\n", worst);
    assert_true(worst < 1.35);
    free(scratch.bytes);
}

/* order holding shortage, mean deviation lead : s S */
static const char approximate[] = "2.5 0.18 0.70, 50 8 0 : 40.1946170 56.6039559\n"
                                  "2.5 0.18 0.70, 50 8 4 : 239.3124926 264.7668944\n"
                                  "64 1 9, 21 4.5825757 0 : 15.2162182 63.4543349\n";

static void
power_approximations(void **state)
{
    struct reorder_costs costs = {0};
    double mean, deviation, lead, s, S;
    int bytes;

    (void)state;
    for (const char *at = approximate; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf, %lf %lf %lf : %lf %lf\n%n", &costs.lot.order,
                                &costs.lot.holding, &costs.shortage, &mean, &deviation, &lead, &s,
                                &S, &bytes),
                         8);
        const struct ss_policy policy = ss_power_approximation(&costs, mean, deviation, lead);
        assert_near(policy.reorder_point, s, 1e-5, at);
        assert_near(policy.order_up_to, S, 1e-5, at);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reorder_point_and_quantity_together),
        cmocka_unit_test(policies_of_the_paper),
        cmocka_unit_test(no_pair_is_cheaper),
        cmocka_unit_test(power_approximations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
