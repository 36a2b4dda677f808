/*
 * Lots for known, varying demand. Of the books: Wagner and Whitin's own example of 1958 (864);
 * Snyder and Shen (2e) example 3.9 (1,380: 210 and 150); Silver, Pyke, Thomas table 5.x (A = 54,
 * vr = .40: $501.20, by Silver and Meal's rule as well); Nahmias (Silver-Meal: 48, 47, 20). All
 * were recomputed over all plans.
 */
#include "tests/unit/forecasting/stock_table.h"

#define PERIODS 12

struct plan {
    int count;
    double demand[PERIODS], order[PERIODS], holding, cost, out[PERIODS];
    double by_rule; /* of Silver and Meal; 0: its orders cost differently */
};

static const struct plan exact[] = {
    {12,
     {69, 29, 36, 61, 61, 26, 34, 67, 45, 67, 79, 56},
     {85, 102, 102, 101, 98, 114, 105, 86, 119, 110, 98, 114},
     1,
     864,
     {98, 0, 97, 0, 121, 0, 0, 112, 0, 67, 135, 0},
     0},
    {4, {90, 120, 80, 70}, {500, 500, 500, 500}, 2, 1380, {210, 0, 150, 0}, 1560},
    {12,
     {10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41},
     {54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 54, 54},
     0.4,
     501.2,
     {84, 0, 0, 130, 283, 0, 140, 0, 124, 160, 279, 0},
     501.2},
    {5, {18, 30, 42, 5, 20}, {80, 80, 80, 80, 80}, 2, 310, {48, 0, 47, 0, 20}, 310},
    {3, {0, 0, 7}, {5, 5, 5}, 1, 5, {0, 0, 7}, 5},
    {2, {0, 0}, {5, 5}, 1, 0, {0, 0}, 0},
};

static void
plans_of_the_books(void **state)
{
    struct scratch scratch = scratch_open(1 << 16);
    double out[PERIODS];

    (void)state;
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
        const struct plan *plan = &exact[i];
        const double cost =
            wagner_whitin(plan->demand, plan->order, plan->holding, plan->count, &scratch, out);
        assert_near(cost, plan->cost, 1e-9, "Wagner-Whitin");
        for (int t = 0; t < plan->count; t++)
            assert_near(out[t], plan->out[t], 0, "Wagner-Whitin");
        if (plan->by_rule <= 0)
            continue;
        assert_near(silver_meal(plan->demand, plan->order[0], plan->holding, plan->count, out),
                    plan->by_rule, 1e-9, "Silver-Meal");
        for (int t = 0; t < plan->count && plan->by_rule <= plan->cost; t++)
            assert_near(out[t], plan->out[t], 0, "Silver-Meal");
    }
    free(scratch.bytes);
}

/* Every set of periods to order in. */
static double
cheapest_of_all(const double *demand, const double *order, double holding, int count)
{
    double least = INFINITY;

    for (int set = 0; set < 1 << count; set++) {
        double cost = 0;
        int bought_in = -1;
        bool possible = true;
        for (int t = 0; t < count; t++) {
            if (set >> t & 1) {
                cost += order[t];
                bought_in = t;
            }
            possible = possible && (demand[t] <= 0 || bought_in >= 0);
            cost += holding * demand[t] * (t - bought_in);
        }
        if (possible && cost < least)
            least = cost;
    }
    return least;
}

static void
no_plan_is_cheaper(void **state)
{
    struct scratch scratch = scratch_open(1 << 16);
    uint64_t seed = 1958;
    double demand[9], order[9], out[9];

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 500; i++) {
        const int count = 1 + draw_below(&seed, 9);
        const double holding = draw_between(&seed, 0.1, 3);
        double asked = 0, bought = 0;
        for (int t = 0; t < count; t++) {
            demand[t] = draw_below(&seed, 3) == 0 ? 0 : draw_below(&seed, 100);
            order[t] = draw_between(&seed, 1, 200);
            asked += demand[t];
        }
        const double cost = wagner_whitin(demand, order, holding, count, &scratch, out);
        assert_near(cost, cheapest_of_all(demand, order, holding, count), 1e-6, "least cost");
        for (int t = 0; t < count; t++)
            bought += out[t];
        assert_near(bought, asked, 1e-9, "all is bought");
        for (int t = 1; t < count; t++)
            order[t] = order[0];
        const double least = wagner_whitin(demand, order, holding, count, &scratch, out);
        assert_true(silver_meal(demand, order[0], holding, count, out) >= least - 1e-9);
    }
    free(scratch.bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_of_the_books),
        cmocka_unit_test(no_plan_is_cheaper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
