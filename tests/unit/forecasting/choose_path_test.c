/*
 * The way in: whatever the series, what comes out can be published. Random series print their seed;
 * CHOOSE_SEED sets it.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "services/forecasting/core/choose/candidates.h"
#include "services/forecasting/core/choose/series_class.h"

#define HORIZON     18
#define VALUES_MOST 300
#define ROUNDS      120

static const double probabilities[] = {0.005, 0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975, 0.995};
#define PROBABILITIES (int)(sizeof probabilities / sizeof *probabilities)

static struct scratch scratch;
static uint64_t state;

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

struct forecast {
    struct choice choice;
    double mean[HORIZON], quantiles[HORIZON * 9];
};

static bool
forecast(const double *values, int count, int period, bool never_negative, struct forecast *out)
{
    const struct series series = {values, count, period, never_negative};
    const struct path_request request = {HORIZON, probabilities, PROBABILITIES, 7};
    struct path path = {out->mean, out->quantiles};

    memset(out, 0, sizeof *out);
    const bool known = choose_path(&series, &request, &scratch, &out->choice, &path);
    assert_int_equal(scratch.used, 0);
    return known;
}

static void
assert_sound(const struct forecast *forecast, const double *values, int count, bool never_negative)
{
    double most = 0;

    for (int i = 0; i < count; i++)
        most = isnan(values[i]) ? most : fmax(most, fabs(values[i]));
    for (int h = 0; h < HORIZON; h++) {
        const double *quantiles = forecast->quantiles + h * PROBABILITIES;
        assert_true(isfinite(forecast->mean[h]));
        assert_true(fabs(forecast->mean[h]) <= 20 * most);
        assert_true(!never_negative || forecast->mean[h] >= 0);
        for (int i = 0; i < PROBABILITIES; i++) {
            assert_true(isfinite(quantiles[i]));
            assert_true(fabs(quantiles[i]) <= 20 * most);
            assert_true(!never_negative || quantiles[i] >= 0);
            assert_true(i == 0 || quantiles[i] >= quantiles[i - 1]);
        }
    }
    assert_non_null(model_named(forecast->choice.method));
    assert_true(strlen(forecast->choice.reason) > 0);
}

/* --- kinds of series ------------------------------------------------------------------------ */

typedef double next_value(int t, double before);

static double
noise(int t, double before)
{
    (void)t, (void)before;
    return 100 + 10 * normal();
}

static double
walk(int t, double before)
{
    return (t ? before : 100) + 5 * normal();
}

static double
growth(int t, double before)
{
    return (t ? before : 100) * exp(0.02 + 0.1 * normal());
}

static double
season(int t, double before)
{
    (void)before;
    return (100 + t) * (1 + 0.4 * sin(t * M_PI / 6)) * (1 + 0.05 * normal());
}

static double
counts(int t, double before)
{
    (void)t, (void)before;
    return uniform() < 0.7 ? 0 : floor(1 + 5 * uniform());
}

static double
lumpy(int t, double before)
{
    (void)t, (void)before;
    return uniform() < 0.95 ? 0 : floor(1000 * uniform());
}

static double
heavy(int t, double before)
{
    (void)t, (void)before;
    return 10 + normal() / (uniform() + 1e-6);
}

static double
below(int t, double before)
{
    (void)before;
    return -50 + t * 0.1 + normal();
}

static double
steps(int t, double before)
{
    (void)before;
    return (t % 40 < 20 ? 10 : 500) + normal();
}

static double
dying(int t, double before)
{
    (void)before;
    return t < 30 ? floor(20 * uniform()) : 0;
}

static double
tiny(int t, double before)
{
    (void)before;
    return 1e-9 * (3 + (t % 7) + uniform());
}

static double
huge(int t, double before)
{
    (void)before;
    return 1e12 * (3 + (t % 7) + uniform());
}

static double
outlier(int t, double before)
{
    (void)before;
    return t == 25 ? 1e9 : 20 + normal();
}

static double
coin(int t, double before)
{
    (void)t, (void)before;
    return uniform() < 0.5;
}

static double
flat(int t, double before)
{
    (void)t, (void)before;
    return 7;
}

static double
zero(int t, double before)
{
    (void)t, (void)before;
    return 0;
}

static double
last_only(int t, double before)
{
    (void)before;
    return t == 59 ? 1 : 0;
}

static const struct {
    const char *name;
    next_value *next;
} kinds[] = {
    {"noise", noise},         {"walk", walk},   {"growth", growth}, {"season", season},
    {"counts", counts},       {"lumpy", lumpy}, {"heavy", heavy},   {"below zero", below},
    {"steps", steps},         {"dying", dying}, {"tiny", tiny},     {"huge", huge},
    {"outlier", outlier},     {"coin", coin},   {"flat", flat},     {"zero", zero},
    {"last only", last_only},
};

#define KINDS (int)(sizeof kinds / sizeof *kinds)

/* Never below zero where none of its values is. */
static bool
make_series(int kind, int count, double missing, double *values)
{
    bool never_negative = true;
    double before = 0;

    for (int t = 0; t < count; t++) {
        before = kinds[kind].next(t, before);
        values[t] = uniform() < missing ? NAN : before;
        never_negative = never_negative && !(values[t] < 0);
    }
    return never_negative;
}

static void
nothing_runs_away(void **unused)
{
    static const int periods[] = {1, 4, 7, 12, 52, 400};
    double values[VALUES_MOST];
    struct forecast out;
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        const uint64_t seed = state;
        const int kind = round % KINDS, count = 1 + (int)(uniform() * (VALUES_MOST - 1));
        const int period = periods[(int)(uniform() * 6)];
        const double missing = uniform() < 0.3 ? uniform() : 0;
        const bool never_negative = make_series(kind, count, missing, values);
        const bool known = forecast(values, count, period, never_negative, &out);
        print_message("%-10s %3d values, period %3d, seed %llu: %s\n", kinds[kind].name, count,
                      period, (unsigned long long)seed, out.choice.reason);
        if (known)
            assert_sound(&out, values, count, never_negative);
        else
            assert_int_equal(out.choice.class, CLASS_EMPTY);
    }
}

/* --- edges ---------------------------------------------------------------------------------- */

static void
edges_are_answered(void **unused)
{
    const double one[] = {5}, two[] = {5, NAN}, zeros[20] = {0};
    const double unknown[] = {NAN, NAN}, same[] = {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
    struct forecast out;
    (void)unused;
    assert_false(forecast(NULL, 0, 12, true, &out));
    assert_string_equal(out.choice.reason, "nothing is known of this series");
    assert_false(forecast(unknown, 2, 12, true, &out));
    assert_true(forecast(one, 1, 12, true, &out));
    assert_true(out.mean[HORIZON - 1] == 5);
    assert_true(forecast(two, 2, 12, true, &out));
    assert_true(out.mean[0] == 5);
    assert_true(forecast(zeros, 20, 7, true, &out));
    assert_true(out.mean[0] == 0 && out.quantiles[HORIZON * 9 - 1] == 0);
    assert_true(forecast(same, 12, 12, true, &out));
    assert_true(out.mean[5] == 4 && out.quantiles[0] == 4);
    assert_string_equal(out.choice.reason, "naive: the series never changed");
}

/* The same series, request and seed: the same bytes. */
static void
the_same_again_is_the_same(void **unused)
{
    double values[VALUES_MOST];
    struct forecast first, again;
    (void)unused;
    for (int kind = 0; kind < KINDS; kind++) {
        const bool never_negative = make_series(kind, 60, 0.05, values);
        const bool known = forecast(values, 60, 12, never_negative, &first);
        assert_int_equal(forecast(values, 60, 12, never_negative, &again), known);
        assert_memory_equal(first.mean, again.mean, sizeof first.mean);
        assert_memory_equal(first.quantiles, again.quantiles, sizeof first.quantiles);
        assert_string_equal(first.choice.reason, again.choice.reason);
    }
}

/* Whoever wants no quantiles gives no room for them. */
static void
means_alone_are_the_same(void **unused)
{
    double values[VALUES_MOST], mean[HORIZON];
    (void)unused;
    for (int kind = 0; kind < KINDS; kind++) {
        struct forecast out;
        struct choice choice;
        struct path path = {mean, NULL};
        const bool never_negative = make_series(kind, 80, 0, values);
        const struct series series = {values, 80, 7, never_negative};
        const struct path_request request = {HORIZON, NULL, 0, 7};
        assert_true(forecast(values, 80, 7, never_negative, &out));
        assert_true(choose_path(&series, &request, &scratch, &choice, &path));
        assert_memory_equal(mean, out.mean, sizeof mean);
    }
}

/* A method that is asked for by name is taken, and told of when it cannot be. */
static void
a_named_method_is_used(void **unused)
{
    const double values[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const struct series series = {values, 10, 1, true};
    const struct path_request request = {HORIZON, probabilities, PROBABILITIES, 7};
    const struct choose_terms terms = {.origins = 2, .method = "naive"};
    struct forecast out;
    struct path path = {out.mean, out.quantiles};
    (void)unused;
    choose_method(&series, &request, &terms, &scratch, &out.choice, NULL);
    assert_true(choice_path(&series, &request, NULL, &scratch, &out.choice, &path));
    assert_string_equal(out.choice.method, "naive");
    assert_true(out.mean[0] == 10);
}

static void
candidates_are_methods(void **unused)
{
    (void)unused;
    for (int class = 0; class < CLASS_COUNT; class ++)
        for (const struct candidate *row = candidates_of(class)->list; row->method; row++) {
            print_message("%s: %s\n", series_class_name(class), row->method);
            assert_non_null(model_named(row->method));
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edges_are_answered),         cmocka_unit_test(nothing_runs_away),
        cmocka_unit_test(the_same_again_is_the_same), cmocka_unit_test(a_named_method_is_used),
        cmocka_unit_test(candidates_are_methods),     cmocka_unit_test(means_alone_are_the_same),
    };
    const char *given = getenv("CHOOSE_SEED");
    state = given ? strtoull(given, NULL, 10) : 20261122;
    print_message("seed %llu\n", (unsigned long long)state);
    scratch = (struct scratch){mmap(NULL, SCRATCH_BYTES, PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
                               SCRATCH_BYTES, 0};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
