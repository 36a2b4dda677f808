/*
 * Intervals hold as much as they say, on what was held out: families of generated series, each
 * calibrated by what its own tries missed. Of a few hundred series of a dozen steps, which are
 * alike within a series, shares are known to some hundredths. COVERAGE_SEED sets the seed.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/choose.h"

#define SERIES  200
#define HORIZON 8
#define VALUES  64 /* the longest, with what is held out */

static uint64_t state;
static struct scratch scratch;

/* xorshift64*, Vigna 2016 */
static double
uniform(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717u) >> 11) * 0x1p-53;
}

static double
normal(void)
{
    return sqrt(-2 * log(1 - uniform())) * cos(2 * M_PI * uniform());
}

/* Student's t with 4 degrees of freedom. */
static double
heavy(void)
{
    double squares = 0;
    for (int i = 0; i < 4; i++) {
        const double z = normal();
        squares += z * z;
    }
    return normal() / sqrt(squares / 4);
}

/* --- families ------------------------------------------------------------------------------- */

struct past {
    double level, slope, before;
};

typedef double next_value(int t, struct past *past);

static double
noise(int t, struct past *past)
{
    (void)t, (void)past;
    return 100 + 10 * normal();
}

static double
local_level(int t, struct past *past)
{
    past->level += (t == 0 ? 100 : 0) + 4 * normal();
    return past->level + 8 * normal();
}

static double
walk(int t, struct past *past)
{
    past->level += (t == 0 ? 300 : 0) + 6 * normal();
    return past->level;
}

static double
local_trend(int t, struct past *past)
{
    past->slope += (t == 0 ? 1 : 0) + 0.15 * normal();
    past->level += (t == 0 ? 200 : 0) + past->slope + 2 * normal();
    return past->level + 4 * normal();
}

static double
growth(int t, struct past *past)
{
    past->level += (t == 0 ? 5 : 0.02) + 0.06 * normal();
    return exp(past->level);
}

static double
season(int t, struct past *past)
{
    past->level += (t == 0 ? 100 : 0.3) + 1.5 * normal();
    return past->level * (1 + 0.25 * sin(M_PI * t / 2 + 0.4)) * (1 + 0.06 * normal());
}

static double
returning(int t, struct past *past)
{
    past->before = (t == 0 ? 0 : 0.6 * past->before) + 10 * normal();
    return 100 + past->before;
}

static double
outliers(int t, struct past *past)
{
    past->level += (t == 0 ? 100 : 0) + 2 * normal();
    return past->level + 5 * heavy();
}

static double
changing(int t, struct past *past)
{
    if (t == 0 || uniform() < 0.03)
        past->level = 60 + 80 * uniform();
    return past->level + 5 * normal();
}

static const struct family {
    const char *name;
    next_value *next;
    int period;
} families[] = {
    {"noise", noise, 1},
    {"local level", local_level, 1},
    {"random walk", walk, 1},
    {"local trend", local_trend, 1},
    {"growth", growth, 1},
    {"season", season, 4},
    {"returning", returning, 1},
    {"heavy tails", outliers, 1},
    {"level changes", changing, 1},
};

/* --- held out ------------------------------------------------------------------------------- */

static double values[SERIES][VALUES];
static int counts[SERIES];
static struct choice choices[SERIES];

static void
make_family(const struct family *family)
{
    for (int i = 0; i < SERIES; i++) {
        struct past past = {0};
        counts[i] = 24 + (int)(uniform() * (VALUES - HORIZON - 24));
        for (int t = 0; t < counts[i] + HORIZON; t++)
            values[i][t] = family->next(t, &past);
    }
}

/* Shares inside of the intervals at 90 and 95 %; raw: as the methods say them. */
static void
hold_out(const struct family *family, bool raw, double *ninety, double *more)
{
    static const double probabilities[] = {0.025, 0.05, 0.95, 0.975};
    static struct correction correction;
    struct calibration *sum = calloc(1, sizeof *sum);
    const struct path_request request = {HORIZON, probabilities, 4, 1};
    const struct choose_terms terms = {.origins = 2, .always = 2};
    double mean[HORIZON], quantiles[HORIZON * 4];
    struct path path = {mean, quantiles};
    int inside[2] = {0};

    assert_non_null(sum);
    for (int i = 0; i < SERIES; i++) {
        const struct series series = {values[i], counts[i], family->period, false};
        choose_method(&series, &request, &terms, &scratch, &choices[i], sum);
    }
    calibration_correct(sum, &request, &correction);
    for (int i = 0; i < SERIES; i++) {
        const struct series series = {values[i], counts[i], family->period, false};
        assert_true(
            choice_path(&series, &request, raw ? NULL : &correction, &scratch, &choices[i], &path));
        for (int h = 0; h < HORIZON; h++) {
            const double actual = values[i][counts[i] + h], *at = quantiles + h * 4;
            inside[0] += actual >= at[1] && actual <= at[2];
            inside[1] += actual >= at[0] && actual <= at[3];
        }
    }
    *ninety = (double)inside[0] / (SERIES * HORIZON);
    *more = (double)inside[1] / (SERIES * HORIZON);
    free(sum);
}

static void
intervals_hold_what_they_say(void **unused)
{
    const int count = (int)(sizeof families / sizeof *families);
    double all_ninety = 0, all_more = 0;
    (void)unused;
    for (int i = 0; i < count; i++) {
        double raw_ninety, raw_more, ninety, more;
        make_family(&families[i]);
        hold_out(&families[i], true, &raw_ninety, &raw_more);
        hold_out(&families[i], false, &ninety, &more);
        print_message("%-14s in 90 %%: %.3f (raw %.3f), in 95 %%: %.3f (raw %.3f)\n",
                      families[i].name, ninety, raw_ninety, more, raw_more);
        assert_true(ninety > 0.86 && ninety < 0.95);
        assert_true(more > 0.92 && more < 0.99);
        all_ninety += ninety / count;
        all_more += more / count;
    }
    print_message("all            in 90 %%: %.3f, in 95 %%: %.3f\n", all_ninety, all_more);
    assert_true(all_ninety > 0.88 && all_ninety < 0.92);
    assert_true(all_more > 0.93 && all_more < 0.97);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(intervals_hold_what_they_say)};
    const char *given = getenv("COVERAGE_SEED");
    state = given ? strtoull(given, NULL, 10) : 20261122;
    print_message("seed %llu\n", (unsigned long long)state);
    scratch = (struct scratch){mmap(NULL, SCRATCH_BYTES, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                               SCRATCH_BYTES, 0};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
