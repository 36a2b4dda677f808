/*
 * The intermittent family.
 *
 * The worked example is the antibiotic of Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice (2e, 2018), 12.2: sizes 2 1 11 2 6 3 7 3 1 1 1 at intervals 2 2 2 5 2 1 6 8 1 3 2, each
 * smoothed with 0.1 from its first value, come to 2.750 / 2.793 = 0.985 (the book's). The
 * corrections of Syntetos and Boylan, and of Shale, Boylan and Johnston, follow by hand: times 0.95
 * and times 1 - 0.1 / 1.9. The other numbers are calculated apart from the code.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/models/lumpy_models.h"

static const double antibiotic[] = {0, 2, 0, 1, 0, 11, 0, 0, 0, 0, 2, 0, 6, 3, 0, 0, 0, 0,
                                    0, 7, 0, 0, 0, 0,  0, 0, 0, 3, 1, 0, 0, 1, 0, 1, 0, 0};

/* With one weight throughout, from the first size and the first interval. */
static struct lumpy
run_from_first(const struct lumpy_method *method, double weight)
{
    struct lumpy state = {0};

    for (size_t i = 0; i < sizeof antibiotic / sizeof antibiotic[0]; i++) {
        const bool first = state.size <= 0;
        method->step(&state, first ? 1 : weight, weight, antibiotic[i]);
    }
    return state;
}

static void
worked_example_of_the_book(void **state)
{
    (void)state;
    /* its table ends with the demand in month 33 after an interval of 2 */
    const struct lumpy end = run_from_first(&croston_method, 0.1);

    assert_true(fabs(end.size - 2.750) < 5e-4);
    assert_true(fabs(end.interval - 2.793) < 5e-4);
    assert_true(fabs(croston_method.mean(&end, 0.1) - 0.985) < 5e-4);
    assert_true(fabs(sba_method.mean(&end, 0.1) - 0.985 * 0.95) < 5e-4);
    assert_true(fabs(sbj_method.mean(&end, 0.1) - 0.985 * (1 - 0.1 / 1.9)) < 5e-4);
}

/* Teunter, Syntetos, Babai (2011): a chance that falls by b with every bucket of silence. */
static void
silence_fades(void **state)
{
    struct lumpy fading = {.chance = 0.5, .size = 8, .level = 4, .interval = 2};
    struct lumpy still = fading;

    (void)state;
    for (int i = 0; i < 10; i++) {
        tsb_method.step(&fading, 0.1, 0.1, 0);
        croston_method.step(&still, 0.1, 0.1, 0);
    }
    assert_true(fabs(tsb_method.mean(&fading, 0.1) - 4 * pow(0.9, 10)) < 1e-12);
    assert_true(fabs(croston_method.mean(&still, 0.1) - 4) < 1e-12);
    tsb_method.step(&fading, 0.1, 0.1, 10); /* chance .17434 -> .25691, size 8 -> 8.2 */
    assert_true(fabs(fading.chance - (0.5 * pow(0.9, 10) * 0.9 + 0.1)) < 1e-12);
    assert_true(fabs(fading.size - 8.2) < 1e-12);
}

/* 13 buckets, 5 with demand: blocks of 3, the oldest bucket left out, have 6 6 9 9. Their running
 * mean is 6 6 7 7.5, with every weight up to the last error: 2.5 a bucket. */
static void
blocks_end_with_the_newest(void **state)
{
    const double values[] = {5, 0, 0, 6, 0, 0, 6, 0, 0, 9, 0, 0, 9};
    const struct series series = {.values = values, .count = 13, .period = 1};

    (void)state;
    assert_int_equal(lumpy_block_length(&series), 3); /* 13 / 5 */
    assert_true(fabs(lumpy_blocks_mean(&series, 3) - 7.5 / 3) < 1e-9);
}

static struct scratch
room(void)
{
    static unsigned char bytes[1 << 20];
    return (struct scratch){.bytes = bytes, .size = sizeof bytes};
}

static double
mean_by(const char *name, const struct series *series)
{
    const struct path_request request = {.horizon = 4};
    double means[4];
    struct path path = {.mean = means};
    struct scratch scratch = room();

    assert_true(model_named(name)->forecast(series, &request, &scratch, &path));
    return means[3];
}

static const char *const names[] = {"croston", "sba",   "sbj",         "tsb",
                                    "adida",   "imapa", "intermittent"};
#define NAMES (sizeof names / sizeof names[0])

static void
plain_series(void **state)
{
    double values[60];
    const struct series series = {.values = values, .count = 60, .period = 7};
    const struct series one = {.values = values, .count = 1, .period = 7};

    (void)state;
    for (size_t n = 0; n < NAMES; n++) {
        for (int i = 0; i < 60; i++)
            values[i] = 0;
        assert_true(mean_by(names[n], &series) == 0);
        for (int i = 0; i < 60; i++)
            values[i] = i % 4 == 3 ? 8 : 0; /* 2 a bucket; corrected ones below it, fading ones
                                               just after a demand above */
        const double mean = mean_by(names[n], &series);
        if (mean < 1.75 || mean > 2.5)
            fail_msg("%s: %g", names[n], mean);
        values[0] = 7;
        assert_true(mean_by(names[n], &one) > 6);
    }
}

/* Demand that ended long ago: who fades says next to nothing, Croston does not. */
static void
nobody_buys_any_more(void **state)
{
    double values[120] = {0};
    const struct series series = {.values = values, .count = 120, .period = 1};

    (void)state;
    for (int i = 0; i < 60; i += 3)
        values[i] = 6;
    assert_true(mean_by("croston", &series) > 1.5);
    assert_true(mean_by("tsb", &series) < 0.1);
    assert_true(mean_by("intermittent", &series) < 0.3);
}

static void
not_demand_is_refused(void **state)
{
    const double negative[] = {1, 0, -2, 3}, unknown[] = {NAN, NAN};
    const struct path_request request = {.horizon = 2};
    double means[2];
    struct path path = {.mean = means};
    struct scratch scratch = room();

    (void)state;
    for (size_t n = 0; n < NAMES; n++) {
        const struct model *model = model_named(names[n]);
        assert_non_null(model);
        const struct series a = {.values = negative, .count = 4, .period = 1};
        const struct series b = {.values = unknown, .count = 2, .period = 1};
        const struct series c = {.values = unknown, .count = 0, .period = 1};
        assert_false(model->forecast(&a, &request, &scratch, &path));
        assert_false(model->forecast(&b, &request, &scratch, &path));
        assert_false(model->forecast(&c, &request, &scratch, &path));
    }
}

static double
uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

/* Gaps, scales and outliers of all kinds: finite, rising, and below 20 times the largest. */
static void
no_path_runs_away(void **state)
{
    static const double probabilities[] = {0.05, 0.5, 0.9, 0.99, 0.999};
    static const double scales[] = {1, 1, 1e-9, 0.37, 1e12};
    const struct path_request request = {
        .horizon = 13, .probabilities = probabilities, .probability_count = 5};
    uint64_t seed = 20261122;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 2000; round++) {
        double values[200], means[13], quantiles[13 * 5], largest = 0;
        struct series series = {.values = values, .count = 1 + (int)(uniform(&seed) * 199)};
        struct path path = {.mean = means, .quantiles = quantiles};
        struct scratch scratch = room();
        const double chance = uniform(&seed), scale = scales[round % 5];
        for (int i = 0; i < series.count; i++) {
            const double y = uniform(&seed) < chance ? ceil(uniform(&seed) * 9) : 0;
            values[i] = scale * (uniform(&seed) < 0.01 ? y * 1e4 : y);
            largest = fmax(largest, values[i]);
            if (uniform(&seed) < 0.1)
                values[i] = NAN;
        }
        if (!model_named(names[round % (int)NAMES])->forecast(&series, &request, &scratch, &path))
            continue;
        for (int h = 0; h < 13; h++) {
            assert_true(means[h] >= 0 && means[h] <= largest * (1 + 1e-9));
            for (int i = 0; i < 5; i++) {
                const double quantile = quantiles[h * 5 + i];
                assert_true(quantile >= (i > 0 ? quantiles[h * 5 + i - 1] : 0));
                assert_true(quantile <= 20 * largest);
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_example_of_the_book), cmocka_unit_test(silence_fades),
        cmocka_unit_test(blocks_end_with_the_newest), cmocka_unit_test(plain_series),
        cmocka_unit_test(nobody_buys_any_more),       cmocka_unit_test(not_demand_is_refused),
        cmocka_unit_test(no_path_runs_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
