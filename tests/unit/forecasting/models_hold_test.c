/*
 * Every model of the table on series that real life has: no number is ever not a number, quantiles
 * rise, and the same request gives the same bytes.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/models/models.h"
#include "services/forecasting/core/random.h"

#define HORIZON 30
#define COUNT   400
#define SEED    20260122u

static const double probabilities[] = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995};
#define PROBABILITIES 7

struct said {
    double mean[HORIZON], quantiles[HORIZON * PROBABILITIES];
};

/* What this file's promises on any values hold for; models of counts refuse some of them. */
static const char *const of_any_values[] = {
    "naive",  "seasonal-naive", "mean", "drift", "ses",      "holt",
    "damped", "theta",          "dotm", "ets",   "combined", NULL};

static struct scratch scratch;

static bool
ask(const struct model *model, const struct series *series, struct said *said)
{
    const struct path_request request = {HORIZON, probabilities, PROBABILITIES, 7};
    struct path path = {said->mean, said->quantiles};
    const size_t mark = scratch_mark(&scratch);
    const bool done = model->forecast(series, &request, &scratch, &path);

    assert_int_equal(scratch_mark(&scratch), mark);
    return done;
}

static void
check(const struct model *model, const struct series *series, const char *kind)
{
    struct said said, again;

    if (!ask(model, series, &said))
        return;
    assert_true(ask(model, series, &again));
    assert_memory_equal(&said, &again, sizeof said);
    for (int h = 0; h < HORIZON; h++) {
        const double *const q = said.quantiles + (size_t)h * PROBABILITIES;
        if (!isfinite(said.mean[h]))
            fail_msg("%s on %s: mean %g at step %d", model->name, kind, said.mean[h], h);
        for (int i = 0; i < PROBABILITIES; i++)
            if (!isfinite(q[i]) || (i > 0 && q[i] < q[i - 1]) ||
                (series->never_negative && q[i] < 0))
                fail_msg("%s on %s: quantile %d is %g at step %d", model->name, kind, i, q[i], h);
    }
}

static void
check_all(const double *values, int count, int period, bool never_negative, const char *kind)
{
    const struct series series = {values, count, period, never_negative};

    for (const struct model *model = models; model->name != NULL; model++)
        check(model, &series, kind);
}

static double
value_of(struct random *random, int kind, int at, int period)
{
    const double noise = random_normal(random);
    const double season = sin(2 * M_PI * at / period);

    switch (kind) {
    case 0:
        return 100 + 20 * season + noise;
    case 1:
        return fmax(0, floor(2 * noise)); /* many zeros */
    case 2:
        return exp(0.05 * at + noise);
    case 3:
        return 50 - at + 10 * noise; /* falls below zero */
    case 4:
        return at == COUNT / 3 ? 1e9 : 10 + noise;
    case 5:
        return 1e-9 * (5 + season + 0.1 * noise);
    case 6:
        return 1e12 * (5 + season + 0.1 * noise);
    case 7:
        return random_uniform(random) < 0.3 ? NAN : 10 + season + noise;
    case 8:
        return at; /* no error at all */
    case 9:
        return 10 + 5 * season; /* nor here */
    case 10:
        return at % 97 == 96 ? 1 : 0;
    default:
        return at < 50 ? NAN : at > 60 && at < 200 ? NAN : 3 + noise;
    }
}

static void
random_series_stay_numbers(void **state)
{
    static const int periods[] = {1, 4, 7, 12, 24, 52, 168, 1000};
    struct random random = random_start(SEED);
    double values[COUNT];
    char kind[80];

    (void)state;
    for (int round = 0; round < 204; round++) {
        const int period = periods[random_bits(&random) % 8];
        const int count = 1 + (int)(random_bits(&random) % COUNT);
        for (int i = 0; i < count; i++)
            values[i] = value_of(&random, round % 12, i, period);
        snprintf(kind, sizeof kind, "seed %u round %d kind %d n %d m %d", SEED, round, round % 12,
                 count, period);
        check_all(values, count, period, round % 2 == 0, kind);
    }
}

static void
every_length_from_nothing_on(void **state)
{
    double values[40];

    (void)state;
    for (int i = 0; i < 40; i++)
        values[i] = 10 + i % 4 + 0.3 * (i % 3);
    for (int count = 0; count <= 40; count++)
        check_all(values, count, 4, true, "a short series");
    for (int i = 0; i < 40; i++)
        values[i] = NAN;
    check_all(values, 40, 4, true, "nothing known");
    values[20] = 5;
    check_all(values, 40, 4, true, "one value known");
}

/* One same value goes on; known for certain. */
static void
constant_series_go_on(void **state)
{
    static const double same[] = {0, 7, -3, 1e-9, 1e12};
    double values[60];
    struct said said;

    (void)state;
    for (int kind = 0; kind < 5; kind++) {
        for (int i = 0; i < 60; i++)
            values[i] = same[kind];
        const struct series series = {values, 60, 12, false};
        for (int i = 0; of_any_values[i] != NULL; i++) {
            assert_true(ask(model_named(of_any_values[i]), &series, &said));
            for (int h = 0; h < HORIZON; h++)
                assert_true(fabs(said.mean[h] - same[kind]) <= 1e-12 * fabs(same[kind]));
        }
    }
}

/* Ten times the values, or 1e6 more of each: ten times the path, or 1e6 more. */
static void
unit_and_zero_do_not_matter(void **state)
{
    static const char *const of_level[] = {"ses", "holt", "damped", "mean", "drift", "naive", NULL};
    struct random random = random_start(SEED + 1);
    double values[120], scaled[120], moved[120];
    struct said said, said_scaled, said_moved;

    (void)state;
    for (int round = 0; round < 200; round++) {
        double level = 1000;
        for (int i = 0; i < 120; i++) {
            level += random_normal(&random);
            values[i] = level + 3 * random_normal(&random);
            scaled[i] = 1024 * values[i];
            moved[i] = 4 * values[i] + 64;
        }
        for (int i = 0; of_any_values[i] != NULL; i++) {
            const struct model *const model = model_named(of_any_values[i]);
            assert_true(ask(model, &(struct series){values, 120, 1, false}, &said));
            assert_true(ask(model, &(struct series){scaled, 120, 1, false}, &said_scaled));
            for (int h = 0; h < HORIZON; h++)
                if (fabs(said_scaled.mean[h] - 1024 * said.mean[h]) > 1e-9 * said_scaled.mean[h])
                    fail_msg("%s: seed %u round %d step %d", model->name, SEED + 1, round, h);
        }
        for (int i = 0; of_level[i] != NULL; i++) {
            const struct model *const model = model_named(of_level[i]);
            assert_true(ask(model, &(struct series){values, 120, 1, false}, &said));
            assert_true(ask(model, &(struct series){moved, 120, 1, false}, &said_moved));
            for (int h = 0; h < HORIZON; h++)
                if (fabs(said_moved.mean[h] - 4 * said.mean[h] - 64) > 1e-3 * said.mean[h])
                    fail_msg("%s: seed %u round %d step %d: %g not %g", model->name, SEED + 1,
                             round, h, said_moved.mean[h], 4 * said.mean[h] + 64);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_series_stay_numbers),
        cmocka_unit_test(every_length_from_nothing_on),
        cmocka_unit_test(constant_series_go_on),
        cmocka_unit_test(unit_and_zero_do_not_matter),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
