/*
 * Mean, drift, the quantiles of a spread with skewness, and the combination: against closed forms.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/models/least_on_line.h"
#include "services/forecasting/core/models/spread.h"
#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/random.h"

#define HORIZON 12

static const double probabilities[] = {0.025, 0.25, 0.5, 0.75, 0.975};
#define PROBABILITIES 5

static struct scratch scratch;

struct said {
    double mean[HORIZON], quantiles[HORIZON * PROBABILITIES];
};

static struct said
say(const char *model, const double *values, int count, int period)
{
    const struct path_request request = {HORIZON, probabilities, PROBABILITIES, 0};
    struct said said;
    struct path path = {said.mean, said.quantiles};

    assert_true(model_named(model)->forecast(&(struct series){values, count, period, false},
                                             &request, &scratch, &path));
    return said;
}

static void
assert_near(double found, double expected)
{
    if (!(fabs(found - expected) <= 1e-9 * (1 + fabs(expected))))
        fail_msg("%.12g, not %.12g", found, expected);
}

/* model: values (- is unknown) : mean and 97.5 % at step 1, mean and 97.5 % at step 4. By hand:
 * mean of 4 8 6 is 6, deviation 2, times sqrt(4/3). Drift of 2 4 3 8: 2 a step, squared errors 0 9
 * 9 over 2, so 3 sqrt(h (1 + h/3)); with 3 unknown, over the gap: 0 and 0/2: certain. */
/* clang-format off */
static const char closed[] =
    "mean  4 8 6 .     : 6   10.526343 6   10.526343\n"
    "mean  - 4 - 8 6 . : 6   10.526343 6   10.526343\n"
    "mean  5 .         : 5   18.859038 5   18.859038\n"
    "drift 2 4 3 8 .   : 10  16.789514 16  33.963367\n"
    "drift 2 4 - 8 .   : 10  10        16  16\n"
    "drift 2 4 6 - .   : 10  10        16  16\n";
/* clang-format on */

static void
mean_and_drift_by_hand(void **state)
{
    char model[10], word[20];
    double values[10], first, first_high, fourth, fourth_high;
    int bytes;

    (void)state;
    for (const char *at = closed; *at != '\0'; at += bytes) {
        int count = 0;
        assert_int_equal(sscanf(at, "%9s%n", model, &bytes), 1);
        for (at += bytes; sscanf(at, "%19s%n", word, &bytes) == 1 && *word != '.'; at += bytes)
            values[count++] = *word == '-' ? (double)NAN : atof(word);
        at += bytes;
        assert_int_equal(sscanf(at, " : %lf %lf %lf %lf\n%n", &first, &first_high, &fourth,
                                &fourth_high, &bytes),
                         4);
        const struct said said = say(model, values, count, 1);
        assert_true(fabs(said.mean[0] - first) < 1e-6);
        assert_true(fabs(said.mean[3] - fourth) < 1e-6);
        if (fabs(said.quantiles[PROBABILITIES - 1] - first_high) > 1e-5 ||
            fabs(said.quantiles[4 * PROBABILITIES - 1] - fourth_high) > 1e-5)
            fail_msg("%s %d values: %.8g %.8g", model, count, said.quantiles[PROBABILITIES - 1],
                     said.quantiles[4 * PROBABILITIES - 1]);
    }
}

/* The three moments of a lognormal distribution give its quantiles; mirrored ones the mirrored. */
static void
skewness_is_that_of_the_lognormal(void **state)
{
    static const double deviations[] = {0.01, 0.1, 0.5, 1.2};
    const struct path_request request = {1, probabilities, PROBABILITIES, 0};
    double scores[PROBABILITIES], up[PROBABILITIES], down[PROBABILITIES];

    (void)state;
    for (int i = 0; i < PROBABILITIES; i++)
        scores[i] = standard_normal_quantile(probabilities[i]);
    for (int i = 0; i < 4; i++) {
        const double s2 = deviations[i] * deviations[i], w = exp(s2);
        const double mean = exp(s2 / 2), deviation = mean * sqrt(w - 1);
        const double skewness = (w + 2) * sqrt(w - 1);
        spread_quantiles(&(struct asked){&request, scores}, mean, deviation, skewness, up);
        spread_quantiles(&(struct asked){&request, scores}, -mean, deviation, -skewness, down);
        for (int j = 0; j < PROBABILITIES; j++) {
            assert_near(up[j], exp(deviations[i] * scores[j]));
            assert_near(down[j], -exp(-deviations[i] * scores[j]));
        }
    }
    spread_quantiles(&(struct asked){&request, scores}, 3, 2, 0, up);
    assert_near(up[4], 3 + 2 * 1.9599639845400545);
}

static void
combined_is_the_mean_of_its_members(void **state)
{
    static const char *const members[] = {"ets", "dotm", "theta"};
    struct random random = random_start(17);
    double values[100];

    (void)state;
    for (int round = 0; round < 60; round++) {
        const int period = round % 3 == 0 ? 1 : round % 3 == 1 ? 12 : 30;
        struct said sum = {{0}, {0}};
        for (int i = 0; i < 100; i++)
            values[i] = 50 + 0.2 * i + 10 * sin(2 * M_PI * i / period) + random_normal(&random);
        for (int i = 0; i < 3; i++) {
            const struct said said = say(members[i], values, 100, period);
            for (int h = 0; h < HORIZON; h++)
                sum.mean[h] += said.mean[h] / 3;
            for (int j = 0; j < HORIZON * PROBABILITIES; j++)
                sum.quantiles[j] += said.quantiles[j] / 3;
        }
        const struct said said = say("combined", values, 100, period);
        for (int h = 0; h < HORIZON; h++)
            assert_near(said.mean[h], sum.mean[h]);
        for (int j = 0; j < HORIZON * PROBABILITIES; j++)
            assert_near(said.quantiles[j], sum.quantiles[j]);
    }
}

static double
two_valleys(double x, void *closure)
{
    (*(int *)closure)++;
    return pow(x - 0.8, 2) * (pow(x - 0.2, 2) + 0.01) - (x < 0.4 ? 0 : 0.001);
}

/* The deeper of two valleys, and bounds. */
static void
the_least_on_a_line_is_found(void **state)
{
    int asked = 0;

    (void)state;
    assert_true(fabs(least_on_line(two_valleys, &asked, 0, 1, 11, 1e-6) - 0.8) < 1e-5);
    assert_true(asked < 50);
    assert_true(least_on_line(two_valleys, &asked, 0.9, 1, 11, 1e-6) < 0.9 + 1e-5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_and_drift_by_hand),
        cmocka_unit_test(skewness_is_that_of_the_lognormal),
        cmocka_unit_test(combined_is_the_mean_of_its_members),
        cmocka_unit_test(the_least_on_a_line_is_found),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
