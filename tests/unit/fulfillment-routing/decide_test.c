/*
 * Who ships an order: each case is a small world in text, the plan it must lead to last.
 *
 *   site NAME METRES safety N : free units by line
 *   ask : units by line
 *   plan RULE [dips] : NAME=units by line, ...          next NAME+NAME: the runner-up
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/routing.h"

#define WORLD_SITES 24
#define WORLD_LINES 8

struct world {
    char names[WORLD_SITES][16];
    struct site sites[WORLD_SITES];
    int64_t free[WORLD_SITES][WORLD_LINES];
    int64_t quantities[WORLD_LINES];
    struct request request;
};

static size_t
read_numbers(const char *text, int64_t *numbers)
{
    size_t count = 0;
    char *end;

    for (;; text = end) {
        const long long number = strtoll(text, &end, 10);
        if (end == text)
            return count;
        numbers[count++] = number;
    }
}

static void
read_line(struct world *world, const char *line)
{
    struct request *request = &world->request;
    const char *numbers = strchr(line, ':') + 1;
    long long metres;
    long long safety = 0;

    if (strncmp(line, "ask", 3) == 0) {
        request->line_count = read_numbers(numbers, world->quantities);
        return;
    }
    const size_t i = request->site_count++;
    assert_true(sscanf(line, "site %15s %lld safety %lld", world->names[i], &metres, &safety) >= 2);
    world->sites[i] = (struct site){.location = (uint32_t)i,
                                    .distance_m = metres,
                                    .safety_stock = safety,
                                    .free = world->free[i]};
    read_numbers(numbers, world->free[i]);
}

static void
write_plan(const struct world *world, const struct choice *choice, char *text, size_t bytes)
{
    int64_t taken[WORLD_SITES * WORLD_LINES];
    struct plan other;
    const size_t lines = world->request.line_count;
    size_t at = (size_t)snprintf(text, bytes, "plan %s%s", rule_name(choice->rule),
                                 choice->dips ? " dips" : "");

    if (choice->rule != RULE_PARKED)
        fill_plan(&world->request, &choice->plan, taken);
    for (size_t p = 0; p < choice->plan.site_count; p++) {
        at += (size_t)snprintf(text + at, bytes - at, "%s %s=", p == 0 ? " :" : ",",
                               world->names[choice->plan.sites[p]]);
        for (size_t l = 0; l < lines; l++)
            at += (size_t)snprintf(text + at, bytes - at, "%s%lld", l == 0 ? "" : " ",
                                   (long long)taken[p * lines + l]);
    }
    if (choice->rule == RULE_PARKED || !runner_up(&world->request, &choice->plan, &other))
        return;
    for (size_t p = 0; p < other.site_count; p++)
        at += (size_t)snprintf(text + at, bytes - at, "%s%s", p == 0 ? " next " : "+",
                               world->names[other.sites[p]]);
}

static void
check(const char *text)
{
    struct world world = {.request = {0}};
    struct choice choice;
    char copy[2000];
    char plan[500];
    const char *expected = NULL;

    world.request.sites = world.sites;
    world.request.quantities = world.quantities;
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
}

static void
nearest_that_has_everything(void **state)
{
    (void)state;
    check("site NEAR 10 : 5 0\n"
          "site MID  20 : 5 5\n"
          "site FAR  30 : 9 9\n"
          "ask           : 2 2\n"
          "plan NEAREST_WHOLE : MID=2 2 next FAR");
    /* the nearest wins over the fuller */
    check("site NEAR 10 : 2\n"
          "site FAR  30 : 9\n"
          "ask           : 2\n"
          "plan NEAREST_WHOLE : NEAR=2 next FAR");
    /* equally far: the order of the sites, which is that of the codes */
    check("site A 10 : 2\n"
          "site B 10 : 2\n"
          "ask       : 2\n"
          "plan NEAREST_WHOLE : A=2 next B");
    /* one parcel from far away before two from near */
    check("site A 1    : 2 0\n"
          "site B 2    : 0 2\n"
          "site C 5000 : 2 2\n"
          "ask         : 2 2\n"
          "plan NEAREST_WHOLE : C=2 2 next A+B");
}

static void
fewest_parcels_then_least_distance(void **state)
{
    (void)state;
    check("site A 10 : 1 0 0\n"
          "site B 20 : 0 1 0\n"
          "site C 30 : 0 0 1\n"
          "site D 90 : 1 1 0\n"
          "ask       : 1 1 1\n"
          "plan FEWEST_PARCELS : C=0 0 1, D=1 1 0 next A+B+C");
    check("site A 10 : 1 0\n"
          "site B 20 : 0 1\n"
          "site C 30 : 1 0\n"
          "ask       : 1 1\n"
          "plan FEWEST_PARCELS : A=1 0, B=0 1 next B+C");
    /* equally far: the nearer first */
    check("site A 10 : 1 0\n"
          "site B 20 : 1 1\n"
          "site C 20 : 0 2\n"
          "site D 30 : 0 2\n"
          "ask       : 1 2\n"
          "plan FEWEST_PARCELS : A=1 0, C=0 2 next A+D");
}

static void
lines_stay_together_if_they_can(void **state)
{
    (void)state;
    /* nobody has line 1 whole: it is drawn nearest first */
    check("site A 10 : 3\n"
          "site B 20 : 4\n"
          "site C 30 : 4\n"
          "ask       : 6\n"
          "plan FEWEST_PARCELS : A=3, B=3 next A+C");
    /* B has line 1 whole, so A gives nothing of it though it is nearer */
    check("site A 10 : 1 9\n"
          "site B 20 : 2 0\n"
          "ask       : 2 1\n"
          "plan FEWEST_PARCELS : A=0 1, B=2 0");
    /* a line is split when that saves a parcel */
    check("site A 10 : 1 1 0\n"
          "site B 20 : 1 0 1\n"
          "site C 30 : 2 0 0\n"
          "ask       : 2 1 1\n"
          "plan FEWEST_PARCELS : A=1 1 0, B=1 0 1");
}

static void
safety_stock_last(void **state)
{
    (void)state;
    check("site A 10 safety 3 : 4\n"
          "site B 20          : 2\n"
          "ask                : 2\n"
          "plan NEAREST_WHOLE : B=2");
    /* two parcels before one that dips */
    check("site A 10 safety 3 : 4\n"
          "site B 20          : 1\n"
          "ask                : 2\n"
          "plan FEWEST_PARCELS : A=1, B=1");
    check("site A 10 safety 3 : 4\n"
          "site B 20          : 1\n"
          "ask                : 4\n"
          "plan NEAREST_WHOLE dips : A=4");
}

static void
parked_when_nobody_can(void **state)
{
    (void)state;
    check("site A 10 : 1\n"
          "ask       : 2\n"
          "plan PARKED");
    check("ask : 1\n"
          "plan PARKED");
}

/* --- against all subsets --------------------------------------------------------------------- */

static uint64_t seed = 20260131;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

static bool
set_covers(const struct request *request, unsigned set)
{
    for (size_t line = 0; line < request->line_count; line++) {
        int64_t units = 0;
        for (size_t site = 0; site < request->site_count; site++) {
            if (set >> site & 1)
                units += site_gives(request, &request->sites[site], line);
        }
        if (units < request->quantities[line])
            return false;
    }
    return true;
}

/* Fewest sites, then least distance, then nearer sites: by trying all; 0: none. */
static unsigned
best_set(const struct request *request)
{
    unsigned best = 0;
    int64_t best_count = INT64_MAX;
    int64_t best_m = 0;

    for (unsigned set = 1; set < 1u << request->site_count; set++) {
        int64_t count = 0;
        int64_t metres = 0;
        if (!set_covers(request, set))
            continue;
        for (size_t site = 0; site < request->site_count; site++) {
            if (set >> site & 1) {
                count++;
                metres += request->sites[site].distance_m;
            }
        }
        const unsigned differ = set ^ best;
        const bool nearer = best == 0 || (set & (differ & -differ)) != 0;
        if (count < best_count || (count == best_count && metres < best_m) ||
            (count == best_count && metres == best_m && nearer)) {
            best = set;
            best_count = count;
            best_m = metres;
        }
    }
    return best;
}

static void
make_random(struct world *world)
{
    struct request *request = &world->request;
    int64_t metres = 0;

    *request = (struct request){.sites = world->sites, .quantities = world->quantities};
    request->site_count = (size_t)(2 + random_below(9));
    request->line_count = (size_t)(1 + random_below(5));
    for (size_t line = 0; line < request->line_count; line++)
        world->quantities[line] = 1 + random_below(4);
    for (size_t i = 0; i < request->site_count; i++) {
        metres += random_below(3); /* ties are frequent */
        world->sites[i] = (struct site){.location = (uint32_t)i,
                                        .distance_m = metres,
                                        .safety_stock = random_below(4) / 3,
                                        .free = world->free[i]};
        for (size_t line = 0; line < request->line_count; line++)
            world->free[i][line] = random_below(2) * random_below(5);
    }
}

static void
same_as_trying_all(void **state)
{
    struct world world;
    int split = 0;

    (void)state;
    for (int round = 0; round < 5000; round++) {
        struct choice choice;
        unsigned chosen = 0;
        make_random(&world);
        routing_decide(&world.request, &choice);
        for (size_t i = 0; i < choice.plan.site_count; i++)
            chosen |= 1u << choice.plan.sites[i];
        assert_int_equal(chosen, best_set(&world.request));
        assert_true(choice.proved);
        split += choice.plan.site_count > 1;
    }
    assert_true(split > 1000); /* the interesting case is really met */
}

/* Whatever comes, no more is held than stands there, and whoever gets units gets all. */
static void
never_more_than_on_hand(void **state)
{
    struct world world;
    struct shelf shelves[WORLD_SITES][WORLD_LINES];

    (void)state;
    for (int round = 0; round < 500; round++) {
        make_random(&world);
        const size_t lines = world.request.line_count;
        for (size_t i = 0; i < world.request.site_count; i++) {
            for (size_t line = 0; line < lines; line++)
                shelves[i][line] = (struct shelf){.on_hand = random_below(30)};
        }
        for (int order = 0; order < 20; order++) {
            int64_t taken[WORLD_SITES * WORLD_LINES];
            struct choice choice;
            for (size_t i = 0; i < world.request.site_count; i++) {
                for (size_t line = 0; line < lines; line++)
                    world.free[i][line] = free_stock(&shelves[i][line]);
            }
            for (size_t line = 0; line < lines; line++)
                world.quantities[line] = 1 + random_below(6);
            routing_decide(&world.request, &choice);
            if (choice.rule == RULE_PARKED)
                continue;
            fill_plan(&world.request, &choice.plan, taken);
            for (size_t line = 0; line < lines; line++) {
                int64_t units = 0;
                for (size_t p = 0; p < choice.plan.site_count; p++) {
                    struct shelf *shelf = &shelves[choice.plan.sites[p]][line];
                    units += taken[p * lines + line];
                    shelf->held += taken[p * lines + line];
                    assert_true(shelf->held <= shelf->on_hand);
                }
                assert_int_equal(units, world.quantities[line]);
            }
        }
    }
}

static void
doubtful_or_lost_stock_is_not_free(void **state)
{
    (void)state;
    assert_int_equal(free_stock(&(struct shelf){.on_hand = 5, .held = 2}), 3);
    assert_int_equal(free_stock(&(struct shelf){.on_hand = 1, .held = 2}), 0);
    assert_int_equal(free_stock(&(struct shelf){.on_hand = 5, .doubtful = true}), 0);
}

/* 500 lines at 200 sites: the two that share everything are found, far away as they are. */
static void
large_orders_are_bounded(void **state)
{
    static int64_t free_units[200][500];
    static struct site sites[200];
    static int64_t quantities[500];
    struct choice choice;

    (void)state;
    for (size_t i = 0; i < 200; i++) {
        sites[i] = (struct site){
            .location = (uint32_t)i, .distance_m = (int64_t)i * 10, .free = free_units[i]};
        for (size_t line = 0; line < 500; line++)
            free_units[i][line] = random_below(12) == 0;
    }
    for (size_t line = 0; line < 500; line++) {
        quantities[line] = 1;
        free_units[199][line] += line % 2;
        free_units[150][line] += 1 - (int64_t)line % 2;
    }
    struct request request = {
        .quantities = quantities, .line_count = 500, .sites = sites, .site_count = 200};
    routing_decide(&request, &choice);
    assert_int_equal(choice.rule, RULE_FEWEST_PARCELS);
    assert_int_equal(choice.plan.site_count, 2);
    assert_int_equal(choice.plan.distance_m, 1500 + 1990);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_that_has_everything),
        cmocka_unit_test(fewest_parcels_then_least_distance),
        cmocka_unit_test(lines_stay_together_if_they_can),
        cmocka_unit_test(safety_stock_last),
        cmocka_unit_test(parked_when_nobody_can),
        cmocka_unit_test(same_as_trying_all),
        cmocka_unit_test(never_more_than_on_hand),
        cmocka_unit_test(doubtful_or_lost_stock_is_not_free),
        cmocka_unit_test(large_orders_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
