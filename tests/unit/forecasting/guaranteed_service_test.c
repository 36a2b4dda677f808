/*
 * Safety stock in more than one place. Of the books: Snyder and Shen (2e) example 6.5 (a stage of
 * assembly that feeds two, cost 8.277: stage 4 promises a day and keeps nothing). Small random
 * trees are tried over all promises. Square-root law: Eppen 1979.
 */
#include "tests/unit/forecasting/stock_table.h"

static void
the_tree_of_the_book(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    struct stage stages[] = {
        {.time = 2, .holding = 1, .deviation = M_SQRT2, .inbound = 1, .promised = -1},
        {.time = 1, .holding = 3, .deviation = 1, .promised = 0},
        {.time = 1, .holding = 2, .deviation = M_SQRT2, .promised = -1},
        {.time = 1, .holding = 3, .deviation = 1, .promised = 1},
    };
    const struct link links[] = {{0, 2}, {2, 1}, {2, 3}};
    double cost;

    (void)state;
    assert_true(guaranteed_service(stages, 4, links, 1, &scratch, &cost));
    assert_near(cost, 8.2779169, 1e-6, "cost");
    assert_int_equal(stages[0].service_time, 0);
    assert_int_equal(stages[1].service_time, 0);
    assert_int_equal(stages[2].service_time, 0);
    assert_int_equal(stages[3].service_time, 1);
    assert_int_equal(stages[3].net_time, 0);
    assert_int_equal(stages[0].net_time, 3);
    free(scratch.bytes);
}

/* Cost of promises that are fixed: each is served when the last that feeds it has promised. */
static double
cost_of(const struct stage *stages, int count, const struct link *links, const int *promises)
{
    double cost = 0;

    for (int i = 0; i < count; i++) {
        int served = stages[i].inbound;
        for (int j = 0; j < count - 1; j++)
            if (links[j].to == i && promises[links[j].from] > served)
                served = promises[links[j].from];
        const int net = served + stages[i].time - promises[i];
        if (net < 0 || (stages[i].promised >= 0 && promises[i] > stages[i].promised))
            return INFINITY;
        cost += stages[i].holding * 1.5 * stages[i].deviation * sqrt(net);
    }
    return cost;
}

static double
cheapest(const struct stage *stages, int count, const struct link *links, int *promises, int at)
{
    double least = INFINITY;

    if (at == count)
        return cost_of(stages, count, links, promises);
    for (promises[at] = 0; promises[at] < 9; promises[at]++)
        least = fmin(least, cheapest(stages, count, links, promises, at + 1));
    return least;
}

static void
no_promises_are_cheaper(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    uint64_t seed = 2000;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 40; i++) {
        const int count = 1 + draw_below(&seed, 4);
        struct stage stages[4];
        struct link links[3];
        int promises[4];
        double cost;
        for (int k = 0; k < count; k++) {
            stages[k] =
                (struct stage){.time = draw_below(&seed, 3),
                               .holding = draw_between(&seed, 0.5, 4),
                               .deviation = draw_between(&seed, 0.5, 2),
                               .promised = draw_below(&seed, 2) ? draw_below(&seed, 3) : -1};
            const int other = k > 0 ? draw_below(&seed, k) : 0;
            if (k > 0)
                links[k - 1] =
                    draw_below(&seed, 2) ? (struct link){other, k} : (struct link){k, other};
        }
        assert_true(guaranteed_service(stages, count, links, 1.5, &scratch, &cost));
        assert_near(cost, cheapest(stages, count, links, promises, 0), 1e-9, "cost");
        for (int k = 0; k < count; k++)
            promises[k] = stages[k].service_time;
        assert_true(cost_of(stages, count, links, promises) <= cost + 1e-9);
    }
    free(scratch.bytes);
}

static void
what_is_no_tree_is_refused(void **state)
{
    struct scratch scratch = scratch_open(1 << 20);
    struct stage stages[3] = {{.promised = 0}, {.promised = 0}, {.promised = 0}};
    const struct link apart[] = {{0, 1}, {1, 0}};
    const struct link chain[] = {{0, 1}, {1, 2}};
    double cost;

    (void)state;
    assert_false(guaranteed_service(stages, 3, apart, 1, &scratch, &cost));
    assert_true(guaranteed_service(stages, 3, chain, 1, &scratch, &cost));
    stages[0].time = SERVICE_TIME_MAX;
    stages[2].time = 1;
    assert_false(guaranteed_service(stages, 3, chain, 1, &scratch, &cost));
    free(scratch.bytes);
}

static void
pooling(void **state)
{
    (void)state;
    assert_near(pooled_share(4, 0), 0.5, 1e-12, "square root of four");
    assert_near(pooled_share(9, 1), 1, 1e-12, "alike: nothing is saved");
    assert_near(pooled_share(2, -1), 0, 1e-12, "opposite: nothing is needed");
    assert_near(pooled_share(4, 0.5), sqrt(2.5 / 4), 1e-12, "half alike");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_of_the_book),
        cmocka_unit_test(no_promises_are_cheaper),
        cmocka_unit_test(what_is_no_tree_is_refused),
        cmocka_unit_test(pooling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
