/*
 * Layers of a plan, by hand: a path of 100, 50, 80; two keys of .75 and .25; +20 % assumed for the
 * second key's region from the third day of the second week on (5 of 7 days); supply reaches half
 * of week 2. Shares and assumed demand by themselves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

#include "services/forecasting/core/plan/plan.h"

#define WEEKS 3

static const struct plan_sku skus[] = {{.key_count = 2}};
static const struct plan_key keys[] = {
    {.sku = 1, .region = 1, .share = .75, .naive = {1, 2, 3, 4}, .end_week = WEEKS},
    {.sku = 1, .region = 2, .share = .25, .naive = {0, 9, 0, 0}, .from_week = 1, .end_week = WEEKS},
};
static const double paths[] = {100, 50, 80}, reach[] = {1, .5, 1};

/* layer, key : units by week */
/* clang-format off */
static const char layers[] =
    "1 0 :  1    2    3\n"
    "1 1 :  0    9    0\n"
    "2 0 : 75   37.5  60\n"
    "2 1 :  0   14.285714285714286 24\n" /* begins in week 1; 12.5 x (1 + 5/7 x .2), 20 x 1.2 */
    "3 0 : 75   37.5  60\n"
    "4 0 : 75   18.75 60\n"
    "4 1 :  0    7.142857142857143 24\n"
    "5 0 : 75   18.75 60\n";

/* four amounts : four shares */
static const char shares[] =
    "1 1 2 0 : .25 .25 .5 0\n"
    "0 0 0 0 : .25 .25 .25 .25\n"
    "0 5 0 0 : 0 1 0 0\n"
    "3 -2 1 0 : .75 0 .25 0\n";
/* clang-format on */

static void
each_layer_starts_from_the_one_before(void **state)
{
    struct plan_change assumed;
    const struct plan_change *list[] = {&assumed};
    const struct plan_body body = {.weeks = WEEKS,
                                   .skus = skus,
                                   .keys = keys,
                                   .sku_count = 1,
                                   .key_count = 2,
                                   .paths = paths,
                                   .reach = reach,
                                   .assumptions = {.list = list, .count = 1}};
    int layer, key, bytes;
    double want[WEEKS], units[WEEKS];

    (void)state;
    assumed_demand(&(struct plan_scope){.region = 2}, 20409, WEEKS, 20409 + 9, 0, 20, &assumed);
    for (const char *at = layers; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%d %d : %lf %lf %lf\n%n", &layer, &key, &want[0], &want[1],
                                &want[2], &bytes),
                         5);
        print_message("%.*s", bytes, at);
        plan_layer_of_key(&body, (uint32_t)key, (enum plan_layer)layer, units);
        for (int w = 0; w < WEEKS; w++)
            assert_true(fabs(units[w] - want[w]) < 1e-12);
    }
    assert_int_equal(plan_last_layer(&body), LAYER_CONSENSUS);
    for (uint32_t i = 0; i < 2; i++) {
        double all[LAYER_ACTUAL][PLAN_WEEKS_MAX];
        plan_layers_of_key(&body, i, all);
        for (int at_once = LAYER_NAIVE; at_once <= LAYER_CONSENSUS; at_once++) {
            plan_layer_of_key(&body, i, (enum plan_layer)at_once, units);
            assert_memory_equal(all[at_once], units, sizeof units);
        }
    }
}

static void
demand_divides_by_what_was_asked(void **state)
{
    double in[4], want[4], out[4];
    int bytes;

    (void)state;
    for (const char *at = shares; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf : %lf %lf %lf %lf\n%n", &in[0], &in[1], &in[2],
                                &in[3], &want[0], &want[1], &want[2], &want[3], &bytes),
                         8);
        print_message("%.*s", bytes, at);
        mix_shares(in, 4, out);
        for (int i = 0; i < 4; i++)
            assert_true(fabs(out[i] - want[i]) < 1e-12);
    }
}

static void
less_than_nothing_is_not_assumed(void **state)
{
    struct plan_change change;

    (void)state;
    assumed_demand(&(struct plan_scope){0}, 20409, 2, 20416, 20422, -150, &change);
    assert_int_equal(change.how[0], CHANGE_NOTHING);
    assert_int_equal(change.how[1], CHANGE_TIMES);
    assert_true(change.by[1] == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_layer_starts_from_the_one_before),
        cmocka_unit_test(demand_divides_by_what_was_asked),
        cmocka_unit_test(less_than_nothing_is_not_assumed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
