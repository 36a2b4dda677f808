/*
 * What rules cost that others route by, against the least cost (see tests/bench/routing).
 *
 *     bench-rules WAREHOUSES STOCK ORDERS LINES POLICY
 *
 * Every rule meets the same state: the stock as the plans of least cost have left it. Orders that
 * cannot be filled whole are left out for all. A line per rule: name, cost, orders, parcels,
 * metres, orders on which it costs as little as the least.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/simulate.h"

#define POLICY_BYTES_MAX (1 << 20)

enum rule_of {
    NEAREST_WITH_LINE, /* each line from the nearest that has it whole, else nearest first */
    MAGENTO,           /* Magento MSI distance priority: nearest first, each gives what it has */
    NEAREST,
    FEWEST_PARCELS,
    LEAST_COST,
    RULE_OF_COUNT
};

static const char *const names[] = {
    [NEAREST_WITH_LINE] = "nearest with the full line",
    [MAGENTO] = "Magento distance priority",
    [NEAREST] = "nearest (ours)",
    [FEWEST_PARCELS] = "fewest parcels, then closest",
    [LEAST_COST] = "least cost (exact)",
};

struct tally {
    double cost;
    int64_t orders, parcels, distance_m, as_least;
};

struct bench {
    struct world world;
    struct rules rules;
    struct stock stock;
    struct tally tallies[RULE_OF_COUNT];
    int64_t unproved;
    struct request request;
    struct site *sites;
    int64_t *free, *taken; /* by site or parcel, then line */
    int64_t quantities[LINES_MAX], weights_ug[LINES_MAX];
    struct choice choice;
};

struct near {
    uint32_t warehouse;
    int64_t distance_mm;
};

static int
nearer(const void *a, const void *b)
{
    const struct near *left = a, *right = b;

    if (left->distance_mm != right->distance_mm)
        return left->distance_mm < right->distance_mm ? -1 : 1;
    return (left->warehouse > right->warehouse) - (left->warehouse < right->warehouse);
}

/* All locations, nearest first, with what they have. False: it cannot be filled whole. */
static bool
make_request(struct bench *bench, const struct sim_order *order, struct near *near)
{
    const struct world *world = &bench->world;
    const struct sim_line *lines = &world->lines[order->first_line];
    const uint32_t count = world->warehouse_count, line_count = order->line_count;

    for (uint32_t i = 0; i < count; i++) {
        near[i].warehouse = i;
        distances_mm(world->destinations[order->destination].at, &world->points[i], 1,
                     &near[i].distance_mm);
    }
    qsort(near, count, sizeof *near, nearer);
    for (uint32_t i = 0; i < count; i++) {
        const struct site_facts facts = {.distance_mm = near[i].distance_mm};
        bench->sites[i] = (struct site){.location = near[i].warehouse,
                                        .distance_m = (near[i].distance_mm + 500) / 1000,
                                        .free = bench->free + (size_t)i * line_count};
        site_prices(&bench->rules.core, &facts, &bench->sites[i]);
    }
    for (uint32_t line = 0; line < line_count; line++) {
        int64_t there = 0;
        for (uint32_t i = 0; i < count; i++) {
            const struct holding *at =
                stock_at(&bench->stock, lines[line].sku->number, near[i].warehouse);
            there += bench->free[(size_t)i * line_count + line] = at ? at->units : 0;
        }
        if (there < lines[line].quantity)
            return false;
        bench->quantities[line] = lines[line].quantity;
        bench->weights_ug[line] = lines[line].weight_ug;
    }
    bench->request = (struct request){
        .quantities = bench->quantities,
        .weights_ug = bench->weights_ug,
        .line_count = line_count,
        .sites = bench->sites,
        .site_count = count,
    };
    return true;
}

/* --- the rules of others: what each site gives ------------------------------------------------ */

static void
take_nearest_first(const struct bench *bench, size_t line)
{
    int64_t left = bench->quantities[line];

    for (size_t i = 0; i < bench->request.site_count && left > 0; i++) {
        const int64_t there = bench->sites[i].free[line];
        const int64_t takes = there < left ? there : left;
        bench->taken[i * bench->request.line_count + line] = takes;
        left -= takes;
    }
}

static void
take_whole(const struct bench *bench, size_t line)
{
    for (size_t i = 0; i < bench->request.site_count; i++) {
        if (bench->sites[i].free[line] < bench->quantities[line])
            continue;
        bench->taken[i * bench->request.line_count + line] = bench->quantities[line];
        return;
    }
    take_nearest_first(bench, line);
}

static int64_t
follow_rule(struct bench *bench, enum rule_of rule, struct tally *tally)
{
    const struct request *request = &bench->request;
    int64_t cost = 0;

    memset(bench->taken, 0, request->site_count * request->line_count * sizeof *bench->taken);
    for (size_t line = 0; line < request->line_count; line++) {
        if (rule == MAGENTO)
            take_nearest_first(bench, line);
        else
            take_whole(bench, line);
    }
    for (size_t i = 0; i < request->site_count; i++) {
        int64_t units_nano = 0, units = 0;
        for (size_t line = 0; line < request->line_count; line++) {
            const int64_t takes = bench->taken[i * request->line_count + line];
            units += takes;
            units_nano += nano_times(takes, site_unit_nano(request, &bench->sites[i], line));
        }
        if (units == 0)
            continue;
        cost += bench->sites[i].parcel_nano + units_nano;
        tally->parcels++;
        tally->distance_m += bench->sites[i].distance_m;
    }
    return cost;
}

static int64_t
follow_policy(struct bench *bench, enum policy_kind kind, struct tally *tally)
{
    bench->request.kind = kind;
    routing_decide(&bench->request, &bench->choice);
    tally->parcels += (int64_t)bench->choice.plan.site_count;
    tally->distance_m += bench->choice.plan.distance_m;
    return bench->choice.plan.cost_nano;
}

/* The plan of least cost, which is decided on last, leaves the stock. */
static void
ship(struct bench *bench, const struct sim_order *order)
{
    const struct plan *plan = &bench->choice.plan;

    fill_plan(&bench->request, plan, bench->taken);
    for (size_t parcel = 0; parcel < plan->site_count; parcel++)
        for (uint32_t line = 0; line < order->line_count; line++) {
            const int64_t takes = bench->taken[parcel * order->line_count + line];
            if (takes > 0)
                stock_at(&bench->stock, bench->world.lines[order->first_line + line].sku->number,
                         bench->sites[plan->sites[parcel]].location)
                    ->units -= takes;
        }
}

static void
route(struct bench *bench, const struct sim_order *order)
{
    int64_t costs[RULE_OF_COUNT];

    for (int rule = 0; rule < RULE_OF_COUNT; rule++) {
        struct tally *tally = &bench->tallies[rule];
        costs[rule] =
            rule < NEAREST
                ? follow_rule(bench, (enum rule_of)rule, tally)
                : follow_policy(bench, (enum policy_kind)(POLICY_NEAREST + rule - NEAREST), tally);
        tally->cost += (double)costs[rule] / 1e9;
        tally->orders++;
    }
    for (int rule = 0; rule < RULE_OF_COUNT; rule++) {
        /* unit prices are rounded to the nano: what differs by less is equal */
        bench->tallies[rule].as_least += costs[rule] <= costs[LEAST_COST] + 1000;
        if (costs[rule] + 1000 < costs[LEAST_COST] && bench->choice.proved) {
            fprintf(stderr, "%s: '%s' is cheaper: %lld, least %lld\n", order->id, names[rule],
                    (long long)costs[rule], (long long)costs[LEAST_COST]);
            exit(1);
        }
    }
    bench->unproved += !bench->choice.proved;
    ship(bench, order);
}

static void
make_room(struct bench *bench)
{
    uint32_t lines_most = 1;

    for (uint32_t i = 0; i < bench->world.order_count; i++)
        if (bench->world.orders[i].line_count > lines_most)
            lines_most = bench->world.orders[i].line_count;
    const size_t cells = (size_t)bench->world.warehouse_count * lines_most;
    bench->free = calloc(cells, sizeof *bench->free);
    bench->taken = calloc(cells, sizeof *bench->taken);
    bench->sites = calloc(bench->world.warehouse_count, sizeof *bench->sites);
    assert(bench->free && bench->taken && bench->sites);
}

static void
report(const struct bench *bench)
{
    for (int rule = 0; rule < RULE_OF_COUNT; rule++) {
        const struct tally *tally = &bench->tallies[rule];
        printf("%s\t%.9f\t%lld\t%lld\t%lld\t%lld\n", names[rule], tally->cost,
               (long long)tally->orders, (long long)tally->parcels, (long long)tally->distance_m,
               (long long)tally->as_least);
    }
    printf("not proved\t%lld\n", (long long)bench->unproved);
}

int
main(int argc, char **argv)
{
    struct bench *bench = calloc(1, sizeof *bench);
    struct arena *arena = arena_create(POLICY_BYTES_MAX);

    if (argc != 6) {
        fprintf(stderr, "usage: bench-rules WAREHOUSES STOCK ORDERS LINES POLICY\n");
        return 2;
    }
    const struct world_files files = {
        .warehouses = argv[1], .stock = argv[2], .orders = argv[3], .lines = argv[4]};
    assert(bench);
    if (!policy_json_read(arena, argv[5], &bench->rules.file) ||
        policy_read(arena, &bench->rules.file.policy, &bench->rules.core) != NULL ||
        !world_read(&bench->world, &files))
        return 2;
    bench->stock = bench->world.stock;
    struct near *near = calloc(bench->world.warehouse_count, sizeof *near);
    assert(near);
    make_room(bench);
    for (uint32_t i = 0; i < bench->world.order_count; i++) {
        const struct sim_order *order = &bench->world.orders[i];
        if (order->line_count > 0 && order->line_count <= LINES_MAX &&
            bench->world.destinations[order->destination].by != GEOCODED_NONE &&
            make_request(bench, order, near))
            route(bench, order);
    }
    report(bench);
    return 0;
}
