/*
 * Lines that stay together: cases in text, and against all sets of locations.
 *
 *   site NAME METRES safety N : free units by line
 *   ask : units by line
 *   groups : group by line, 0 for a line by itself
 *   plan RULE : NAME=units by line, ...
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/keep_together.h"

#define SITES 10
#define LINES 6

struct world {
    char names[SITES][16];
    struct site sites[SITES], grouped_sites[SITES];
    int64_t free[SITES][LINES], grouped_free[SITES][LINES];
    int64_t quantities[LINES], grouped_quantities[LINES];
    int32_t together[LINES];
    uint32_t row_of[LINES];
    size_t site_count, line_count, row_count;
    struct choice choice;
    int64_t taken[SITES * LINES];
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
solve(struct world *w)
{
    int64_t of_rows[SITES * LINES];

    w->row_count = together_rows(w->together, w->line_count, w->row_of);
    together_quantities(w->together, w->row_of, w->quantities, w->line_count,
                        w->grouped_quantities);
    for (size_t i = 0; i < w->site_count; i++) {
        w->sites[i].free = w->free[i];
        together_free(w->together, w->row_of, w->quantities, w->line_count, w->free[i],
                      w->grouped_free[i]);
        w->grouped_sites[i] = w->sites[i];
        w->grouped_sites[i].free = w->grouped_free[i];
    }
    struct request request = {.quantities = w->grouped_quantities,
                              .line_count = w->row_count,
                              .sites = w->grouped_sites,
                              .site_count = w->site_count};
    routing_decide(&request, &w->choice);
    if (w->choice.rule == RULE_PARKED)
        return;
    fill_plan(&request, &w->choice.plan, of_rows);
    for (size_t p = 0; p < w->choice.plan.site_count; p++)
        together_taken(w->together, w->row_of, w->quantities, w->line_count,
                       &of_rows[p * w->row_count], &w->taken[p * w->line_count]);
}

static void
read_world(struct world *w, char *text, const char **expected)
{
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        const char *numbers = strchr(line, ':') + 1;
        int64_t groups[LINES];
        long long metres;
        long long safety = 0;
        if (strncmp(line, "plan", 4) == 0) {
            *expected = line;
        } else if (strncmp(line, "ask", 3) == 0) {
            w->line_count = read_numbers(numbers, w->quantities);
        } else if (strncmp(line, "groups", 6) == 0) {
            const size_t count = read_numbers(numbers, groups);
            for (size_t i = 0; i < count; i++)
                w->together[i] = (int32_t)groups[i];
        } else {
            const size_t i = w->site_count++;
            assert_true(sscanf(line, "site %15s %lld safety %lld", w->names[i], &metres, &safety) >=
                        2);
            w->sites[i] = (struct site){
                .location = (uint32_t)i, .distance_m = metres, .safety_stock = safety};
            read_numbers(numbers, w->free[i]);
        }
    }
}

static void
check(const char *text)
{
    struct world w = {.site_count = 0};
    const char *expected = "";
    char copy[1000];
    char plan[300];

    snprintf(copy, sizeof copy, "%s", text);
    read_world(&w, copy, &expected);
    solve(&w);
    size_t at = (size_t)snprintf(plan, sizeof plan, "plan %s%s :", rule_name(w.choice.rule),
                                 w.choice.dips ? " dips" : "");
    for (size_t p = 0; p < w.choice.plan.site_count; p++) {
        at += (size_t)snprintf(plan + at, sizeof plan - at, "%s %s=", p == 0 ? "" : ",",
                               w.names[w.choice.plan.sites[p]]);
        for (size_t line = 0; line < w.line_count; line++)
            at += (size_t)snprintf(plan + at, sizeof plan - at, "%s%lld", line == 0 ? "" : " ",
                                   (long long)w.taken[p * w.line_count + line]);
    }
    assert_string_equal(plan, expected);
}

static void
a_group_leaves_from_one_location(void **state)
{
    (void)state;
    /* without the group A and B would share it */
    check("site A 10 : 1 0 9\n"
          "site B 20 : 0 1 9\n"
          "site C 90 : 1 1 0\n"
          "ask       : 1 1 1\n"
          "groups    : 7 7 0\n"
          "plan FEWEST_PARCELS : A=0 0 1, C=1 1 0");
    /* a group of one line is not drawn from several either */
    check("site A 10 : 3\n"
          "site B 20 : 4\n"
          "site C 90 : 6\n"
          "ask       : 6\n"
          "groups    : 1\n"
          "plan NEAREST_WHOLE : C=6");
    check("site A 10 : 3 1\n"
          "site B 20 : 4 1\n"
          "ask       : 6 1\n"
          "groups    : 1 0\n"
          "plan PARKED :");
}

static void
two_groups(void **state)
{
    (void)state;
    check("site A 10 : 5 5 0 0\n"
          "site B 20 : 0 0 5 5\n"
          "site C 30 : 5 0 5 0\n"
          "ask       : 2 2 2 2\n"
          "groups    : 1 1 2 2\n"
          "plan FEWEST_PARCELS : A=2 2 0 0, B=0 0 2 2");
    check("site A 10 : 5 5 0 0\n"
          "site B 20 : 0 0 5 5\n"
          "site C 30 : 5 0 5 0\n"
          "site D 80 : 0 5 0 5\n"
          "ask       : 2 2 2 2\n"
          "groups    : 1 2 1 2\n"
          "plan FEWEST_PARCELS : C=2 0 2 0, D=0 2 0 2");
}

static void
safety_stock_last(void **state)
{
    (void)state;
    check("site A 10 safety 2 : 3 2\n"
          "site B 20          : 1 1\n"
          "ask                : 1 1\n"
          "groups             : 1 1\n"
          "plan NEAREST_WHOLE : B=1 1");
    check("site A 10 safety 2 : 3 2\n"
          "site B 20          : 1 0\n"
          "ask                : 1 1\n"
          "groups             : 1 1\n"
          "plan NEAREST_WHOLE dips : A=1 1");
    check("site A 10 safety 2 : 3 3\n"
          "site B 20          : 1 0\n"
          "ask                : 1 1\n"
          "groups             : 1 1\n"
          "plan NEAREST_WHOLE : A=1 1");
}

/* A group weighs and is worth what all of it does; a line by itself what a unit does. */
static void
amounts_of_a_group(void **state)
{
    const int32_t together[] = {7, 0, 7, 3};
    const int64_t quantities[] = {2, 5, 3, 4}, each[] = {10, 20, 30, 40};
    uint32_t row_of[4];
    int64_t of_rows[3];

    (void)state;
    assert_int_equal(together_rows(together, 4, row_of), 3);
    together_amounts(together, row_of, quantities, 4, each, of_rows);
    assert_int_equal(of_rows[0], 2 * 10 + 3 * 30);
    assert_int_equal(of_rows[1], 20);
    assert_int_equal(of_rows[2], 4 * 40);
}

/* --- against all sets ------------------------------------------------------------------------ */

static uint64_t seed = 20261122;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

/* Each group whole at one site of the set, each other line by all of them. */
static bool
set_covers(const struct world *w, unsigned set)
{
    for (size_t line = 0; line < w->line_count; line++) {
        int64_t units = 0;
        bool whole = false;
        for (size_t site = 0; site < w->site_count; site++) {
            if ((set >> site & 1) == 0)
                continue;
            bool has_group = true;
            for (size_t other = 0; other < w->line_count; other++)
                has_group = has_group && (w->together[other] != w->together[line] ||
                                          w->free[site][other] >= w->quantities[other]);
            whole = whole || has_group;
            units += w->free[site][line];
        }
        if (w->together[line] != 0 ? !whole : units < w->quantities[line])
            return false;
    }
    return true;
}

static void
check_taken(const struct world *w)
{
    for (size_t line = 0; line < w->line_count; line++) {
        int64_t sum = 0;
        for (size_t p = 0; p < w->choice.plan.site_count; p++) {
            const int64_t units = w->taken[p * w->line_count + line];
            assert_true(units >= 0 && units <= w->free[w->choice.plan.sites[p]][line]);
            if (w->together[line] != 0)
                assert_true(units == 0 || units == w->quantities[line]);
            for (size_t other = 0; other < line; other++) {
                if (w->together[line] != 0 && w->together[other] == w->together[line])
                    assert_int_equal(units == 0, w->taken[p * w->line_count + other] == 0);
            }
            sum += units;
        }
        assert_int_equal(sum, w->quantities[line]);
    }
}

static void
as_few_parcels_and_metres_as_any(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct world w = {.site_count = 1 + (size_t)random_below(7),
                          .line_count = 1 + (size_t)random_below(LINES)};
        int64_t best_count = INT64_MAX;
        int64_t best_m = INT64_MAX;
        int64_t metres = 0;
        for (size_t i = 0; i < w.site_count; i++) {
            w.sites[i].distance_m = metres += random_below(30);
            for (size_t line = 0; line < w.line_count; line++)
                w.free[i][line] = random_below(6);
        }
        for (size_t line = 0; line < w.line_count; line++) {
            w.quantities[line] = 1 + random_below(4);
            w.together[line] = (int32_t)random_below(3);
        }
        solve(&w);
        for (unsigned set = 1; set < 1u << w.site_count; set++) {
            int64_t count = 0;
            int64_t sum = 0;
            for (size_t i = 0; i < w.site_count; i++) {
                count += set >> i & 1;
                sum += set >> i & 1 ? w.sites[i].distance_m : 0;
            }
            if (set_covers(&w, set) &&
                (count < best_count || (count == best_count && sum < best_m))) {
                best_count = count;
                best_m = sum;
            }
        }
        if (best_count == INT64_MAX) {
            assert_int_equal(w.choice.rule, RULE_PARKED);
            continue;
        }
        assert_int_equal(w.choice.plan.site_count, best_count);
        assert_int_equal(w.choice.plan.distance_m, best_m);
        check_taken(&w);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_leaves_from_one_location),
        cmocka_unit_test(two_groups),
        cmocka_unit_test(safety_stock_last),
        cmocka_unit_test(amounts_of_a_group),
        cmocka_unit_test(as_few_parcels_and_metres_as_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
