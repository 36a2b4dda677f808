/*
 * Overrides: spread top-down, summed bottom-up, undone exactly. The figures of the first tests
 * are computed by hand; the property runs over random plans, their seeds are printed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/plan/plan.h"

#include <math.h>
#include <stdlib.h>

#define WEEKS 4

/* SKU 1 (category 1): web/GB half, web/DE a quarter, shop/GB a quarter; SKU 2 (category 2): web/GB,
 * no path and nothing sold; shop/GB, no path but sold 8 in the last weeks. */
static const struct plan_sku skus[] = {
    {.category = 1, .first_key = 0, .key_count = 3},
    {.category = 2, .first_key = 3, .key_count = 2},
};
static const struct plan_key keys[] = {
    {.sku = 1, .channel = 1, .region = 1, .share = .5, .end_week = WEEKS},
    {.sku = 1, .channel = 1, .region = 2, .share = .25, .end_week = WEEKS},
    {.sku = 1, .channel = 2, .region = 1, .share = .25, .end_week = WEEKS},
    {.sku = 2, .channel = 1, .region = 1, .share = .5, .end_week = WEEKS},
    {.sku = 2, .channel = 2, .region = 1, .share = .5, .naive = {2, 2, 2, 2}, .end_week = WEEKS},
};
static const double paths[] = {100, 100, 200, 0, 0, 0, 0, 0};

static struct plan_body
body_new(void)
{
    return (struct plan_body){
        .weeks = WEEKS,
        .skus = skus,
        .keys = keys,
        .sku_count = 2,
        .key_count = 5,
        .paths = paths,
    };
}

/* scope (sku category channel region), weeks from end, % or =, number : before after keys,
 * then units of the five keys in weeks 0 and 3 */
/* clang-format off */
static const char overrides[] =
    "0 0 0 0 0 1 %  10 : 100 110 5 : 55   27.5 27.5 0 0 : 0 0 0 0 0\n"
    "1 0 0 0 0 1 = 200 : 100 200 3 : 100  50   50   0 0 : 0 0 0 0 0\n"
    "0 0 2 0 0 1 =  50 :  25  50 2 : 50   25   50   0 0 : 0 0 0 0 0\n" /* all of it where there is demand */
    "0 0 0 2 0 4 %  -50 : 100 50 1 : 50   12.5 25   0 0 : 0 0 0 0 0\n"
    "2 0 0 0 0 1 =  10 :   0  10 2 : 50   25   25   0 10 : 0 0 0 0 0\n" /* by the last weeks */
    "2 0 1 0 0 1 =  10 :   0  10 1 : 50   25   25  10 0 : 0 0 0 0 0\n" /* nobody ever asked: evenly */
    "1 0 0 0 3 4 =  30 :   0  30 3 : 50   25   25   0 0 : 10 10 10 0 0\n"
    "0 1 0 0 0 4 = 100 : 400 400 3 : 50   25   25   0 0 : 33.333333333333336 33.333333333333336 33.333333333333336 0 0\n"
    "0 9 0 0 0 4 = 100 :   0   0 0 : 50   25   25   0 0 : 0 0 0 0 0\n"; /* no such key */
/* clang-format on */

static void
a_scope_is_spread_over_its_keys(void **state)
{
    (void)state;
    for (const char *at = overrides; *at != '\0';) {
        struct plan_body body = body_new();
        struct override_asked asked = {0};
        struct plan_change change;
        const struct plan_change *list[] = {&change};
        double number, before, after, want[10], units[WEEKS];
        unsigned count;
        char how;
        int bytes;
        assert_int_equal(
            sscanf(at,
                   "%d %d %d %d %d %d %c %lf : %lf %lf %u : %lf %lf %lf %lf %lf : %lf %lf %lf %lf "
                   "%lf\n%n",
                   &asked.scope.sku, &asked.scope.category, &asked.scope.channel,
                   &asked.scope.region, &asked.from_week, &asked.end_week, &how, &number, &before,
                   &after, &count, &want[0], &want[1], &want[2], &want[3], &want[4], &want[5],
                   &want[6], &want[7], &want[8], &want[9], &bytes),
            21);
        print_message("%.*s", bytes, at);
        at += bytes;
        asked.has_units = how == '=';
        *(asked.has_units ? &asked.units : &asked.percent) = number;
        const struct override_done done = override_spread(&body, LAYER_DEMAND, &asked, &change);
        assert_true(fabs(done.before - before) < 1e-9 && fabs(done.after - after) < 1e-9);
        assert_int_equal(done.keys, count);
        body.demand = (struct plan_changes){.list = list, .count = 1};
        for (uint32_t i = 0; i < 5; i++) {
            plan_layer_of_key(&body, i, LAYER_DEMAND, units);
            assert_true(fabs(units[0] - want[i]) < 1e-9 && fabs(units[3] - want[5 + i]) < 1e-9);
        }
    }
}

static void
the_fence_is_not_changed(void **state)
{
    static const double fence[] = {7, 1, 2, 0, 3};
    struct plan_body body = body_new();
    const struct override_asked asked = {.end_week = WEEKS, .percent = 100};
    struct plan_change change;
    const struct plan_change *list[] = {&change};
    double units[WEEKS];

    (void)state;
    body.fence_weeks = 1;
    body.fence = fence;
    const struct override_done done = override_spread(&body, LAYER_DEMAND, &asked, &change);
    assert_true(done.before == 300 && done.after == 600);
    body.demand = (struct plan_changes){.list = list, .count = 1};
    plan_layer_of_key(&body, 0, LAYER_DEMAND, units);
    assert_true(units[0] == 7 && units[1] == 100 && units[2] == 200);
}

static void
numbers_stay_finite(void **state)
{
    struct plan_body body = body_new();
    struct plan_change changes[60];
    const struct plan_change *list[60];
    double units[WEEKS];

    (void)state;
    body.demand.list = list;
    for (size_t i = 0; i < 60; i++) { /* each a thousand times more: 1e180 */
        const struct override_asked more = {.end_week = WEEKS, .percent = 100000};
        const struct override_done done = override_spread(&body, LAYER_DEMAND, &more, &changes[i]);
        list[i] = &changes[i];
        body.demand.count++;
        assert_true(done.most <= PLAN_UNITS_MAX * 1001 * 5);
        assert_true((i < 3) == (done.most <= PLAN_UNITS_MAX));
    }
    for (uint32_t i = 0; i < 5; i++) {
        plan_layer_of_key(&body, i, LAYER_DEMAND, units);
        assert_true(units[0] >= 0 && units[0] <= PLAN_UNITS_MAX);
    }
}

/* Less and less is nothing at last: then by the last weeks, and not by proportions of 1e-300. */
static void
next_to_nothing_is_nothing(void **state)
{
    struct plan_body body = body_new();
    struct plan_change changes[61];
    const struct plan_change *list[61];
    double units[WEEKS], sum = 0;

    (void)state;
    body.demand.list = list;
    for (size_t i = 0; i < 61; i++) {
        const struct override_asked asked = {.end_week = WEEKS,
                                             .has_units = i == 60,
                                             .percent = i < 60 ? -99.9999 : 0,
                                             .units = 1e6};
        override_spread(&body, LAYER_DEMAND, &asked, &changes[i]);
        list[i] = &changes[i];
        body.demand.count++;
    }
    for (uint32_t i = 0; i < 5; i++) {
        plan_layer_of_key(&body, i, LAYER_DEMAND, units);
        sum += units[0];
    }
    assert_true(fabs(sum - 1e6) < 1e-3);
}

/* --- random plans -------------------------------------------------------------------------- */

#define RANDOM_SKUS      5
#define RANDOM_KEYS      40
#define RANDOM_OVERRIDES 12

struct random_plan {
    struct plan_sku skus[RANDOM_SKUS];
    struct plan_key keys[RANDOM_KEYS];
    double paths[RANDOM_SKUS * WEEKS];
    struct plan_change changes[RANDOM_OVERRIDES];
    const struct plan_change *list[RANDOM_OVERRIDES];
    struct override_asked asked[RANDOM_OVERRIDES];
    struct override_done done[RANDOM_OVERRIDES];
    struct plan_body body;
};

static void
random_plan(struct random_plan *plan)
{
    *plan = (struct random_plan){0};
    for (int s = 0; s < RANDOM_SKUS; s++) {
        plan->skus[s] =
            (struct plan_sku){.category = 1 + s % 2, .first_key = (uint32_t)s * 8, .key_count = 8};
        for (int w = 0; w < WEEKS; w++)
            plan->paths[s * WEEKS + w] = rand() % 4 == 0 ? 0 : rand() % 1000 / 7.0;
    }
    for (int k = 0; k < RANDOM_KEYS; k++)
        plan->keys[k] = (struct plan_key){.sku = 1 + k / 8,
                                          .channel = 1 + k % 2,
                                          .region = 1 + k % 4,
                                          .share = rand() % 3 == 0 ? 0 : rand() % 100 / 300.0,
                                          .naive = {rand() % 3, 0, rand() % 2, 0},
                                          .end_week = WEEKS};
    plan->body = (struct plan_body){.weeks = WEEKS,
                                    .skus = plan->skus,
                                    .keys = plan->keys,
                                    .sku_count = RANDOM_SKUS,
                                    .key_count = RANDOM_KEYS,
                                    .paths = plan->paths,
                                    .demand = {.list = plan->list}};
}

static void
random_override(struct random_plan *plan, size_t n)
{
    const int from = rand() % WEEKS;

    plan->asked[n] =
        (struct override_asked){.scope = {.sku = rand() % 3 ? 0 : 1 + rand() % RANDOM_SKUS,
                                          .category = rand() % 3,
                                          .channel = rand() % 3,
                                          .region = rand() % 5},
                                .from_week = from,
                                .end_week = from + 1 + rand() % (WEEKS - from),
                                .has_units = rand() % 2,
                                .percent = rand() % 150 - 50,
                                .units = rand() % 500};
    plan->list[n] = &plan->changes[n];
    plan->done[n] = override_spread(&plan->body, LAYER_DEMAND, &plan->asked[n], &plan->changes[n]);
    plan->body.demand.count++;
}

static double
units_of(const struct plan_body *body, const struct plan_scope *scope, int32_t from, int32_t end)
{
    double units[WEEKS], sum = 0;

    for (uint32_t i = 0; i < body->key_count; i++) {
        if (!plan_scope_has(scope, &body->skus[body->keys[i].sku - 1], &body->keys[i]))
            continue;
        plan_layer_of_key(body, i, LAYER_DEMAND, units);
        for (int32_t w = from; w < end; w++)
            sum += units[w];
    }
    return sum;
}

static void
fill(const struct plan_body *body, double *values)
{
    for (uint32_t i = 0; i < body->key_count; i++)
        plan_layer_of_key(body, i, LAYER_DEMAND, values + i * WEEKS);
}

static void
sums_are_equal_at_every_level(const struct random_plan *plan)
{
    double total = units_of(&plan->body, &(struct plan_scope){0}, 0, WEEKS), sums[3] = {0};

    for (int32_t i = 1; i <= RANDOM_SKUS; i++)
        sums[0] += units_of(&plan->body, &(struct plan_scope){.sku = i}, 0, WEEKS);
    for (int32_t i = 1; i <= 2; i++)
        sums[1] += units_of(&plan->body, &(struct plan_scope){.channel = i}, 0, WEEKS);
    for (int32_t i = 1; i <= 4; i++)
        sums[2] += units_of(&plan->body, &(struct plan_scope){.region = i}, 0, WEEKS);
    for (int i = 0; i < 3; i++)
        assert_true(fabs(sums[i] - total) <= 1e-9 * (1 + total));
}

static void
whatever_is_overridden_adds_up(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 200; seed++) {
        struct random_plan plan;
        srand(seed);
        random_plan(&plan);
        for (size_t n = 0; n < RANDOM_OVERRIDES; n++) {
            random_override(&plan, n);
            const struct override_asked *asked = &plan.asked[n];
            const double after =
                units_of(&plan.body, &asked->scope, asked->from_week, asked->end_week);
            if (fabs(after - plan.done[n].after) > 1e-9 * (1 + after))
                fail_msg("seed %u override %zu: %.12g asked for, %.12g there", seed, n,
                         plan.done[n].after, after);
        }
        sums_are_equal_at_every_level(&plan);
    }
}

static void
undone_is_as_if_never_made(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 200; seed++) {
        static double want[RANDOM_KEYS * WEEKS], got[RANDOM_KEYS * WEEKS],
            work[RANDOM_KEYS * WEEKS];
        struct random_plan with, without;
        struct plan_change *rest[RANDOM_OVERRIDES];
        const size_t gone = seed % RANDOM_OVERRIDES;
        size_t count = 0;

        srand(seed);
        random_plan(&with);
        without = with;
        without.body.skus = without.skus, without.body.keys = without.keys;
        without.body.paths = without.paths, without.body.demand.list = without.list;
        for (size_t n = 0; n < RANDOM_OVERRIDES; n++) {
            random_override(&with, n);
            if (n == gone)
                continue;
            without.asked[count] = with.asked[n];
            without.list[count] = &without.changes[count];
            without.done[count] = override_spread(&without.body, LAYER_DEMAND, &with.asked[n],
                                                  &without.changes[count]);
            without.body.demand.count = ++count;
        }
        for (size_t n = 0, to = 0; n < RANDOM_OVERRIDES; n++) {
            if (n == gone)
                continue;
            with.asked[to] = with.asked[n];
            with.list[to] = &with.changes[to];
            rest[to] = &with.changes[to];
            to++;
        }
        override_spread_again(&with.body, LAYER_DEMAND, with.asked, count, rest, with.done, work);
        with.body.demand.count = count;
        fill(&with.body, got);
        fill(&without.body, want);
        if (memcmp(got, want, sizeof got) != 0)
            fail_msg("seed %u: override %zu left something behind", seed, gone);
        for (size_t n = 0; n < count; n++) {
            const struct override_done *one = &with.done[n], *other = &without.done[n];
            assert_true(one->before == other->before && one->after == other->after &&
                        one->most == other->most && one->keys == other->keys);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scope_is_spread_over_its_keys),
        cmocka_unit_test(the_fence_is_not_changed),
        cmocka_unit_test(numbers_stay_finite),
        cmocka_unit_test(next_to_nothing_is_nothing),
        cmocka_unit_test(whatever_is_overridden_adds_up),
        cmocka_unit_test(undone_is_as_if_never_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
