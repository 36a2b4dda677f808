/*
 * Demand over a lead time.
 *
 * Worked examples: Chopra and Meindl, Supply Chain Management (6e, 2016), 12.2 (lead time of 2
 * weeks: mean 5,000, deviation 707) and 12.3 (Dell: 2,500 a day, deviation 500, lead time 7 days,
 * its deviation 7: deviation of the demand over it 17,500, of which 17,549.9 is the unrounded).
 * Other numbers are calculated apart from the code.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/lead_time/lead_time_windows.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

/* mean and variance a bucket, carry, lead time and its deviation : mean, deviation and law */
/* clang-format off */
static const char facts[] =
    "2500 250000 1 2 0 : 5000 707.1068 negative-binomial\n"
    "2500 250000 1 7 7 : 17500 17549.929 negative-binomial\n"
    "2500 250000 2 2 0 : 5000 1000 negative-binomial\n" /* days that are alike */
    "3 3 1 4 0 : 12 3.4641016 poisson\n"
    "3 1 1 4 0 : 12 2 poisson\n"                        /* less than Poisson is not believed */
    "3 1 1 4 1 : 12 3.6055513 negative-binomial\n"
    "0.5 2 1 10.5 0 : 5.25 4.5825757 negative-binomial\n"
    "0 0 1 9 3 : 0 0 poisson\n";
/* clang-format on */

static const char *const laws[] = {"poisson", "negative-binomial", "empirical"};

static void
textbook_numbers(void **state)
{
    struct demand_rate rate;
    struct lead_time time;
    double mean, deviation;
    char law[24];
    int bytes;

    (void)state;
    for (const char *at = facts; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%lf %lf %lf %lf %lf : %lf %lf %23s\n%n", &rate.mean,
                                &rate.variance, &rate.carry, &time.mean, &time.deviation, &mean,
                                &deviation, law, &bytes),
                         8);
        print_message("%.*s", bytes, at);
        const struct lead_time_demand demand = lead_time_demand_of(rate, time);
        assert_true(fabs(demand.mean - mean) < 1e-9);
        assert_true(fabs(sqrt(demand.variance) - deviation) < 1e-3);
        assert_string_equal(laws[demand.law], law);
        assert_int_equal(lead_time_quantile(&demand, 0.95),
                         count_quantile(mean, demand.variance, 0.95));
    }
}

static struct scratch
room(void)
{
    static unsigned char bytes[1 << 20];
    return (struct scratch){.bytes = bytes, .size = sizeof bytes};
}

static struct lead_time_demand
of_values(const double *values, int count, const double *means, int horizon, struct lead_time time)
{
    const struct series series = {.values = values, .count = count, .period = 1};
    double copy[HORIZON_MAX];
    struct path path = {.mean = copy};
    struct scratch scratch = room();

    memcpy(copy, means, (size_t)horizon * sizeof *means);
    return lead_time_demand(&series, &path, horizon, time, &scratch);
}

/* The path's means count, the last bucket in part; beyond its end it goes on with its mean. */
static void
the_path_counts(void **state)
{
    const double values[] = {4, 4, 4, 4}, means[] = {1, 2, 6};

    (void)state;
    assert_true(fabs(of_values(values, 4, means, 3, (struct lead_time){2, 0}).mean - 3) < 1e-12);
    assert_true(fabs(of_values(values, 4, means, 3, (struct lead_time){2.5, 0}).mean - 6) < 1e-12);
    assert_true(fabs(of_values(values, 4, means, 3, (struct lead_time){0.5, 0}).mean - .5) < 1e-12);
    assert_true(fabs(of_values(values, 4, means, 3, (struct lead_time){5, 0}).mean - 15) < 1e-12);
}

/* Every third bucket has 6: three buckets have 6, always. Only windows can know. */
static void
windows_know_what_sums_do(void **state)
{
    double values[60];
    const double means[] = {2, 2, 2, 2};

    (void)state;
    for (int i = 0; i < 60; i++)
        values[i] = i % 3 == 2 ? 6 : 0;
    const struct lead_time steady = {3, 0}, loose = {3, 1};
    const struct lead_time_demand known = of_values(values, 60, means, 4, steady);
    assert_int_equal(known.law, LEAD_TIME_EMPIRICAL);
    assert_int_equal(lead_time_quantile(&known, 0.05), 6);
    assert_int_equal(lead_time_quantile(&known, 0.95), 6);
    assert_true(lead_time_quantile(&known, 0.9999) >= 6); /* the tail is the negative binomial's */

    assert_int_not_equal(of_values(values, 60, means, 4, loose).law, LEAD_TIME_EMPIRICAL);
    assert_int_not_equal(of_values(values, 59, means, 4, steady).law, LEAD_TIME_EMPIRICAL);
    const double other[] = {20, 20, 20, 20}; /* another demand than the history's */
    assert_int_not_equal(of_values(values, 60, other, 4, steady).law, LEAD_TIME_EMPIRICAL);
}

/* A fitted law goes with the level of demand; without windows it is made anew. */
static void
a_law_moves_with_demand(void **state)
{
    double values[60];
    const double means[] = {2, 2, 2, 2};
    const struct lead_time steady = {3, 0};

    (void)state;
    for (int i = 0; i < 60; i++)
        values[i] = i % 3 == 2 ? 6 : 0;
    const struct lead_time_demand fitted = of_values(values, 60, means, 4, steady);
    const struct demand_rate doubled = {.mean = 4, .variance = 8, .carry = 1};
    const struct lead_time_demand moved = lead_time_demand_moved(&fitted, doubled, steady);
    assert_int_equal(lead_time_quantile(&moved, 0.95), 12);

    const struct lead_time_demand plain = lead_time_demand_of(doubled, steady);
    const struct lead_time_demand again = lead_time_demand_moved(&plain, doubled, steady);
    assert_int_equal(lead_time_quantile(&again, 0.95), lead_time_quantile(&plain, 0.95));
}

static double
uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static void
independent_days_carry_nothing(void **state)
{
    double steady[700], wandering[700], level = 20;
    uint64_t seed = 7;
    struct scratch scratch = room();

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < 700; i++) {
        steady[i] = floor(10 * uniform(&seed));
        level = fmax(1, level + 4 * uniform(&seed) - 2);
        wandering[i] = floor(level * 2 * uniform(&seed));
    }
    const struct series a = {.values = steady, .count = 700, .period = 1};
    const struct series b = {.values = wandering, .count = 700, .period = 1};
    const struct demand_rate of_steady = demand_rate_of(&a, (struct lead_time){7, 0}, &scratch);
    const struct demand_rate of_wander = demand_rate_of(&b, (struct lead_time){7, 0}, &scratch);
    /* a level smoothed with .1 errs itself: 1 + 7 x .1 / 1.9 = 1.37 over the 1.05 of a day */
    assert_true(of_steady.carry >= 1 && of_steady.carry < 1.5);
    assert_true(of_wander.carry > of_steady.carry);
    assert_true(fabs(of_steady.mean - 4.5) < 2 && fabs(of_steady.variance - 8.25) < 4);
}

static void
a_day_more(void **state)
{
    struct demand_rate rate = {.mean = 4, .variance = 10, .carry = 1};

    (void)state;
    demand_rate_advance(&rate, 4, 8); /* 10 + .05 (16 - 10) */
    assert_true(fabs(rate.variance - 10.3) < 1e-12);
    demand_rate_advance(&rate, 4, NAN);
    assert_true(fabs(rate.variance - 10.3) < 1e-12);
    assert_true(rate.mean == 4);
}

/* Whatever the history: quantiles rise, and the last covers the mean. */
static void
laws_are_laws(void **state)
{
    static const double probabilities[] = {0.01, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999};
    uint64_t seed = 20261122;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 500; round++) {
        double values[400], means[12], sum = 0;
        const int count = 1 + (int)(uniform(&seed) * 399), horizon = 1 + round % 12;
        const double chance = uniform(&seed);
        for (int i = 0; i < count; i++) {
            values[i] = uniform(&seed) < chance ? ceil(uniform(&seed) * 9) : 0;
            sum += values[i];
            if (uniform(&seed) < 0.05)
                values[i] = NAN;
        }
        for (int h = 0; h < horizon; h++)
            means[h] = sum / count;
        const struct lead_time time = {0.5 + 9 * uniform(&seed), round % 3};
        const struct lead_time_demand demand = of_values(values, count, means, horizon, time);
        int64_t last = 0;
        for (int p = 0; p < COUNT(probabilities); p++) {
            const int64_t units = lead_time_quantile(&demand, probabilities[p]);
            assert_true(units >= last);
            last = units;
        }
        assert_true((double)last >= demand.mean - 1); /* 0.9999 covers the mean */
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(textbook_numbers),
        cmocka_unit_test(the_path_counts),
        cmocka_unit_test(windows_know_what_sums_do),
        cmocka_unit_test(a_law_moves_with_demand),
        cmocka_unit_test(independent_days_carry_nothing),
        cmocka_unit_test(a_day_more),
        cmocka_unit_test(laws_are_laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
