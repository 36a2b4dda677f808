/*
 * A year of replenishment with the rules of the service, beside a fixed reorder point and one who
 * knows the future. See tests/bench/replenish/run, which plays several seeds and sums up.
 *
 *     bench-replenish SEED SKUS SERVICE_LEVEL
 *
 * A line a policy: name, fill rate, cycle service, units and value in stock (mean of the days),
 * days of supply, orders, transfers, cost of the year (holding, ordering, customers who wait).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "services/forecasting/core/quantiles.h"
#include "tests/bench/replenish/play.h"

#define HALVINGS        10
#define WRONG_LEAD_TIME 0.4

struct bench {
    struct world world;
    struct outlooks outlooks;
    struct stock_terms stock;
};

static struct year_tally
play_policy(const struct bench *bench, enum policy policy, double parameter)
{
    const struct play_terms terms = {policy, parameter, bench->stock, 1};

    return play(&bench->world, &bench->outlooks, &terms);
}

static double
fill_of(const struct year_tally *tally)
{
    return tally->asked > 0 ? tally->from_stock / tally->asked : 1;
}

static void
print_tally(const char *name, const struct year_tally *tally)
{
    printf("%s\t%.5f\t%.5f\t%.1f\t%.2f\t%.2f\t%.0f\t%.0f\t%.2f\t%.2f\t%.2f\n", name, fill_of(tally),
           tally->cycles > 0 ? tally->good_cycles / tally->cycles : 1, tally->stock_units,
           tally->stock_minor / 100, tally->stock_units / tally->asked * YEAR_DAYS, tally->orders,
           tally->transfers, tally->holding_minor / 100, tally->ordering_minor / 100,
           tally->shortage_minor / 100);
    fflush(stdout);
}

/* The fixed policy whose parameter just gives this fill rate: what its stock would have to be. */
static void
print_scaled(const struct bench *bench, const char *name, enum policy policy, double most,
             double fill)
{
    double low = 0, high = most;
    struct year_tally found = play_policy(bench, policy, high);

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        const struct year_tally tally = play_policy(bench, policy, middle);
        if (fill_of(&tally) >= fill) {
            high = middle;
            found = tally;
        } else {
            low = middle;
        }
    }
    print_tally(name, &found);
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: bench-replenish SEED SKUS SERVICE_LEVEL\n");
        return 2;
    }
    struct bench bench = {.stock = {.rule = REVIEW_PERIODIC,
                                    .service_level = atof(argv[3]),
                                    .review_days = REVIEW_DAYS_PLAYED,
                                    .holding_rate = HOLDING_RATE_PLAYED,
                                    .order_cost_minor = ORDER_COST_MINOR}};

    bench.world = world_make(strtoull(argv[1], NULL, 10), atoi(argv[2]));
    const clock_t began = clock();
    bench.outlooks = outlooks_make(&bench.world, &bench.stock);
    fprintf(stderr, "seed %s: %.1f s of processor time for %d fits\n", argv[1],
            (double)(clock() - began) / CLOCKS_PER_SEC, atoi(argv[2]) * SITES * REFITS);
    const struct year_tally core = play_policy(&bench, CORE, 0);
    const struct year_tally alone = play_policy(&bench, CORE_ALONE, 0);
    const struct year_tally multiple = play_policy(&bench, FIXED_MULTIPLE, 1.5);
    const struct year_tally normal =
        play_policy(&bench, FIXED_NORMAL, standard_normal_quantile(bench.stock.service_level));
    const struct play_terms wrong = {CORE, 0, bench.stock, WRONG_LEAD_TIME};
    const struct year_tally control = play(&bench.world, &bench.outlooks, &wrong);
    const struct year_tally oracle = play_policy(&bench, ORACLE, 0);

    print_tally("core", &core);
    print_tally("core without transfers", &alone);
    print_tally("fixed: 1.5 x lead time", &multiple);
    print_tally("normal, every month", &normal);
    print_scaled(&bench, "fixed, as good as the core", FIXED_MULTIPLE, 8, fill_of(&core));
    print_scaled(&bench, "normal, as good as the core", FIXED_NORMAL, 8, fill_of(&core));
    print_tally("oracle", &oracle);
    print_tally("core, wrong lead time", &control);
    outlooks_free(&bench.outlooks);
    world_free(&bench.world);
    return 0;
}
