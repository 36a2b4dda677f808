/*
 * Seasons: found where there is one, indices as by hand, long ones kept as far as they repeat.
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
#include "services/forecasting/core/season/season.h"

#define SEED 7u

static struct scratch scratch;

/* A line times or plus indices of mean 1 or 0 gives them back; with gaps too, nearly. */
static void
indices_are_given_back(void **state)
{
    static const double factors[] = {0.7, 1.2, 0.9, 1.2}, differences[] = {-3, 1, 4, -2};
    double values[40];

    (void)state;
    for (int i = 0; i < 40; i++)
        values[i] = 100 * factors[i % 4];
    struct season season = season_indices(values, 40, 4, true, &scratch);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(season.index[i] - factors[i]) < 1e-12);
    for (int i = 0; i < 40; i++)
        values[i] = 5 + 2 * i + differences[i % 4];
    season = season_indices(values, 40, 4, false, &scratch);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(season.index[i] - differences[i]) < 1e-12);
    values[0] = values[13] = values[22] = values[23] = NAN;
    season = season_indices(values, 40, 4, false, &scratch);
    for (int i = 0; i < 4; i++)
        assert_true(fabs(season.index[i] - differences[i]) < 0.1);
}

/* Quarters of two years by hand: averages 2 x 4 of 10 20 30 40 | 12 22 32 42 are 25.25, 25.75,
 * 26.25 and 26.75 at the third to sixth bucket. */
static void
two_years_by_hand(void **state)
{
    static const double values[] = {10, 20, 30, 40, 12, 22, 32, 42};
    static const double expected[] = {25.25, 25.75, 26.25, 26.75};

    (void)state;
    const double *const average = season_average(values, 8, 4, &scratch);
    assert_true(isnan(average[1]) && isnan(average[6]));
    for (int i = 0; i < 4; i++)
        assert_true(fabs(average[i + 2] - expected[i]) < 1e-12);
    const struct season season = season_indices(values, 8, 4, false, &scratch);
    const double mean = (4.75 + 14.25 - 14.25 - 4.75) / 4;
    assert_true(fabs(season.index[2] - (4.75 - mean)) < 1e-12);
    assert_true(fabs(season.index[0] - (-14.25 - mean)) < 1e-12);
}

/* What: found in at least and at most so many of 100. */
static const char found_table[] =
    "noise          12   0 15\n"
    "noise          4    0 20\n" /* deviations from so short an average are not independent */
    "season         12 100 100\n"
    "season         7  100 100\n"
    "weak           12  80 100\n"
    "trend          12 100 100\n"
    "walk           12   0 15\n"
    "short          12   0 0\n";

static double
made(const char *kind, int i, int period, struct random *random, double *level)
{
    const double noise = random_normal(random), season = sin(2 * M_PI * i / period);

    *level += noise;
    if (strcmp(kind, "noise") == 0)
        return 100 + 10 * noise;
    if (strcmp(kind, "walk") == 0)
        return 100 + *level;
    if (strcmp(kind, "trend") == 0)
        return 100 + 10 * i + 15 * season + noise;
    return 100 + (strcmp(kind, "weak") == 0 ? 10 : 30) * season + 10 * noise;
}

static void
seasons_are_found(void **state)
{
    struct random random = random_start(SEED);
    char kind[20];
    int period, least, largest, bytes;
    double values[120];

    (void)state;
    for (const char *at = found_table; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%19s %d %d %d\n%n", kind, &period, &least, &largest, &bytes),
                         4);
        const int count = strcmp(kind, "short") == 0 ? 2 * period : 120;
        int found = 0;
        for (int round = 0; round < 100; round++) {
            double level = 0;
            for (int i = 0; i < count; i++)
                values[i] = made(kind, i, period, &random, &level);
            found += season_found(values, count, period, true, &scratch) > 0;
        }
        if (found < least || found > largest)
            fail_msg("seed %u: %s of %d found %d times", SEED, kind, period, found);
    }
}

/* The indices that a series is left with; false when it has no season. */
static bool
kept_of(const double *values, int count, int period, struct season *season)
{
    const double agreement = season_found(values, count, period, true, &scratch);

    if (agreement == 0)
        return false;
    *season = season_indices(values, count, period, true, &scratch);
    season_draw_in(season, count, agreement);
    return true;
}

/* Weeks of two and a half years: a year that repeats itself is kept, noise and walks are not. */
static void
long_seasons_are_kept_as_far_as_they_repeat(void **state)
{
    struct random random = random_start(SEED + 1);
    double values[130];
    struct season season;
    int kept = 0, noise_kept = 0;

    (void)state;
    for (int round = 0; round < 100; round++) {
        double level = 0;
        for (int i = 0; i < 130; i++)
            values[i] = made("season", i, 52, &random, &level);
        kept +=
            kept_of(values, 130, 52, &season) && season.index[13] > 1.1 && season.index[39] < 0.9;
        for (int i = 0; i < 130; i++)
            values[i] = made("noise", i, 52, &random, &level);
        noise_kept += kept_of(values, 130, 52, &season);
        scratch_reset(&scratch, 0);
    }
    if (kept < 95 || noise_kept > 12)
        fail_msg("seed %u: kept %d, of noise %d", SEED + 1, kept, noise_kept);
    assert_false(kept_of(values, 109, 52, &season));
}

/* Two seasons that agree by half: two thirds of each index are kept, 2 0.5/(1 + 0.5). */
static void
indices_are_drawn_in(void **state)
{
    double plus[] = {3, -3}, times[] = {1.25, 0.8};
    struct season season = {plus, 2, false};

    (void)state;
    season_draw_in(&season, 4, 0.5);
    assert_true(fabs(plus[0] - 2) < 1e-12 && fabs(plus[1] + 2) < 1e-12);
    season = (struct season){times, 2, true};
    season_draw_in(&season, 4, 0.5);
    assert_true(fabs(times[0] / times[1] - pow(1.25 / 0.8, 2.0 / 3)) < 1e-12);
    assert_true(fabs(times[0] + times[1] - 2) < 1e-12);
}

/* Every model that takes a season out knows the phase of the next bucket, wherever a series ends.
 */
static void
phases_go_on(void **state)
{
    static const char *const names[] = {"ses",  "holt", "damped",   "theta",
                                        "dotm", "ets",  "combined", NULL};
    static const int periods[] = {4, 7, 12, 52};
    double values[260], mean[60];
    struct path path = {mean, NULL};
    const struct path_request request = {60, NULL, 0, 0};
    struct random random = random_start(SEED + 2);

    (void)state;
    for (int p = 0; p < 4; p++)
        for (int extra = 0; extra < periods[p]; extra += 3) {
            const int count = 4 * periods[p] + extra;
            for (int i = 0; i < count; i++)
                values[i] = 100 + 40 * sin(2 * M_PI * i / periods[p]) + random_normal(&random);
            for (int i = 0; names[i] != NULL; i++) {
                const struct series series = {values, count, periods[p], false};
                assert_true(model_named(names[i])->forecast(&series, &request, &scratch, &path));
                for (int h = 0; h < 60 && h < periods[p]; h++) {
                    const double expected = 100 + 40 * sin(2 * M_PI * (count + h) / periods[p]);
                    if (fabs(mean[h] - expected) > 12)
                        fail_msg("%s of %d after %d, step %d: %g, not %g", names[i], periods[p],
                                 count, h, mean[h], expected);
                }
            }
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_given_back),
        cmocka_unit_test(two_years_by_hand),
        cmocka_unit_test(seasons_are_found),
        cmocka_unit_test(long_seasons_are_kept_as_far_as_they_repeat),
        cmocka_unit_test(indices_are_drawn_in),
        cmocka_unit_test(phases_go_on),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
