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
#include "tests/unit/fulfillment-routing/all_sets.h"

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

static long rounds = 100000;

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

/* --- against rules -------------------------------------------------------------------------- */

/* Magento's distance priority: nearest first, each gives what it can of what is missing. */
static int64_t
cost_of_distance_priority(const struct world *world)
{
    const struct request *request = &world->request;
    int64_t left[WORLD_LINES], cost = 0, parcels = 0;

    memcpy(left, world->quantities, sizeof left);
    for (size_t i = 0; i < request->site_count; i++) {
        int64_t units = 0;
        for (size_t line = 0; line < request->line_count; line++) {
            const int64_t gives = site_gives(request, &world->sites[i], line);
            const int64_t takes = gives < left[line] ? gives : left[line];
            left[line] -= takes;
            units += takes;
            cost += takes * unit_cost(world, i, line);
        }
        cost += units == 0 ? 0 : world->sites[i].parcel_nano;
        parcels += units > 0;
    }
    return cost + (parcels - 1) * request->split_nano;
}

static int64_t
cost_under(const struct world *world, enum policy_kind kind)
{
    struct request request = world->request;
    struct choice choice;

    request.kind = kind;
    routing_decide(&request, &choice);
    return choice.plan.cost_nano;
}

static void
never_dearer_than_a_rule(void **state)
{
    struct world world;
    int cheaper = 0;

    (void)state;
    for (long round = 0; round < rounds / 4; round++) {
        struct choice choice;
        make_random(&world);
        world.request.kind = POLICY_LEAST_COST;
        world.request.parcels_max = 0;
        world.request.split_value_min_minor = 0;
        routing_decide(&world.request, &choice);
        if (choice.plan.site_count == 0)
            continue;
        assert_true(choice.plan.cost_nano <= cost_under(&world, POLICY_NEAREST));
        assert_true(choice.plan.cost_nano <= cost_under(&world, POLICY_FEWEST_PARCELS));
        assert_true(choice.plan.cost_nano <= cost_of_distance_priority(&world));
        cheaper += choice.plan.cost_nano < cost_of_distance_priority(&world);
    }
    assert_true(rounds < 1000 || cheaper > rounds / 20);
}

/* A search that is ended at once has a plan all the same, and does not call it proved. */
static void
a_search_cut_short_has_a_plan(void **state)
{
    struct world world;
    int unproved = 0;

    (void)state;
    for (long round = 0; round < rounds / 10; round++) {
        struct choice choice;
        struct tried best, tried;
        unsigned relaxed;
        make_random(&world);
        world.request.work_max = (uint64_t)(1 + random_below(300));
        routing_decide(&world.request, &choice);
        const unsigned set = best_set_relaxed(&world, &best, &relaxed);
        assert_int_equal(set == 0, choice.plan.site_count == 0);
        if (set == 0)
            continue;
        try_set(&world, set_of(&choice.plan), &tried);
        assert_true(tried.covers);
        assert_false(better(&world, set_of(&choice.plan), &tried, set, &best) &&
                     choice.relaxed == relaxed);
        assert_true(!choice.proved || set_of(&choice.plan) == set);
        unproved += !choice.proved;
    }
    assert_true(rounds < 1000 || unproved > rounds / 100);
}

/* Money, weights and units as great as they can be: nothing overflows (the sanitizer looks on), and
 * what can be filled is filled. */
static void
numbers_as_great_as_can_be(void **state)
{
    static const int64_t great[] = {0, 1, INT64_C(1) << 31, COST_NANO_MAX, INT64_MAX / 2};
    const size_t count = sizeof great / sizeof *great;
    struct world world;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct choice choice;
        make_random(&world);
        for (size_t line = 0; line < world.request.line_count; line++) {
            world.weights[line] = great[random_below((int64_t)count)];
            world.values[line] = great[random_below((int64_t)count)];
            world.quantities[line] = 1 + random_below(2) * random_below(1000000);
        }
        for (size_t i = 0; i < world.request.site_count; i++) {
            world.sites[i].parcel_nano = great[random_below((int64_t)count - 1)];
            world.sites[i].kg_nano = great[random_below((int64_t)count - 1)];
            world.sites[i].distance_m = (int64_t)i * 20004000 / WORLD_SITES;
            for (size_t line = 0; line < world.request.line_count; line++)
                world.free[i][line] = random_below(3) * random_below(1000000);
        }
        world.request.split_nano = great[random_below((int64_t)count - 1)];
        routing_decide(&world.request, &choice);
        bool can = true;
        for (size_t line = 0; line < world.request.line_count; line++) {
            int64_t units = 0;
            for (size_t i = 0; i < world.request.site_count; i++)
                units += site_gives(&world.request, &world.sites[i], line);
            can &= units >= world.quantities[line];
        }
        assert_int_equal(choice.plan.site_count > 0, can);
    }
}

static void
runner_up_does_without_one(void **state)
{
    struct world world;

    (void)state;
    for (long round = 0; round < rounds / 10; round++) {
        struct choice choice;
        struct plan other;
        struct tried best, tried;
        unsigned expected = 0;
        make_random(&world);
        world.request.parcels_max = 0;
        world.request.split_value_min_minor = 0;
        routing_decide(&world.request, &choice);
        if (choice.plan.site_count == 0)
            continue;
        runner_up(&world.request, &choice.plan, &other);
        for (size_t i = 0; i < choice.plan.site_count; i++) {
            world.request.without = choice.plan.sites[i] + 1;
            const unsigned set = best_set(&world, &tried);
            if (set != 0 && (expected == 0 || better(&world, set, &tried, expected, &best))) {
                expected = set;
                best = tried;
            }
        }
        assert_int_equal(set_of(&other), expected);
    }
}

/* --- rate tables, against all sets and all ways to fill them ---------------------------------- */

struct filling {
    const struct world *world;
    unsigned set;
    size_t order[WORLD_LINES]; /* lines, the heaviest first */
    int64_t weight[WORLD_SITES], cost;
    bool in_parts[WORLD_LINES];
    size_t site_of[WORLD_LINES];
    int64_t best_cost; /* -1: none yet */
    size_t best_site_of[WORLD_LINES];
};

static int64_t
rate(const struct world *world, size_t site, int64_t weight)
{
    const struct site *from = &world->sites[site];

    for (uint32_t i = 0; i < from->step_count; i++) {
        if (weight <= from->steps[i].to_ug)
            return from->steps[i].nano;
    }
    return from->steps == NULL ? 0 : -1;
}

static int64_t
unit_price(const struct world *world, size_t site, size_t line)
{
    return world->sites[site].steps == NULL ? unit_cost(world, site, line)
                                            : world->scarcity[site][line];
}

/* Every way to give whole lines to those who have them. */
static void
fill_from(struct filling *filling, size_t at)
{
    const struct world *world = filling->world;

    if (at == world->request.line_count) {
        int64_t cost = filling->cost;
        for (size_t i = 0; i < world->request.site_count; i++) {
            if ((filling->set >> i & 1) == 0)
                continue;
            const int64_t price = rate(world, i, filling->weight[i]);
            if (price < 0)
                return;
            cost += price;
        }
        if (filling->best_cost >= 0 && cost >= filling->best_cost)
            return;
        filling->best_cost = cost;
        memcpy(filling->best_site_of, filling->site_of, sizeof filling->site_of);
        return;
    }
    const size_t line = filling->order[at];
    if (filling->in_parts[line]) {
        fill_from(filling, at + 1);
        return;
    }
    for (size_t i = 0; i < world->request.site_count; i++) {
        if ((filling->set >> i & 1) == 0 ||
            site_gives(&world->request, &world->sites[i], line) < world->quantities[line])
            continue;
        const int64_t cost = world->quantities[line] * unit_price(world, i, line);
        const int64_t weight = world->quantities[line] * world->weights[line];
        filling->site_of[line] = i;
        filling->cost += cost;
        filling->weight[i] += weight;
        fill_from(filling, at + 1);
        filling->cost -= cost;
        filling->weight[i] -= weight;
    }
}

/* Who of the set draws how much of a line that nobody has whole: cheapest, then nearest. */
static bool
draw_parts(struct filling *filling, size_t line, struct tried *tried)
{
    const struct world *world = filling->world;
    int64_t left = world->quantities[line];

    filling->in_parts[line] = true;
    for (size_t i = 0; i < world->request.site_count; i++) {
        if ((filling->set >> i & 1) != 0 &&
            site_gives(&world->request, &world->sites[i], line) >= left)
            filling->in_parts[line] = false;
    }
    while (filling->in_parts[line] && left > 0) {
        int next = -1;
        for (size_t i = 0; i < world->request.site_count; i++) {
            if ((filling->set >> i & 1) != 0 && tried->taken[i][line] == 0 &&
                site_gives(&world->request, &world->sites[i], line) > 0 &&
                (next < 0 || unit_price(world, i, line) < unit_price(world, (size_t)next, line)))
                next = (int)i;
        }
        if (next < 0)
            return false;
        const int64_t gives = site_gives(&world->request, &world->sites[next], line);
        tried->taken[next][line] = gives < left ? gives : left;
        left -= tried->taken[next][line];
        filling->weight[next] += tried->taken[next][line] * world->weights[line];
        filling->cost += tried->taken[next][line] * unit_price(world, (size_t)next, line);
    }
    return true;
}

static void
try_rated_set(const struct world *world, unsigned set, struct tried *tried)
{
    struct filling filling = {.world = world, .set = set, .best_cost = -1};
    const size_t lines = world->request.line_count;
    bool rated = false;

    for (size_t i = 0; i < world->request.site_count; i++)
        rated |= (set >> i & 1) != 0 && world->sites[i].steps != NULL;
    if (!rated) {
        try_set(world, set, tried);
        return;
    }
    memset(tried, 0, sizeof *tried);
    for (size_t line = 0; line < lines; line++) {
        size_t at = line;
        const int64_t weight = world->weights[line] * world->quantities[line];
        for (; at > 0 && weight > world->weights[filling.order[at - 1]] *
                                      world->quantities[filling.order[at - 1]];
             at--)
            filling.order[at] = filling.order[at - 1];
        filling.order[at] = line;
        if (!draw_parts(&filling, line, tried))
            return;
    }
    fill_from(&filling, 0);
    tried->covers = filling.best_cost >= 0;
    tried->worth_it = true;
    tried->cost = filling.best_cost;
    for (size_t line = 0; tried->covers && line < lines; line++) {
        if (!filling.in_parts[line])
            tried->taken[filling.best_site_of[line]][line] = world->quantities[line];
    }
    sum_up(world, set, tried);
}

static void
rates_same_as_trying_all(void **state)
{
    struct world world;
    int split = 0, relaxed_count = 0;

    (void)state;
    trying = try_rated_set;
    for (long round = 0; round < rounds / 5; round++) {
        const uint64_t of_round = seed;
        struct choice choice;
        struct tried best;
        unsigned relaxed;
        make_random(&world);
        world.request.kind = POLICY_LEAST_COST;
        world.request.work_max = 100000000; /* a few need more than there is time for in service */
        for (size_t i = 0; i < world.request.site_count; i++) {
            struct price_step *steps = world.steps[i];
            if (i > 0 && random_below(5) == 0)
                continue; /* this one goes by the tariff */
            world.sites[i].steps = steps;
            world.sites[i].step_count = (uint32_t)(1 + random_below(WORLD_STEPS));
            for (uint32_t step = 0; step < world.sites[i].step_count; step++) {
                const struct price_step before =
                    step == 0 ? (struct price_step){0, 0} : steps[step - 1];
                steps[step].to_ug = before.to_ug + (1 + random_below(12)) * MAIN;
                steps[step].nano = before.nano + random_below(6) * MAIN / 2;
            }
        }
        routing_decide(&world.request, &choice);
        world.request.heavy = false;
        const unsigned set = best_set_relaxed(&world, &best, &relaxed);
        if (set == 0)
            continue; /* parked, or carried though too heavy */
        if (set_of(&choice.plan) != set)
            print_error("CROSSDOCK_TEST_SEED=%llu CROSSDOCK_TEST_ROUNDS=5\n",
                        (unsigned long long)of_round);
        assert_int_equal(set_of(&choice.plan), set);
        assert_int_equal(choice.relaxed, relaxed);
        assert_true(choice.proved);
        assert_int_equal(choice.plan.cost_nano, best.cost);
        assert_filled(&world, &choice.plan, &best);
        split += choice.plan.site_count > 1;
        relaxed_count += relaxed != 0;
    }
    trying = try_set;
    assert_true(rounds < 5000 || (split > rounds / 25 && relaxed_count > rounds / 1000));
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
        cmocka_unit_test(never_dearer_than_a_rule),
        cmocka_unit_test(a_search_cut_short_has_a_plan),
        cmocka_unit_test(numbers_as_great_as_can_be),
        cmocka_unit_test(runner_up_does_without_one),
        cmocka_unit_test(rates_same_as_trying_all),
    };
    if (getenv("CROSSDOCK_TEST_SEED") != NULL)
        seed = strtoull(getenv("CROSSDOCK_TEST_SEED"), NULL, 10);
    if (getenv("CROSSDOCK_TEST_ROUNDS") != NULL)
        rounds = strtol(getenv("CROSSDOCK_TEST_ROUNDS"), NULL, 10);
    printf("CROSSDOCK_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
