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
    struct forecasts forecasts;
    double service_level;
};

static struct tally
play_policy(const struct bench *bench, enum policy policy, double parameter)
{
    const struct play_terms terms = {policy, parameter, bench->service_level, 1};

    return play(&bench->world, &bench->forecasts, &terms);
}

static double
fill_of(const struct tally *tally)
{
    return tally->asked > 0 ? tally->from_stock / tally->asked : 1;
}

static void
print_tally(const char *name, const struct tally *tally)
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
    struct tally found = play_policy(bench, policy, high);

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        const struct tally tally = play_policy(bench, policy, middle);
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
    struct bench bench = {.service_level = atof(argv[3])};

    bench.world = world_make(strtoull(argv[1], NULL, 10), atoi(argv[2]));
    const clock_t began = clock();
    bench.forecasts = forecasts_make(&bench.world);
    fprintf(stderr, "seed %s: %.1f s of processor time for %d forecasts\n", argv[1],
            (double)(clock() - began) / CLOCKS_PER_SEC, atoi(argv[2]) * SITES * REFITS);
    const struct tally core = play_policy(&bench, CORE, 0);
    const struct tally alone = play_policy(&bench, CORE_ALONE, 0);
    const struct tally multiple = play_policy(&bench, FIXED_MULTIPLE, 1.5);
    const struct tally normal =
        play_policy(&bench, FIXED_NORMAL, standard_normal_quantile(bench.service_level));
    const struct play_terms wrong = {CORE, 0, bench.service_level, WRONG_LEAD_TIME};
    const struct tally control = play(&bench.world, &bench.forecasts, &wrong);
    const struct tally oracle = play_policy(&bench, ORACLE, 0);

    print_tally("core", &core);
    print_tally("core without transfers", &alone);
    print_tally("fixed: 1.5 x lead time", &multiple);
    print_tally("normal, every month", &normal);
    print_scaled(&bench, "fixed, as good as the core", FIXED_MULTIPLE, 8, fill_of(&core));
    print_scaled(&bench, "normal, as good as the core", FIXED_NORMAL, 8, fill_of(&core));
    print_tally("oracle", &oracle);
    print_tally("core, wrong lead time", &control);
    forecasts_free(&bench.forecasts);
    world_free(&bench.world);
    return 0;
}
