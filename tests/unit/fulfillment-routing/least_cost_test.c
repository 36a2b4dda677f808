/*
 * The cheapest plan: cases in text, the plan last, and against all sets of locations.
 *
 *   site NAME METRES parcel P kg K safety N : free units by line
 *   scarce NAME : price of each unit by line        weigh : kg by line        worth : by line
 *   steps NAME : up to kg, price, up to kg, price, ...
 *   policy KIND parcels N split P worth V
 *   ask : units by line
 *   plan RULE COST [dips] [relaxed N] : NAME=units by line, ...
 *
 * Money is in whole units of the currency. CROSSDOCK_TEST_SEED=N tries other random worlds;
 * CROSSDOCK_TEST_ROUNDS=N more or fewer of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/cost_terms.h"

#define WORLD_SITES 12
#define WORLD_LINES 6
#define WORLD_STEPS 4
#define MAIN        INT64_C(1000000000) /* nano in the main unit, micrograms in a kilogram */

struct world {
    char names[WORLD_SITES][16];
    struct site sites[WORLD_SITES];
    int64_t free[WORLD_SITES][WORLD_LINES];
    int64_t scarcity[WORLD_SITES][WORLD_LINES];
    struct price_step steps[WORLD_SITES][WORLD_STEPS];
    int64_t quantities[WORLD_LINES], weights[WORLD_LINES], values[WORLD_LINES];
    struct request request;
};

/* --- cases in text --------------------------------------------------------------------------- */

static size_t
read_numbers(const char *text, int64_t scale, int64_t *numbers)
{
    size_t count = 0;
    char *end;

    for (;; text = end) {
        const long long number = strtoll(text, &end, 10);
        if (end == text)
            return count;
        numbers[count++] = number * scale;
    }
}

static size_t
site_named(const struct world *world, const char *name)
{
    size_t i = 0;

    while (strcmp(world->names[i], name) != 0)
        assert_true(++i < world->request.site_count);
    return i;
}

static void
read_policy(struct request *request, const char *line)
{
    char kind[16];
    long long parcels = 0, split = 0, worth = 0;

    assert_true(sscanf(line, "policy %15s parcels %lld split %lld worth %lld", kind, &parcels,
                       &split, &worth) >= 1);
    request->kind = policy_kind_named(kind);
    assert_int_not_equal(request->kind, POLICY_NONE);
    request->parcels_max = (uint32_t)parcels;
    request->split_nano = split * MAIN;
    request->split_value_min_minor = worth;
}

static void
read_steps(struct world *world, size_t i, const char *numbers)
{
    int64_t all[2 * WORLD_STEPS];
    const size_t count = read_numbers(numbers, MAIN, all) / 2;

    for (size_t step = 0; step < count; step++)
        world->steps[i][step] =
            (struct price_step){.to_ug = all[2 * step], .nano = all[2 * step + 1]};
    world->sites[i].steps = world->steps[i];
    world->sites[i].step_count = (uint32_t)count;
}

static void
read_site(struct world *world, const char *line, const char *numbers)
{
    const size_t i = world->request.site_count++;
    long long metres, parcel = 0, kg = 0, safety = 0;

    assert_true(sscanf(line, "site %15s %lld parcel %lld kg %lld safety %lld", world->names[i],
                       &metres, &parcel, &kg, &safety) >= 2);
    world->sites[i] = (struct site){.location = (uint32_t)i,
                                    .distance_m = metres,
                                    .safety_stock = safety,
                                    .free = world->free[i],
                                    .parcel_nano = parcel * MAIN,
                                    .kg_nano = kg * MAIN};
    read_numbers(numbers, 1, world->free[i]);
}

static void
read_line(struct world *world, const char *line)
{
    const char *colon = strchr(line, ':');
    const char *numbers = colon == NULL ? "" : colon + 1;
    char name[16] = "";

    if (strncmp(line, "policy", 6) == 0) {
        read_policy(&world->request, line);
    } else if (strncmp(line, "ask", 3) == 0) {
        world->request.line_count = read_numbers(numbers, 1, world->quantities);
    } else if (strncmp(line, "weigh", 5) == 0) {
        read_numbers(numbers, MAIN, world->weights);
    } else if (strncmp(line, "worth", 5) == 0) {
        read_numbers(numbers, 1, world->values);
    } else if (strncmp(line, "site", 4) == 0) {
        read_site(world, line, numbers);
    } else if (sscanf(line, "scarce %15s", name) == 1) {
        const size_t i = site_named(world, name);
        read_numbers(numbers, MAIN, world->scarcity[i]);
        world->sites[i].scarcity_nano = world->scarcity[i];
    } else {
        assert_int_equal(sscanf(line, "steps %15s", name), 1);
        read_steps(world, site_named(world, name), numbers);
    }
}

static void
world_open(struct world *world)
{
    memset(world, 0, sizeof *world);
    world->request = (struct request){.kind = POLICY_LEAST_COST,
                                      .sites = world->sites,
                                      .quantities = world->quantities,
                                      .weights_ug = world->weights,
                                      .values_minor = world->values};
}

static void
write_plan(const struct world *world, const struct choice *choice, char *text, size_t bytes)
{
    int64_t taken[WORLD_SITES * WORLD_LINES];
    const size_t lines = world->request.line_count;
    size_t at =
        (size_t)snprintf(text, bytes, "plan %s %lld%s", rule_name(choice->rule),
                         (long long)(choice->plan.cost_nano / MAIN), choice->dips ? " dips" : "");

    if (choice->relaxed != 0)
        at += (size_t)snprintf(text + at, bytes - at, " relaxed %u", choice->relaxed);
    if (choice->plan.site_count > 0)
        fill_plan(&world->request, &choice->plan, taken);
    for (size_t p = 0; p < choice->plan.site_count; p++) {
        at += (size_t)snprintf(text + at, bytes - at, "%s %s=", p == 0 ? " :" : ",",
                               world->names[choice->plan.sites[p]]);
        for (size_t l = 0; l < lines; l++)
            at += (size_t)snprintf(text + at, bytes - at, "%s%lld", l == 0 ? "" : " ",
                                   (long long)taken[p * lines + l]);
    }
}

static void
check(const char *text)
{
    struct world world;
    struct choice choice;
    char copy[2000], plan[500];
    const char *expected = NULL;

    world_open(&world);
    snprintf(copy, sizeof copy, "%s", text);
    for (char *line = strtok(copy, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strncmp(line, "plan", 4) == 0)
            expected = line;
        else
            read_line(&world, line);
    }
    routing_decide(&world.request, &choice);
    write_plan(&world, &choice, plan, sizeof plan);
    assert_string_equal(plan, expected);
    assert_true(choice.proved);
}

static void
least_sum_of_all_costs(void **state)
{
    (void)state;
    /* far and cheap before near and dear */
    check("site A 10 parcel 9 : 1\n"
          "site B 90 parcel 5 : 1\n"
          "ask : 1\n"
          "plan LEAST_COST 5 : B=1");
    /* weight makes two parcels cheaper than one */
    check("site A 10 parcel 2 kg 1 : 9 0\n"
          "site B 20 parcel 2 kg 9 : 9 9\n"
          "ask : 1 1\n"
          "weigh : 10 1\n"
          "plan LEAST_COST 23 : A=1 0, B=0 1");
    /* unless splitting costs what it saves: equal, so the fewer parcels */
    check("site A 10 parcel 2 kg 1 : 9 0\n"
          "site B 20 parcel 2 kg 9 : 9 9\n"
          "policy least-cost parcels 0 split 78\n"
          "ask : 1 1\n"
          "weigh : 10 1\n"
          "plan LEAST_COST 101 : B=1 1");
    /* a line is drawn from several where units are cheaper */
    check("site A 10 parcel 1 kg 1 : 3\n"
          "site B 20 parcel 1 kg 5 : 9\n"
          "ask : 5\n"
          "weigh : 1\n"
          "plan LEAST_COST 15 : A=3, B=2");
    /* scarce units stay where they are */
    check("site A 10 parcel 1 : 9 9\n"
          "site B 20 parcel 2 : 9 9\n"
          "scarce A : 0 2\n"
          "ask : 1 1\n"
          "plan LEAST_COST 2 : B=1 1");
}

static void
ties_go_to_fewer_parcels_then_metres_then_code(void **state)
{
    (void)state;
    check("site A 10 parcel 2 : 1 0\n"
          "site B 20 parcel 2 : 0 1\n"
          "site C 90 parcel 4 : 1 1\n"
          "ask : 1 1\n"
          "plan LEAST_COST 4 : C=1 1");
    check("site A 10 parcel 2 : 1 0\n"
          "site B 30 parcel 2 : 0 1\n"
          "site C 40 parcel 2 : 0 1\n"
          "ask : 1 1\n"
          "plan LEAST_COST 4 : A=1 0, B=0 1");
    check("site A 10 : 1\n"
          "site B 10 : 1\n"
          "ask : 1\n"
          "plan LEAST_COST 0 : A=1");
    /* units that cost the same come from who has the line whole, then from the nearest */
    check("site A 10 : 1 1\n"
          "site B 20 : 2 0\n"
          "site C 30 : 2 0\n"
          "ask : 2 1\n"
          "plan LEAST_COST 0 : A=0 1, B=2 0");
}

static void
limits_hold_while_they_can(void **state)
{
    (void)state;
    check("site A 10 parcel 1 : 1 0 0\n"
          "site B 20 parcel 1 : 0 1 0\n"
          "site C 30 parcel 1 : 0 0 1\n"
          "site D 40 parcel 9 : 1 1 0\n"
          "policy least-cost parcels 2\n"
          "ask : 1 1 1\n"
          "plan LEAST_COST 10 : C=0 0 1, D=1 1 0");
    check("site A 10 parcel 1 : 1 0\n"
          "site B 20 parcel 1 : 0 1\n"
          "policy least-cost parcels 1\n"
          "ask : 1 1\n"
          "plan LEAST_COST 2 relaxed 2 : A=1 0, B=0 1");
    /* each part must be worth something */
    check("site A 10 parcel 1 : 1 0\n"
          "site B 20 parcel 1 : 0 1\n"
          "site C 30 parcel 9 : 1 1\n"
          "policy least-cost parcels 0 split 0 worth 50\n"
          "ask : 1 1\n"
          "worth : 100 49\n"
          "plan LEAST_COST 9 : C=1 1");
    check("site A 10 parcel 1 : 1 0\n"
          "site B 20 parcel 1 : 0 1\n"
          "policy fewest-parcels parcels 0 split 0 worth 50\n"
          "ask : 1 1\n"
          "worth : 100 49\n"
          "plan FEWEST_PARCELS 2 relaxed 1 : A=1 0, B=0 1");
    /* safety stock only when nothing else keeps the promise */
    check("site A 10 parcel 1 kg 0 safety 3 : 4\n"
          "site B 20 parcel 9 : 2\n"
          "ask : 2\n"
          "plan LEAST_COST 9 : B=2");
    check("site A 10 parcel 1 kg 0 safety 3 : 4\n"
          "site B 20 parcel 9 : 2\n"
          "ask : 4\n"
          "plan LEAST_COST 1 dips : A=4");
    check("site A 10 parcel 1 : 4\n"
          "ask : 5\n"
          "plan PARKED 0");
}

static void
rate_tables_go_by_weight(void **state)
{
    (void)state;
    check("site A 10 : 9 9\n"
          "site B 20 : 9 9\n"
          "steps A : 1 4 5 9\n"
          "steps B : 1 5 5 6\n"
          "ask : 1 1\n"
          "weigh : 1 1\n"
          "plan LEAST_COST 6 : B=1 1");
    /* two light parcels before a heavy one */
    check("site A 10 : 9 9\n"
          "site B 20 : 9 9\n"
          "steps A : 1 2 5 9\n"
          "steps B : 1 2 5 9\n"
          "ask : 1 1\n"
          "weigh : 1 1\n"
          "plan LEAST_COST 4 : A=1 0, B=0 1");
    /* what is heavier than the table goes is not carried, unless nobody else does */
    check("site A 10 : 9\n"
          "site B 20 : 9\n"
          "steps A : 5 1\n"
          "steps B : 5 1 20 8\n"
          "ask : 1\n"
          "weigh : 12\n"
          "plan LEAST_COST 8 : B=1");
    check("site A 10 : 9\n"
          "steps A : 5 1\n"
          "ask : 1\n"
          "weigh : 12\n"
          "plan LEAST_COST 3 relaxed 4 : A=1");
}

/* --- against all sets ------------------------------------------------------------------------ */

static uint64_t seed = 20261122;
static long rounds = 100000;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

/* What a set ships: units by site and line, and what that is worth and costs. */
struct tried {
    bool covers, worth_it;
    int64_t cost, parcels, metres;
    int64_t taken[WORLD_SITES][WORLD_LINES];
};

static int64_t
unit_cost(const struct world *world, size_t site, size_t line)
{
    return world->weights[line] / MAIN * world->sites[site].kg_nano + world->scarcity[site][line];
}

/* The next to draw a line from, as fill_plan.c says; -1: nobody is left. */
static int
next_of(const struct world *world, const struct tried *tried, unsigned set, size_t line, bool costs)
{
    int next = -1;

    for (size_t i = 0; i < world->request.site_count; i++) {
        const int64_t gives = site_gives(&world->request, &world->sites[i], line);
        if ((set >> i & 1) == 0 || gives == 0 || tried->taken[i][line] > 0)
            continue;
        const bool whole = gives >= world->quantities[line];
        if (next < 0) {
            next = (int)i;
            continue;
        }
        const bool next_whole =
            site_gives(&world->request, &world->sites[next], line) >= world->quantities[line];
        const int64_t by =
            costs ? unit_cost(world, i, line) - unit_cost(world, (size_t)next, line) : 0;
        if (by < 0 || (by == 0 && whole && !next_whole))
            next = (int)i;
    }
    return next;
}

static void
try_set(const struct world *world, unsigned set, struct tried *tried)
{
    const struct request *request = &world->request;
    const bool costs = request->kind == POLICY_LEAST_COST;

    memset(tried, 0, sizeof *tried);
    tried->covers = tried->worth_it = true;
    for (size_t line = 0; line < request->line_count; line++) {
        for (int64_t left = request->quantities[line]; left > 0;) {
            const int next = next_of(world, tried, set, line, costs);
            if (next < 0) {
                tried->covers = false;
                return;
            }
            const int64_t gives = site_gives(request, &world->sites[next], line);
            tried->taken[next][line] = gives < left ? gives : left;
            left -= tried->taken[next][line];
            tried->cost += tried->taken[next][line] * unit_cost(world, (size_t)next, line);
        }
    }
    for (size_t i = 0; i < request->site_count; i++) {
        int64_t worth = 0;
        if ((set >> i & 1) == 0)
            continue;
        for (size_t line = 0; line < request->line_count; line++)
            worth += tried->taken[i][line] * world->values[line];
        tried->worth_it &= worth >= request->split_value_min_minor;
        tried->cost += world->sites[i].parcel_nano;
        tried->cost += tried->parcels > 0 ? request->split_nano : 0;
        tried->metres += world->sites[i].distance_m;
        tried->parcels++;
    }
    tried->worth_it |= tried->parcels == 1;
}

/* Is a the better of two sets? */
static bool
better(const struct world *world, unsigned a, const struct tried *of_a, unsigned b,
       const struct tried *of_b)
{
    const unsigned differ = a ^ b;

    if (world->request.kind == POLICY_LEAST_COST && of_a->cost != of_b->cost)
        return of_a->cost < of_b->cost;
    if (of_a->parcels != of_b->parcels)
        return of_a->parcels < of_b->parcels;
    if (of_a->metres != of_b->metres)
        return of_a->metres < of_b->metres;
    return (a & (differ & -differ)) != 0;
}

/* By trying all within the limits; 0: none. */
static unsigned
best_set(const struct world *world, struct tried *best)
{
    const struct request *request = &world->request;
    unsigned best_set = 0;

    for (unsigned set = 1; set < 1u << request->site_count; set++) {
        struct tried tried;
        if ((request->without != 0 && (set >> (request->without - 1) & 1) != 0) ||
            (request->parcels_max != 0 && (uint32_t)__builtin_popcount(set) > request->parcels_max))
            continue;
        try_set(world, set, &tried);
        if (!tried.covers || !tried.worth_it)
            continue;
        if (best_set == 0 || better(world, set, &tried, best_set, best)) {
            best_set = set;
            *best = tried;
        }
    }
    return best_set;
}

static unsigned
best_set_relaxed(struct world *world, struct tried *best, unsigned *relaxed)
{
    unsigned set = best_set(world, best);

    *relaxed = 0;
    if (set == 0 && world->request.split_value_min_minor > 0) {
        world->request.split_value_min_minor = 0;
        *relaxed |= RELAXED_SPLIT_VALUE;
        set = best_set(world, best);
    }
    if (set == 0 && world->request.parcels_max > 0) {
        world->request.parcels_max = 0;
        *relaxed |= RELAXED_PARCELS;
        set = best_set(world, best);
    }
    return set;
}

/* Few different numbers, so that ties are frequent. */
static void
make_random(struct world *world)
{
    struct request *request = &world->request;
    const int64_t flat = random_below(3), heavy = 1 + random_below(6);
    const int64_t sites = random_below(40) == 0 ? 10 : 7;
    int64_t metres = 0;

    world_open(world);
    request->kind = random_below(4) == 0 ? POLICY_NEAREST + (enum policy_kind)random_below(2)
                                         : POLICY_LEAST_COST;
    request->site_count = (size_t)(1 + random_below(sites));
    request->line_count = (size_t)(1 + random_below(5));
    request->parcels_max = random_below(4) == 0 ? (uint32_t)(1 + random_below(3)) : 0;
    request->split_nano = random_below(3) == 0 ? random_below(4) * MAIN : 0;
    request->split_value_min_minor = random_below(4) == 0 ? 1 + random_below(9) : 0;
    for (size_t line = 0; line < request->line_count; line++) {
        world->quantities[line] = 1 + random_below(2) * random_below(5);
        world->weights[line] = random_below(heavy) * MAIN;
        world->values[line] = random_below(6);
    }
    for (size_t i = 0; i < request->site_count; i++) {
        metres += random_below(3);
        world->sites[i] = (struct site){
            .location = (uint32_t)i,
            .distance_m = metres,
            .safety_stock = random_below(6) / 5,
            .free = world->free[i],
            .parcel_nano = (flat == 0 ? 3 : random_below(9)) * MAIN / (1 + random_below(2)),
            .kg_nano = (flat == 1 ? 1 : random_below(5)) * (MAIN / 4),
            .scarcity_nano = random_below(2) == 0 ? world->scarcity[i] : NULL,
        };
        for (size_t line = 0; line < request->line_count; line++) {
            world->free[i][line] = random_below(2) * random_below(6);
            if (world->sites[i].scarcity_nano != NULL)
                world->scarcity[i][line] = random_below(3) * (MAIN / 2);
        }
    }
}

static unsigned
set_of(const struct plan *plan)
{
    unsigned set = 0;

    for (size_t i = 0; i < plan->site_count; i++)
        set |= 1u << plan->sites[i];
    return set;
}

/* What fill_plan says is what was tried, and every line is full. */
static void
assert_filled(const struct world *world, const struct plan *plan, const struct tried *best)
{
    int64_t taken[WORLD_SITES * WORLD_LINES];
    const size_t lines = world->request.line_count;

    fill_plan(&world->request, plan, taken);
    for (size_t p = 0; p < plan->site_count; p++) {
        int64_t units = 0;
        for (size_t line = 0; line < lines; line++) {
            if (world->request.kind == POLICY_LEAST_COST)
                assert_int_equal(taken[p * lines + line], best->taken[plan->sites[p]][line]);
            units += taken[p * lines + line];
        }
        assert_true(units > 0); /* nobody ships nothing */
    }
}

static void
same_as_trying_all(void **state)
{
    struct world world;
    int split = 0, parked = 0, relaxed_count = 0;

    (void)state;
    for (long round = 0; round < rounds; round++) {
        const uint64_t of_round = seed;
        struct choice choice;
        struct tried best;
        unsigned relaxed;
        make_random(&world);
        routing_decide(&world.request, &choice);
        const unsigned set = best_set_relaxed(&world, &best, &relaxed);
        if (set_of(&choice.plan) != set || (set != 0 && choice.relaxed != relaxed))
            print_error("CROSSDOCK_TEST_SEED=%llu CROSSDOCK_TEST_ROUNDS=1\n",
                        (unsigned long long)of_round);
        assert_int_equal(set_of(&choice.plan), set);
        parked += set == 0;
        if (set == 0)
            continue;
        assert_int_equal(choice.relaxed, relaxed);
        assert_true(choice.proved);
        assert_int_equal(choice.plan.distance_m, best.metres);
        if (world.request.kind == POLICY_LEAST_COST)
            assert_int_equal(choice.plan.cost_nano, best.cost);
        assert_filled(&world, &choice.plan, &best);
        split += choice.plan.site_count > 1;
        relaxed_count += relaxed != 0;
    }
    assert_true(rounds < 1000 || (split > rounds / 5 && relaxed_count > rounds / 100));
    assert_true(parked < rounds || rounds < 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(least_sum_of_all_costs),
        cmocka_unit_test(ties_go_to_fewer_parcels_then_metres_then_code),
        cmocka_unit_test(limits_hold_while_they_can),
        cmocka_unit_test(rate_tables_go_by_weight),
        cmocka_unit_test(same_as_trying_all),
    };
    if (getenv("CROSSDOCK_TEST_SEED") != NULL)
        seed = strtoull(getenv("CROSSDOCK_TEST_SEED"), NULL, 10);
    if (getenv("CROSSDOCK_TEST_ROUNDS") != NULL)
        rounds = strtol(getenv("CROSSDOCK_TEST_ROUNDS"), NULL, 10);
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
