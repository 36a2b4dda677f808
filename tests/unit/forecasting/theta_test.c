/*
 * The theta methods: the classic one against its closed form, the dynamic one against the paper's
 * own recursion searched by another way.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "services/forecasting/core/models/ets.h"
#include "services/forecasting/core/models/theta.h"
#include "services/forecasting/core/random.h"

#define COUNT   60
#define HORIZON 12
#define SEED    44u

static struct scratch scratch;

static void
forecast(model_function *model, const double *values, double *mean, double *quantiles)
{
    static const double probabilities[] = {0.025, 0.5, 0.975};
    const struct path_request request = {HORIZON, probabilities, 3, 0};
    struct path path = {mean, quantiles};

    assert_true(model(&(struct series){values, COUNT, 1, false}, &request, &scratch, &path));
}

static void
make(struct random *random, int kind, double *values)
{
    double level = 50;

    for (int i = 0; i < COUNT; i++) {
        const double noise = random_normal(random);
        level += kind % 3 == 0 ? noise : 0.5 + 0.2 * noise;
        values[i] = kind % 3 == 2 ? 100 + 10 * noise : level + (kind % 2) * random_normal(random);
    }
}

/* Hyndman and Billah 2003: level + b/2 (h - 1 + (1 - (1 - alpha)^n)/alpha). */
static void
theta_is_its_closed_form(void **state)
{
    struct random random = random_start(SEED);
    double values[COUNT], mean[HORIZON], quantiles[3 * HORIZON];
    const struct ets_form simple = {ETS_ADDITIVE, ETS_NONE, ETS_NONE};

    (void)state;
    for (int round = 0; round < 200; round++) {
        double mean_t = 0, mean_y = 0, squares = 0, products = 0;
        struct tidy tidy;
        struct ets_data data;
        struct ets_fit fit;

        make(&random, round, values);
        forecast(model_theta, values, mean, quantiles);
        for (int i = 0; i < COUNT; i++) {
            mean_t += (i + 1.0) / COUNT;
            mean_y += values[i] / COUNT;
        }
        for (int i = 0; i < COUNT; i++) {
            squares += (i + 1 - mean_t) * (i + 1 - mean_t);
            products += (i + 1 - mean_t) * (values[i] - mean_y);
        }
        const size_t mark = scratch_mark(&scratch);
        assert_true(tidy_series(&(struct series){values, COUNT, 1, false}, &scratch, &tidy));
        ets_begin(&tidy, &scratch, &data);
        assert_true(ets_fit(&data, simple, &fit));
        scratch_reset(&scratch, mark);
        const double alpha = fit.parameters.alpha, slope = products / squares;
        const double sigma = tidy.scale * sqrt(fit.squares / (COUNT - 2));
        for (int h = 1; h <= HORIZON; h++) {
            const double expected = tidy.scale * fit.state.level +
                                    slope / 2 * (h - 1 + (1 - pow(1 - alpha, COUNT)) / alpha);
            const double half = 1.959963985 * sigma * sqrt(1 + (h - 1) * alpha * alpha);
            if (fabs(mean[h - 1] - expected) > 1e-8 * fabs(expected))
                fail_msg("seed %u round %d step %d: %g, not %g", SEED, round, h, mean[h - 1],
                         expected);
            assert_true(fabs(quantiles[3 * h - 1] - expected - half) < 1e-6 * fabs(expected));
        }
    }
}

/* --- the dynamic one: the paper's recursion, as printed ----------------------------------------
 */

struct state_of_paper {
    double level, a, b, mean, power; /* power: (1 - alpha)^t */
    int t;
};

static double
expected_of(const struct state_of_paper *at, double alpha, double theta)
{
    return at->level +
           (1 - 1 / theta) * (at->power * at->a + at->b * (1 - at->power * (1 - alpha)) / alpha);
}

static void
step(struct state_of_paper *at, double alpha, double value)
{
    const double t = at->t;

    at->level = alpha * value + (1 - alpha) * at->level;
    at->b = ((t - 1) * at->b + 6 * (value - at->mean) / (t + 1)) / (t + 2);
    at->mean = (t * at->mean + value) / (t + 1);
    at->a = at->mean - at->b * (t + 2) / 2;
    at->power *= 1 - alpha;
    at->t++;
}

/* Sum of squared errors from the third value on; leaves the state after the last. */
static double
squares_of(const double *values, const double *x, struct state_of_paper *at)
{
    const double l0 = x[0], alpha = x[1], theta = x[2];
    double squares = 0;

    *at = (struct state_of_paper){.level = alpha * values[0] + (1 - alpha) * l0,
                                  .a = values[0],
                                  .mean = values[0],
                                  .power = 1 - alpha,
                                  .t = 1};
    for (int i = 1; i < COUNT; i++) {
        const double error = values[i] - expected_of(at, alpha, theta);
        if (i >= 2)
            squares += error * error;
        step(at, alpha, values[i]);
    }
    return squares;
}

static bool
allowed(const double *x, double least, double largest)
{
    const double range = largest - least;
    return x[0] >= least - range && x[0] <= largest + range && x[1] >= 0.1 && x[1] <= 0.99 &&
           x[2] >= 1;
}

/* Steps along each axis, halved when none helps, from several starts. */
static double
compass(const double *values, double *best)
{
    static const double alphas[] = {0.1, 0.3, 0.6, 0.9}, thetas[] = {1, 2, 10, 1e4};
    double least = HUGE_VAL, low = HUGE_VAL, high = -HUGE_VAL;
    struct state_of_paper at;

    for (int i = 0; i < COUNT; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    for (int start = 0; start < 16; start++) {
        double x[3] = {values[0], alphas[start / 4], thetas[start % 4]};
        double steps[3] = {(high - low) / 4, 0.1, 0.5}, value = squares_of(values, x, &at);
        for (int round = 0; round < 120; round++) {
            bool better = false;
            for (int i = 0; i < 6; i++) {
                double y[3] = {x[0], x[1], x[2]};
                y[i / 2] += (i % 2 == 0 ? 1 : -1) * (i / 2 == 2 ? steps[2] * x[2] : steps[i / 2]);
                if (!allowed(y, low, high) || squares_of(values, y, &at) >= value)
                    continue;
                value = squares_of(values, y, &at);
                x[0] = y[0], x[1] = y[1], x[2] = y[2];
                better = true;
            }
            for (int i = 0; i < 3 && !better; i++)
                steps[i] /= 2;
        }
        if (value < least) {
            least = value;
            best[0] = x[0], best[1] = x[1], best[2] = x[2];
        }
    }
    return least;
}

/* What follows from the search is what the model says, within a twentieth of the spread: both
 * searches end near the same bottom, seldom on the same digit. */
static void
dotm_is_the_paper_s(void **state)
{
    struct random random = random_start(SEED + 1);
    double values[COUNT], mean[HORIZON], quantiles[3 * HORIZON], best[3];
    int near = 0;

    (void)state;
    for (int round = 0; round < 40; round++) {
        struct state_of_paper at;
        bool same = true;
        make(&random, round, values);
        forecast(model_dotm, values, mean, quantiles);
        compass(values, best);
        squares_of(values, best, &at);
        for (int h = 0; h < HORIZON; h++) {
            const double expected = expected_of(&at, best[1], best[2]);
            same &= fabs(mean[h] - expected) < 0.05 * (quantiles[3 * h + 2] - quantiles[3 * h]);
            step(&at, best[1], expected);
        }
        near += same;
    }
    if (near < 38)
        fail_msg("seed %u: only %d of 40 are the paper's", SEED + 1, near);
}

/* Exact quantiles against paths run on with random errors, by the paper's recursion. */
static void
dotm_spreads_as_simulated(void **state)
{
    struct random random = random_start(SEED + 2);
    double values[COUNT], mean[HORIZON], quantiles[3 * HORIZON], best[3], sum[HORIZON] = {0};
    struct state_of_paper last, at;
    const int paths = 20000;

    (void)state;
    make(&random, 1, values);
    forecast(model_dotm, values, mean, quantiles);
    const double sigma = sqrt(compass(values, best) / (COUNT - 2 - 3));
    squares_of(values, best, &last);
    for (int path = 0; path < paths; path++) {
        at = last;
        for (int h = 0; h < HORIZON; h++) {
            const double value =
                expected_of(&at, best[1], best[2]) + sigma * random_normal(&random);
            sum[h] += (value - mean[h]) * (value - mean[h]);
            step(&at, best[1], value);
        }
    }
    for (int h = 0; h < HORIZON; h++) {
        const double simulated = sqrt(sum[h] / paths);
        const double said = (quantiles[3 * h + 2] - mean[h]) / 1.959963985;
        if (fabs(said - simulated) > 0.03 * simulated)
            fail_msg("step %d: deviation %g, simulated %g", h, said, simulated);
    }
}

/* A line without errors: theta goes on with half of its slope, dotm with all of it. */
static void
lines_go_on(void **state)
{
    double values[COUNT], mean[HORIZON], quantiles[3 * HORIZON];

    (void)state;
    for (int i = 0; i < COUNT; i++)
        values[i] = 20 + 3 * i;
    forecast(model_theta, values, mean, quantiles);
    assert_true(fabs(mean[9] - mean[0] - 9 * 1.5) < 1e-6);
    forecast(model_dotm, values, mean, quantiles);
    for (int h = 0; h < HORIZON; h++)
        assert_true(fabs(mean[h] - (20 + 3 * (COUNT + h))) < 0.5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(theta_is_its_closed_form),
        cmocka_unit_test(dotm_is_the_paper_s),
        cmocka_unit_test(dotm_spreads_as_simulated),
        cmocka_unit_test(lines_go_on),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
