/*
 * How long one routing decision takes, by family of orders, from easy ones to the hardest known.
 *
 *   bench-route [--orders 2000] [--seed 1] [--family NAME] [--sites N] [--lines N] [--best-of N]
 *
 * Every order is made new, from the seed; only the decision is timed, the quickest of three times,
 * by the clock of the thread, since the machine has other work, too. `steps` is the work the
 * search counted, `proved` the share of decisions that are proved to be the best.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "services/fulfillment-routing/core/routing.h"

#define STEPS 6
#define MAIN  INT64_C(1000000000) /* nano in the main unit, micrograms in a kilogram */

static struct options {
    const char *family;
    int64_t orders, seed, sites, lines, best_of;
} options = {.orders = 2000, .seed = 1, .best_of = 3};

struct order {
    struct request request;
    struct site *sites;
    int64_t *quantities, *weights, *values;
    int64_t *free, *scarcity; /* [site * lines + line] */
    struct price_step *steps; /* [site * STEPS + step] */
};

static uint64_t random_state;

static double
random_unit(void)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(random_state >> 11) / 9007199254740992.0;
}

static int64_t
random_below(int64_t limit)
{
    return (int64_t)(random_unit() * (double)limit);
}

/* --- orders ---------------------------------------------------------------------------------- */

static int
compare_sites(const void *left, const void *right)
{
    const struct site *a = left, *b = right;

    return (a->distance_m > b->distance_m) - (a->distance_m < b->distance_m);
}

/* Sites up to km away; a parcel costs base + km * per_km, a kilogram kg + km * kg_km. */
static void
put_sites(struct order *order, double km, double base, double per_km, double kg, double kg_km)
{
    struct request *request = &order->request;

    for (size_t i = 0; i < request->site_count; i++)
        order->sites[i].distance_m = (int64_t)(random_unit() * km * 1000);
    qsort(order->sites, request->site_count, sizeof *order->sites, compare_sites);
    for (size_t i = 0; i < request->site_count; i++) {
        struct site *site = &order->sites[i];
        const double site_km = (double)site->distance_m / 1000;
        site->location = (uint32_t)i;
        site->free = &order->free[i * request->line_count];
        site->parcel_nano = (int64_t)((base + per_km * site_km) * (double)MAIN);
        site->kg_nano = (int64_t)((kg + kg_km * site_km) * (double)MAIN);
    }
}

/* Lines of up to `units` units and up to kg each; each site has a line with this chance, and then
 * up to `stock` units. Somebody has always enough. */
static void
put_lines(struct order *order, int64_t units, double kg, double chance, int64_t stock)
{
    struct request *request = &order->request;

    for (size_t line = 0; line < request->line_count; line++) {
        order->quantities[line] = 1 + random_below(units);
        order->weights[line] = 1 + (int64_t)(random_unit() * kg * (double)MAIN);
        order->values[line] = 1 + random_below(10000);
        int64_t missing = order->quantities[line];
        for (size_t i = 0; i < request->site_count; i++) {
            const int64_t has = random_unit() < chance ? 1 + random_below(stock) : 0;
            order->free[i * request->line_count + line] = has;
            missing -= has;
        }
        while (missing > 0) {
            const size_t i = (size_t)random_below((int64_t)request->site_count);
            order->free[i * request->line_count + line] += stock;
            missing -= stock;
        }
    }
}

/* 1 line, everybody has it. */
static void
one_line(struct order *order)
{
    order->request.line_count = 1;
    put_lines(order, 3, 2, 1, 9);
    put_sites(order, 3000, 8.169, 0.000196, 1.233, 0.001352);
}

/* As histories have it: mostly few lines, stock in every third place. */
static void
everyday(struct order *order)
{
    const int64_t lines = random_below(10);

    order->request.line_count = (size_t)(lines < 6 ? 1 : lines - 4);
    put_lines(order, 3, 2, 0.35, 9);
    put_sites(order, 3000, 9.952, 0.00823, 1.8216, 0.00125);
}

/* Ten lines, the parcel's base is what counts, most orders split. */
static void
uk_like(struct order *order)
{
    put_lines(order, 6, 0.8, 0.55, 40);
    put_sites(order, 800, 4.5, 0.002, 0.35, 0.0004);
}

/* Weight over distance is what counts. */
static void
us_like(struct order *order)
{
    put_lines(order, 5, 5, 0.3, 20);
    put_sites(order, 4000, 8.169, 0.000196, 1.233, 0.001352);
}

/* Every parcel costs the same: only how many, then how far. */
static void
flat(struct order *order)
{
    put_lines(order, 1, 1, 0.2, 3);
    put_sites(order, 1000, 5, 0, 0.5, 0);
}

/* The same from one place: only ids tell plans apart. */
static void
flat_and_equal(struct order *order)
{
    put_lines(order, 1, 1, 0.2, 3);
    put_sites(order, 0, 5, 0, 0.5, 0);
}

/* Lines of several units, of which each has a few. */
static void
scarce(struct order *order)
{
    put_lines(order, 9, 1, 0.5, 4);
    put_sites(order, 1000, 5, 0.001, 0.5, 0.0003);
}

static void
scarce_and_flat(struct order *order)
{
    put_lines(order, 9, 1, 0.5, 4);
    put_sites(order, 1000, 5, 0, 0.5, 0);
}

static void
scarce_and_random(struct order *order)
{
    const struct request *request = &order->request;

    put_lines(order, 9, 2, 0.5, 4);
    put_sites(order, 1000, 5, 0.001, 0.5, 0.0003);
    for (size_t i = 0; i < request->site_count; i++) {
        order->sites[i].parcel_nano = MAIN + random_below(9 * MAIN);
        order->sites[i].kg_nano = random_below(3 * MAIN);
    }
}

/* Unit prices of their own at every site: what a parcel costs and what it saves are alike. */
static void
location_problem(struct order *order)
{
    struct request *request = &order->request;

    put_lines(order, 1, 1, 1, 1);
    put_sites(order, 1000, 6, 0, 0, 0);
    for (size_t i = 0; i < request->site_count; i++) {
        order->sites[i].scarcity_nano = &order->scarcity[i * request->line_count];
        for (size_t line = 0; line < request->line_count; line++)
            order->scarcity[i * request->line_count + line] = random_below(8 * MAIN);
    }
}

/* The gap instances of the literature: each line is cheap at few sites, dear at all others. */
static void
location_gap(struct order *order)
{
    struct request *request = &order->request;

    location_problem(order);
    for (size_t i = 0; i < request->site_count * request->line_count; i++)
        order->scarcity[i] = random_below(6) == 0 ? random_below(5) * MAIN / 1000 : 9 * MAIN;
}

static void
worth_and_few(struct order *order)
{
    uk_like(order);
    order->request.parcels_max = 3;
    order->request.split_value_min_minor = 5000;
}

/* One line of many units, of which each site has some: a knapsack. */
static void
knapsack(struct order *order)
{
    const struct request *request = &order->request;

    order->request.line_count = 1;
    order->request.weights_ug = NULL;
    put_lines(order, 1, 1, 1, 12);
    put_sites(order, 1000, 5, 0.001, 0, 0);
    order->quantities[0] = 60;
    for (size_t i = 0; i < request->site_count; i++)
        order->sites[i].parcel_nano = MAIN + order->free[i] * MAIN / 2 + random_below(MAIN);
}

/* Everybody has the same few of everything, at the same price and distance, but for one line. */
static void
alike(struct order *order)
{
    struct request *request = &order->request;

    put_lines(order, 1, 1, 0, 3);
    put_sites(order, 0, 5, 0, 0.5, 0);
    for (size_t line = 0; line < request->line_count; line++) {
        order->quantities[line] = 9;
        for (size_t i = 0; i < request->site_count; i++)
            order->free[i * request->line_count + line] = 2 + (i % request->line_count == line);
    }
}

/* Unit prices of their own, and fewer parcels than would be cheapest. */
static void
at_most_three(struct order *order)
{
    location_gap(order);
    order->request.parcels_max = 3;
}

static void
fewest(struct order *order)
{
    flat(order);
    order->request.kind = POLICY_FEWEST_PARCELS;
}

static void
fewest_and_scarce(struct order *order)
{
    scarce(order);
    order->request.kind = POLICY_FEWEST_PARCELS;
}

/* A rate table of six steps, dearer with distance. */
static void
rate_tables(struct order *order)
{
    static const int64_t kg[STEPS] = {1, 2, 5, 10, 20, 70};

    us_like(order);
    for (size_t i = 0; i < order->request.site_count; i++) {
        struct price_step *steps = &order->steps[i * STEPS];
        const int64_t zone = 1 + order->sites[i].distance_m / 600000;
        order->sites[i].steps = steps;
        order->sites[i].step_count = STEPS;
        order->sites[i].parcel_nano = 0;
        for (size_t step = 0; step < STEPS; step++)
            steps[step] = (struct price_step){.to_ug = kg[step] * MAIN,
                                              .nano = (6 * MAIN + kg[step] * zone * MAIN / 4)};
    }
    for (size_t line = 0; line < order->request.line_count; line++)
        order->quantities[line] = 1;
}

static const struct family {
    const char *name;
    size_t sites, lines;
    void (*make)(struct order *order);
} families[] = {
    {"one-line", 24, 10, one_line},
    {"everyday", 24, 10, everyday},
    {"uk-like", 20, 10, uk_like},
    {"us-like", 24, 10, us_like},
    {"flat", 24, 10, flat},
    {"flat-and-equal", 24, 10, flat_and_equal},
    {"scarce", 24, 10, scarce},
    {"scarce-and-flat", 24, 10, scarce_and_flat},
    {"scarce-and-random", 24, 10, scarce_and_random},
    {"location-problem", 24, 10, location_problem},
    {"location-gap", 24, 10, location_gap},
    {"worth-and-few", 24, 10, worth_and_few},
    {"knapsack", 24, 10, knapsack},
    {"alike", 24, 10, alike},
    {"at-most-three", 24, 10, at_most_three},
    {"fewest", 24, 10, fewest},
    {"fewest-and-scarce", 24, 10, fewest_and_scarce},
    {"rate-tables", 24, 10, rate_tables},
    {"64-sites", 64, 10, us_like},
    {"500-sites", 500, 10, us_like},
    {"100-lines", 24, 100, us_like},
    {"2000-lines", 100, 2000, us_like},
};

/* --- measured -------------------------------------------------------------------------------- */

static int64_t
now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void
order_open(struct order *order, const struct family *family)
{
    const size_t sites = options.sites > 0 ? (size_t)options.sites : family->sites;
    const size_t lines = options.lines > 0 ? (size_t)options.lines : family->lines;

    memset(order->sites, 0, sites * sizeof *order->sites);
    order->request = (struct request){.kind = POLICY_LEAST_COST,
                                      .sites = order->sites,
                                      .site_count = sites,
                                      .line_count = lines,
                                      .quantities = order->quantities,
                                      .weights_ug = order->weights,
                                      .values_minor = order->values};
    family->make(order);
}

static int
compare_times(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static void *
take(size_t count, size_t bytes)
{
    void *memory = calloc(count, bytes);

    if (memory == NULL)
        exit(1);
    return memory;
}

static void
measure(const struct family *family, int64_t *times)
{
    const size_t sites = options.sites > 0 ? (size_t)options.sites : family->sites;
    const size_t lines = options.lines > 0 ? (size_t)options.lines : family->lines;
    struct order order = {.sites = take(sites, sizeof *order.sites),
                          .quantities = take(lines, sizeof(int64_t)),
                          .weights = take(lines, sizeof(int64_t)),
                          .values = take(lines, sizeof(int64_t)),
                          .free = take(sites * lines, sizeof(int64_t)),
                          .scarcity = take(sites * lines, sizeof(int64_t)),
                          .steps = take(sites * STEPS, sizeof *order.steps)};
    const int64_t count = lines > 1000 ? options.orders / 100 + 1 : options.orders;
    int64_t proved = 0, parcels = 0, sum_ns = 0;
    uint64_t steps = 0;

    random_state = (uint64_t)options.seed;
    for (int64_t i = 0; i < count; i++) {
        static struct choice choice;
        order_open(&order, family);
        times[i] = INT64_MAX;
        for (int64_t again = 0; again < options.best_of; again++) {
            const int64_t began = now_ns();
            routing_decide(&order.request, &choice);
            const int64_t took = now_ns() - began;
            times[i] = took < times[i] ? took : times[i];
        }
        sum_ns += times[i];
        steps += choice.steps;
        proved += choice.proved;
        parcels += (int64_t)choice.plan.site_count;
    }
    qsort(times, (size_t)count, sizeof *times, compare_times);
    printf("%-18s %5zu %5zu %8.2f %8.1f %9.1f %9.1f %9.1f %9.0f %8.2f%%\n", family->name, sites,
           lines, (double)parcels / (double)count, (double)sum_ns / 1e3 / (double)count,
           (double)times[count / 2] / 1e3, (double)times[count * 99 / 100] / 1e3,
           (double)times[count - 1] / 1e3, (double)steps / (double)count,
           100.0 * (double)proved / (double)count);
    free(order.sites);
    free(order.quantities);
    free(order.weights);
    free(order.values);
    free(order.free);
    free(order.scarcity);
    free(order.steps);
}

static error_t
parse(int key, char *text, struct argp_state *state)
{
    (void)state;
    switch (key) {
    case 'f':
        options.family = text;
        return 0;
    case 'o':
        options.orders = atoll(text);
        return 0;
    case 's':
        options.seed = atoll(text);
        return 0;
    case 'b':
        options.best_of = atoll(text);
        return 0;
    case 'n':
        options.sites = atoll(text);
        return 0;
    case 'l':
        options.lines = atoll(text);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int
main(int argc, char **argv)
{
    static const struct argp_option known[] = {
        {"family", 'f', "NAME", 0, "this family only", 0},
        {"orders", 'o', "N", 0, "orders of each family", 0},
        {"seed", 's', "N", 0, "of the random orders", 0},
        {"best-of", 'b', "N", 0, "time each decision so often, the quickest counts (3)", 0},
        {"sites", 'n', "N", 0, "candidates, in place of the family's", 0},
        {"lines", 'l', "N", 0, "in place of the family's", 0},
        {0},
    };
    static const struct argp argp = {
        known, parse, NULL, "Times routing decisions by family of orders.", NULL, NULL, NULL};

    if (argp_parse(&argp, argc, argv, 0, NULL, NULL) != 0)
        return 1;
    int64_t *times = take((size_t)options.orders + 1, sizeof *times);
    printf("seed %lld, %lld orders of each family; microseconds\n", (long long)options.seed,
           (long long)options.orders);
    printf("%-18s %5s %5s %8s %8s %9s %9s %9s %9s %9s\n", "family", "sites", "lines", "parcels",
           "mean", "p50", "p99", "max", "steps", "proved");
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (options.family == NULL || strcmp(options.family, families[i].name) == 0)
            measure(&families[i], times);
    }
    free(times);
    return 0;
}
