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
#include "services/forecasting/core/season/stl.h"

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

/* Weeks of two and a half years: a year that repeats itself is found and kept, noise is not. */
static void
long_seasons_are_kept_as_far_as_they_repeat(void **state)
{
    struct random random = random_start(SEED + 1);
    double values[130];
    int kept = 0, noise_kept = 0;

    (void)state;
    for (int round = 0; round < 100; round++) {
        double level = 0;
        for (int i = 0; i < 130; i++)
            values[i] = made("season", i, 52, &random, &level);
        const double agreement = season_found(values, 130, 52, true, &scratch);
        kept += season_kept(52, 130, agreement) > 0.8;
        for (int i = 0; i < 130; i++)
            values[i] = made("noise", i, 52, &random, &level);
        noise_kept += season_found(values, 130, 52, true, &scratch) > 0;
    }
    if (kept < 95 || noise_kept > 12)
        fail_msg("seed %u: kept %d, of noise %d", SEED + 1, kept, noise_kept);
    assert_true(season_found(values, 109, 52, true, &scratch) == 0);
    /* two seasons that agree by half: 2 0.5/(1 + 0.5) */
    assert_true(fabs(season_kept(2, 4, 0.5) - 2.0 / 3) < 1e-12);
    assert_true(fabs(season_kept(52, 520, 1) - 1) < 1e-12);
}

/* --- seasons by loess ---------------------------------------------------------------------------
 */

/* Monthly passengers of airlines 1949 to 1960, thousands: Box and Jenkins, series G. */
static const int passengers[] = {
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149,
    170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
    171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
    264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
    242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374,
    413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
    340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
    548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432};

/* Bucket: seasonal part of log10(passengers), window 7, by R's stl (4.2.2), whose first trend is
 * nothing: it differs at the ends, by a hundredth of the season. */
static const char by_r[] = "0 -0.0397634\n"
                           "1 -0.0220548\n"
                           "2 0.0288014\n"
                           "69 -0.0324253\n"
                           "70 -0.0956853\n"
                           "71 -0.0446660\n"
                           "141 -0.0290072\n"
                           "142 -0.0927369\n"
                           "143 -0.0514988\n";

static void
loess_finds_what_r_finds(void **state)
{
    double values[144], season[144], expected;
    int bucket, bytes;

    (void)state;
    for (int i = 0; i < 144; i++)
        values[i] = log10(passengers[i]);
    stl_season(values, 144, 12, 7, &scratch, season);
    for (const char *at = by_r; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%d %lf\n%n", &bucket, &expected, &bytes), 2);
        if (fabs(season[bucket] - expected) > 1.5e-3)
            fail_msg("bucket %d: %g, not %g", bucket, season[bucket], expected);
    }
}

/* A season on a line is found exactly; of two, each its own. */
static void
loess_takes_seasons_apart(void **state)
{
    double values[24 * 7 * 4], day[24 * 7 * 4], week[24 * 7 * 4];
    const int count = 24 * 7 * 4;

    (void)state;
    for (int i = 0; i < 130; i++)
        values[i] = 5 + 0.1 * i + 3 * sin(2 * M_PI * i / 52);
    stl_season(values, 130, 52, 11, &scratch, week);
    for (int i = 0; i < 130; i++)
        assert_true(fabs(week[i] - 3 * sin(2 * M_PI * i / 52)) < 0.05);
    for (int i = 0; i < count; i++)
        values[i] = 100 + 0.05 * i + 10 * sin(2 * M_PI * i / 24) + (i / 24 % 7 >= 5 ? -14 : 5.6);
    stl_two_seasons(values, count, 24, 168, &scratch, day, week);
    for (int i = 0; i < count; i++) {
        const double expected = 10 * sin(2 * M_PI * i / 24) + (i / 24 % 7 >= 5 ? -14 : 5.6);
        if (fabs(day[i] + week[i] - expected) > 1)
            fail_msg("hour %d: %g, not %g", i, day[i] + week[i], expected);
    }
}

/* Asked for hours of a day, the models see the week by themselves. */
static void
weeks_are_seen_in_hours(void **state)
{
    static const char *const names[] = {"damped", "theta", "dotm", "ets", "combined", NULL};
    double values[24 * 7 * 3], mean[48];
    struct path path = {mean, NULL};
    const struct path_request request = {48, NULL, 0, 0};
    struct random random = random_start(SEED + 3);

    (void)state;
    for (int start = 0; start < 7; start++) {
        for (int i = 0; i < 504; i++)
            values[i] = 100 + 20 * sin(2 * M_PI * i / 24) + ((i / 24 + start) % 7 >= 5 ? -30 : 0) +
                        random_normal(&random);
        for (int i = 0; names[i] != NULL; i++) {
            const struct series series = {values, 504, 24, true};
            assert_true(model_named(names[i])->forecast(&series, &request, &scratch, &path));
            for (int h = 0; h < 48; h++) {
                const int at = 504 + h;
                const double expected =
                    100 + 20 * sin(2 * M_PI * at / 24) + ((at / 24 + start) % 7 >= 5 ? -30 : 0);
                if (fabs(mean[h] - expected) > 10)
                    fail_msg("%s, hour %d: %g, not %g", names[i], h, mean[h], expected);
            }
        }
    }
}

/* Indices of weeks that rest on two years and a half err too: intervals say so. */
static void
few_seasons_make_wider_intervals(void **state)
{
    static const double probabilities[] = {0.025, 0.975};
    const struct path_request request = {13, probabilities, 2, 0};
    struct random random = random_start(SEED + 4);
    double values[143], mean[13], quantiles[26], level = 0;
    struct path path = {mean, quantiles};
    int inside = 0;

    (void)state;
    for (int round = 0; round < 100; round++) {
        for (int i = 0; i < 143; i++)
            values[i] = made("season", i, 52, &random, &level);
        assert_true(model_dotm(&(struct series){values, 130, 52, true}, &request, &scratch, &path));
        for (int h = 0; h < 13; h++)
            inside += values[130 + h] > quantiles[2 * h] && values[130 + h] < quantiles[2 * h + 1];
    }
    if (inside < 1300 * 0.86 || inside > 1300 * 0.99)
        fail_msg("seed %u: %d of 1300 inside 95 %%", SEED + 4, inside);
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
        cmocka_unit_test(loess_finds_what_r_finds),
        cmocka_unit_test(loess_takes_seasons_apart),
        cmocka_unit_test(weeks_are_seen_in_hours),
        cmocka_unit_test(few_seasons_make_wider_intervals),
        cmocka_unit_test(phases_go_on),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
