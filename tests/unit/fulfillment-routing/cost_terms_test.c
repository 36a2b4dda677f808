/*
 * What a parcel costs: the tariff's terms to the nano, their sum against what the search charges,
 * and numbers too big to be money.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/fulfillment-routing/core/cost_terms.h"

#define MAIN INT64_C(1000000000)

static uint64_t seed = 20261122;

static int64_t
random_below(int64_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)(seed >> 33) % limit;
}

/* "base 8.169 ..." with the terms that are not zero. */
static void
check(const struct policy *policy, const struct site_facts *facts, int64_t weight_ug, bool first,
      const char *expected)
{
    const int64_t units = 1;
    struct site site = {.free = &units};
    const struct request request = {
        .quantities = &units, .weights_ug = &weight_ug, .line_count = 1, .sites = &site};
    char text[200] = "";

    site_prices(policy, facts, &site);
    const struct parcel_load load = parcel_load(&request, &site, &units);
    const struct cost_terms terms = parcel_terms(policy, facts, &site, &load, first);
    for (int term = 0; term < COST_TERM_COUNT; term++) {
        const size_t at = strlen(text);
        if (terms.nano[term] != 0)
            snprintf(text + at, sizeof text - at, "%s%s %lld.%09lld", at == 0 ? "" : " ",
                     cost_term_name((enum cost_term)term), (long long)(terms.nano[term] / MAIN),
                     (long long)(terms.nano[term] % MAIN));
    }
    assert_string_equal(text, expected);
    assert_int_equal(cost_terms_sum(&terms),
                     site.parcel_nano + load.units_nano + (first ? 0 : policy->split_nano));
}

static void
terms_of_a_tariff(void **state)
{
    const struct policy usps = {.tariff = {8169000000, 196000000, 1233000000, 1352000000},
                                .late_day_nano = 2 * MAIN,
                                .split_nano = 3 * MAIN,
                                .full_nano = 4 * MAIN};

    (void)state;
    check(&usps, &(struct site_facts){.distance_mm = 0}, 0, true, "base 8.169000000");
    check(&usps, &(struct site_facts){.distance_mm = 1000000000}, 0, true,
          "base 8.169000000 distance 0.196000000");
    check(&usps, &(struct site_facts){.distance_mm = 1000000000}, 2 * MAIN, true,
          "base 8.169000000 distance 0.196000000 weight 2.466000000 weight_distance 2.704000000");
    /* a gram over a metre: rounded to the nano where it is made */
    check(&usps, &(struct site_facts){.distance_mm = 1000}, 1000000, true,
          "base 8.169000000 distance 0.000000196 weight 0.001233000 weight_distance 0.000000001");
    check(&usps, &(struct site_facts){.late_days = 2, .load_permille = 250}, 0, false,
          "base 8.169000000 late 4.000000000 capacity 1.000000000 split 3.000000000");
}

static void
terms_of_a_rate_table(void **state)
{
    const struct price_step steps[] = {{1 * MAIN, 5 * MAIN}, {10 * MAIN, 9 * MAIN}};
    const struct site site = {.steps = steps, .step_count = 2};
    const struct {
        int64_t weight_ug, nano, heavy_nano;
    } cases[] = {
        {0, 5 * MAIN, 5 * MAIN},
        {1 * MAIN, 5 * MAIN, 5 * MAIN},
        {1 * MAIN + 1, 9 * MAIN, 9 * MAIN},
        {10 * MAIN, 9 * MAIN, 9 * MAIN},
        {10 * MAIN + 1, -1, 14 * MAIN}, /* as if in two */
        {32 * MAIN, -1, 36 * MAIN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(steps_nano(&site, cases[i].weight_ug), cases[i].nano);
        assert_int_equal(rate_nano(&site, cases[i].weight_ug), cases[i].heavy_nano);
    }
}

/* What the double computation of the formula says, to a millionth. */
static void
same_as_the_formula(void **state)
{
    (void)state;
    for (int round = 0; round < 100000; round++) {
        const struct policy policy = {.tariff = {random_below(20 * MAIN), random_below(MAIN) * 9,
                                                 random_below(5 * MAIN), random_below(MAIN) * 5}};
        const struct site_facts facts = {.distance_mm = random_below(2000000000) * 10};
        const double km = (double)facts.distance_mm / 1e6;
        const int64_t weight_ug = random_below(60 * MAIN), units = 1;
        struct site site = {.free = &units};
        const struct request request = {
            .quantities = &units, .weights_ug = &weight_ug, .line_count = 1, .sites = &site};
        site_prices(&policy, &facts, &site);
        const struct parcel_load load = parcel_load(&request, &site, &units);
        const struct cost_terms terms = parcel_terms(&policy, &facts, &site, &load, true);
        const double expected = (double)policy.tariff.parcel_nano / 1e9 +
                                (double)policy.tariff.km_pico / 1e12 * km +
                                (double)weight_ug / 1e9 *
                                    ((double)policy.tariff.kg_nano / 1e9 +
                                     (double)policy.tariff.kg_km_pico / 1e12 * km);
        assert_true(fabs((double)cost_terms_sum(&terms) / 1e9 - expected) <= 1e-6 * expected);
        assert_int_equal(cost_terms_sum(&terms), site.parcel_nano + load.units_nano);
    }
}

static void
too_much_to_be_money(void **state)
{
    const struct policy policy = {.tariff = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
                                  .late_day_nano = INT64_MAX,
                                  .full_nano = INT64_MAX};
    const struct site_facts facts = {
        .distance_mm = INT64_C(20004000000), .late_days = 90, .load_permille = 1000};
    struct site site = {0};

    (void)state;
    site_prices(&policy, &facts, &site);
    assert_int_equal(site.parcel_nano, COST_NANO_MAX);
    assert_int_equal(site.kg_nano, COST_NANO_MAX);
    assert_int_equal(nano_product(INT64_MAX, INT64_MAX), COST_NANO_MAX);
    assert_int_equal(nano_product(INT64_MAX, 1), 9223372037);
    assert_int_equal(nano_times(INT64_MAX, 2), COST_NANO_MAX);
    assert_int_equal(nano_sum(COST_NANO_MAX, COST_NANO_MAX), COST_NANO_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_of_a_tariff),
        cmocka_unit_test(terms_of_a_rate_table),
        cmocka_unit_test(same_as_the_formula),
        cmocka_unit_test(too_much_to_be_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
