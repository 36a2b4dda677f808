/*
 * Normal scores, and calibration: what was missed in tries is not missed afterwards. Random ones
 * print their seed; CALIBRATE_SEED sets it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/calibrate.h"
#include "services/forecasting/core/choose/normal_score.h"
#include "services/forecasting/core/quantiles.h"

#define assert_near(value, expected, error) assert_true(fabs((value) - (expected)) <= (error))

static uint64_t seed;

/* xorshift64*, Vigna 2016 */
static double
uniform(void)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (double)((seed * 2685821657736338717u) >> 11) * 0x1p-53;
}

static double
normal(void)
{
    return standard_normal_quantile(fmin(fmax(uniform(), 1e-12), 1 - 1e-12));
}

static void
fill_grid(double mean, double deviation, double *grid)
{
    for (int i = 0; i < GRID_COUNT; i++)
        grid[i] = mean + deviation * grid_scores[i];
}

static void
scores_are_read_both_ways(void **state)
{
    double grid[GRID_COUNT];
    (void)state;
    for (int i = 0; i < GRID_COUNT; i++)
        assert_near(grid_scores[i], standard_normal_quantile(grid_probabilities[i]), 1e-9);
    fill_grid(100, 15, grid);
    for (double score = -6; score <= 6; score += 0.125) {
        assert_near(normal_score(grid, 100 + 15 * score), score, 1e-9);
        assert_near(at_normal_score(grid, score), 100 + 15 * score, 1e-9);
    }
    assert_near(normal_score(grid, 1e9), SCORE_MAX, 0);
    assert_near(normal_score(grid, -1e9), -SCORE_MAX, 0);
}

/* 70 % zeros: a zero lies inside of every interval, and its score is the innermost there is. */
static void
ties_are_inside(void **state)
{
    double grid[GRID_COUNT] = {0};
    (void)state;
    for (int i = 10; i < GRID_COUNT; i++)
        grid[i] = i - 9;
    assert_near(normal_score(grid, 0), 0, 0);
    assert_near(normal_score(grid, 1), grid_scores[10], 1e-12);
    assert_near(normal_score(grid, 0.5), (grid_scores[9] + grid_scores[10]) / 2, 1e-12);
    assert_near(normal_score(grid, -1), -SCORE_MAX, 0);
    assert_near(at_normal_score(grid, -3), 0, 0);
    memset(grid, 0, sizeof grid);
    assert_near(normal_score(grid, 0), 0, 0);
    assert_near(normal_score(grid, 1e-9), SCORE_MAX, 0);
}

/* Forecasts that think they are surer than they are by `too_sure`; share inside after correction.
 */
static double
covered(double too_sure, int tries, double confidence)
{
    const double probabilities[] = {(1 - confidence) / 2, (1 + confidence) / 2};
    const struct path_request request = {6, probabilities, 2, 0};
    static struct calibration calibration;
    static struct correction correction;
    double grid[6 * GRID_COUNT], actual[6];
    int inside = 0;

    memset(&calibration, 0, sizeof calibration);
    for (int h = 0; h < 6; h++)
        fill_grid(50, 1 + h, grid + h * GRID_COUNT);
    for (int i = 0; i < tries; i++) {
        for (int h = 0; h < 6; h++)
            actual[h] = 50 + (1 + h) * too_sure * normal();
        calibration_count(&calibration, SPREAD_BOTH_ENDS, grid, actual, 6, 1);
    }
    calibration_correct(&calibration, &request, &correction);
    for (int i = 0; i < 20000; i++) {
        const int h = i % 6;
        const double value = 50 + (1 + h) * too_sure * normal();
        inside += value >= at_normal_score(grid + h * GRID_COUNT,
                                           correction.scores[SPREAD_BOTH_ENDS][h][0]) &&
                  value <= at_normal_score(grid + h * GRID_COUNT,
                                           correction.scores[SPREAD_BOTH_ENDS][h][1]);
    }
    return inside / 20000.0;
}

static void
tries_correct_the_spread(void **state)
{
    (void)state;
    for (double too_sure = 0.5; too_sure <= 2; too_sure *= 2) {
        const double ninety = covered(too_sure, 2000, 0.9), more = covered(too_sure, 2000, 0.95);
        print_message("too sure %.1f times: %.3f of 0.9, %.3f of 0.95\n", too_sure, ninety, more);
        assert_in_range((long)(ninety * 1000), 880, 920);
        assert_in_range((long)(more * 1000), 930, 970);
    }
}

/* Without tries a little wider than the method says; a few tries already help. */
static void
few_tries_help(void **state)
{
    const double none = covered(1, 0, 0.9), wrong = covered(2, 0, 0.9), few = covered(2, 30, 0.9);
    (void)state;
    print_message("right: %.3f; wrong: %.3f, after 30 tries %.3f\n", none, wrong, few);
    assert_true(none > 0.9 && none < 0.97);
    assert_true(wrong < 0.75 && few > wrong + 0.08);
}

static void
sums_do_not_depend_on_order(void **state)
{
    static struct calibration parts[3], one, other;
    double grid[GRID_COUNT];
    (void)state;
    fill_grid(0, 1, grid);
    for (int i = 0; i < 300; i++) {
        const double actual = normal();
        calibration_count(&parts[i % 3], SPREAD_BOTH_ENDS, grid, &actual, 1, 1);
    }
    for (int i = 0; i < 3; i++) {
        calibration_add(&one, &parts[i]);
        calibration_add(&other, &parts[2 - i]);
    }
    assert_memory_equal(&one, &other, sizeof one);
    assert_int_equal(one.tallies[SPREAD_BOTH_ENDS].origins, 300);
}

/* Wider probabilities are never narrower intervals. */
static void
corrections_rise(void **state)
{
    double probabilities[PROBABILITIES_MAX];
    struct path_request request = {CALIBRATION_STEPS, probabilities, PROBABILITIES_MAX, 0};
    static struct correction correction;
    (void)state;
    for (int i = 0; i < PROBABILITIES_MAX; i++)
        probabilities[i] = (i + 1) / 100.0;
    for (int round = 0; round < 50; round++) {
        static struct calibration calibration;
        double grid[CALIBRATION_STEPS * GRID_COUNT], actual[CALIBRATION_STEPS];
        memset(&calibration, 0, sizeof calibration);
        for (int i = 0; i < round; i++) {
            for (int h = 0; h < CALIBRATION_STEPS; h++) {
                fill_grid(0, 1, grid + h * GRID_COUNT);
                actual[h] = uniform() < 0.1 ? NAN : 3 * normal();
            }
            for (int spread = 0; spread < SPREAD_COUNT; spread++)
                calibration_count(&calibration, (enum spread)spread, grid, actual,
                                  CALIBRATION_STEPS, 1);
        }
        calibration_correct(&calibration, &request, &correction);
        for (int h = 0; h < CALIBRATION_STEPS; h++)
            for (int i = 1; i < PROBABILITIES_MAX; i++)
                for (int spread = 0; spread < SPREAD_COUNT; spread++)
                    assert_true(correction.scores[spread][h][i] >=
                                correction.scores[spread][h][i - 1]);
    }
}

/* Counts: what is too low at the upper end is raised, what holds more than it has to is left alone.
 */
static void
upper_ends_are_only_raised(void **state)
{
    const double probabilities[] = {0.05, 0.5, 0.95};
    const struct path_request request = {1, probabilities, 3, 0};
    (void)state;
    for (double times = 0.5; times <= 2; times *= 2) {
        static struct calibration calibration;
        static struct correction correction;
        double grid[GRID_COUNT];
        memset(&calibration, 0, sizeof calibration);
        fill_grid(50, 1, grid);
        for (int i = 0; i < 4000; i++) {
            const double actual = 50 + times * normal();
            calibration_count(&calibration, SPREAD_UPPER_END, grid, &actual, 1, 1);
        }
        calibration_correct(&calibration, &request, &correction);
        const double *scores = correction.scores[SPREAD_UPPER_END][0];
        print_message("truth %.1f times as wide: %.3f\n", times, scores[2]);
        assert_near(scores[0], -1.645, 1e-3);
        assert_near(scores[1], 0, 1e-9);
        assert_near(scores[2], 1.645 * fmax(times, 1), times > 1 ? 0.25 : 0.1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_read_both_ways),   cmocka_unit_test(ties_are_inside),
        cmocka_unit_test(tries_correct_the_spread),    cmocka_unit_test(few_tries_help),
        cmocka_unit_test(sums_do_not_depend_on_order), cmocka_unit_test(corrections_rise),
        cmocka_unit_test(upper_ends_are_only_raised),
    };
    const char *given = getenv("CALIBRATE_SEED");
    seed = given ? strtoull(given, NULL, 10) : 20261122;
    print_message("seed %llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
