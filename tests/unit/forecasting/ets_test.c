/*
 * Exponential smoothing: steps, spread and choice. The expected numbers of the steps were made by a
 * plain program of the textbook's equations (Hyndman, Koehler, Ord, Snyder 2008, table 2.1 and
 * 2.3), error by error, that shares nothing with the code under test.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/models/ets.h"
#include "services/forecasting/core/models/spread.h"
#include "services/forecasting/core/quantiles.h"
#include "services/forecasting/core/random.h"

static struct scratch scratch;

static double sales[] = {12, 9, 15, 21, 13, 10, 17, 24, 15, 11, 18, 27, 16, 12, 21, 28};

/* error trend season alpha beta gamma phi : level slope next-index squares objective */
/* clang-format off */
static const char steps[] =
    "A N N 0.5 0 0 1 : 23.09518869 0 0 639.582974 103.3730618\n"
    "A A N 0.4 0.1 0 1 : 22.36422792 1.126966713 0 639.0069362 103.3586449\n"
    "A D N 0.6 0.3 0 0.9 : 24.07405589 3.255896221 0 900.6387203 108.8496672\n"
    "A N A 0.3 0 0.2 1 : 18.84308643 0 -1.927566642 27.54566162 53.05352081\n"
    "A A A 0.5 0.05 0.3 1 : 19.91950421 0.4180431774 -2.286804442 14.77367312 43.08554806\n"
    "A D A 0.2 0.1 0.1 0.85 : 19.39096475 0.4374442653 -1.970312738 16.73097633 45.07618994\n"
    "M N N 0.5 0 0 1 : 23.09518869 0 0 2.688567078 102.8654233\n"
    "M A N 0.4 0.1 0 1 : 22.36422792 1.126966713 0 2.190506786 101.8466543\n"
    "M D N 0.6 0.3 0 0.9 : 24.07405589 3.255896221 0 3.41022365 107.6545512\n"
    "M N A 0.3 0 0.2 1 : 18.84308643 0 -1.927566642 0.1039567908 50.59343158\n"
    "M A A 0.5 0.05 0.3 1 : 19.91950421 0.4180431774 -2.286804442 0.04712973744 39.64415495\n"
    "M D A 0.2 0.1 0.1 0.85 : 19.39096475 0.4374442653 -1.970312738 0.07347025432 45.56337363\n"
    "M N M 0.3 0 0.2 1 : 18.51222291 0 0.8860343866 0.06883385789 44.09058133\n"
    "M A M 0.5 0.05 0.3 1 : 19.68547279 0.390329859 0.8660056307 0.01192953833 17.63288829\n"
    "M D M 0.2 0.1 0.1 0.85 : 19.27363512 0.3338311092 0.8772137712 0.02650755407 29.53097282\n"
    "A N N 0.0001 0 0 1 : 14.71011835 0 0 597.33069 102.2795341\n"
    "A A N 0.9999 0.9 0 1 : 28.00006486 7.06621207 0 1394.519066 115.8448781\n";
/* clang-format on */

static enum ets_part
part_of(char letter)
{
    return letter == 'A'   ? ETS_ADDITIVE
           : letter == 'D' ? ETS_DAMPED
           : letter == 'M' ? ETS_MULTIPLICATIVE
                           : ETS_NONE;
}

static struct ets_data
data_of(double *values, int count, int period)
{
    const struct series series = {values, count, period, false};
    struct tidy tidy;
    struct ets_data data;

    assert_true(tidy_series(&series, &scratch, &tidy));
    tidy.values = values; /* not scaled: the expected numbers are not */
    ets_begin(&tidy, &scratch, &data);
    return data;
}

static void
assert_near(double found, double expected, const char *what, const char *line)
{
    if (!(fabs(found - expected) <= 1e-8 * (1 + fabs(expected))))
        fail_msg("%s is %.12g, not %.12g: %.60s", what, found, expected, line);
}

static void
steps_are_those_of_the_textbook(void **state)
{
    const struct ets_data data = data_of(sales, 16, 4);
    char error, trend, season;
    struct ets_parameters p;
    struct ets_state last;
    struct ets_score score;
    double level, slope, index, squares, objective;
    int bytes;

    (void)state;
    for (const char *at = steps; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%c %c %c %lf %lf %lf %lf : %lf %lf %lf %lf %lf\n%n", &error,
                                &trend, &season, &p.alpha, &p.beta, &p.gamma, &p.phi, &level,
                                &slope, &index, &squares, &objective, &bytes),
                         12);
        const struct ets_form form = {part_of(error), part_of(trend), part_of(season)};
        ets_run(&data, form.trend, form.season, &p, &last, &score);
        assert_near(last.level, level, "level", at);
        assert_near(last.slope, slope, "slope", at);
        if (form.season != ETS_NONE)
            assert_near(last.season[0], index, "index", at);
        assert_near(score.squares[ets_kind(form)], squares, "sum of squares", at);
        assert_near(score.objective[ets_kind(form)], objective, "objective", at);
    }
}

/* Level 0.5 over 3, 5, 4, by hand: from the mean 4 forward to 4.125, back to 3.765625, and the
 * errors -0.765625, 1.6171875, -0.19140625 lead to 4.095703125. Written with ten buckets, as the
 * first ten make the start: seven unknown ones change nothing. */
static void
three_steps_by_hand(void **state)
{
    double values[10] = {3, 5, 4, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    const struct ets_data data = data_of(values, 10, 1);
    const struct ets_parameters half = {.alpha = 0.5, .phi = 1};
    struct ets_state last;
    struct ets_score score;

    (void)state;
    ets_run(&data, ETS_NONE, ETS_NONE, &half, &last, &score);
    assert_true(last.level == 4.095703125);
    assert_true(score.squares[0] ==
                0.765625 * 0.765625 + 1.6171875 * 1.6171875 + 0.19140625 * 0.19140625);
}

/* Unknown buckets in the middle carry the state: a straight line with gaps is still one. */
static void
gaps_are_carried_over(void **state)
{
    double values[40];

    (void)state;
    for (int i = 0; i < 40; i++)
        values[i] = i % 5 == 3 || (i > 20 && i < 29) ? NAN : 10.0 + 2 * i;
    const struct ets_data data = data_of(values, 40, 1);
    const struct ets_parameters parameters = {.alpha = 0.3, .beta = 0.1, .phi = 1};
    struct ets_state last;
    struct ets_score score;
    ets_run(&data, ETS_ADDITIVE, ETS_NONE, &parameters, &last, &score);
    assert_near(last.level, 10 + 2 * 39, "level", "line with gaps");
    assert_near(last.slope, 2, "slope", "line with gaps");
    assert_true(score.squares[0] < 1e-20);
}

/* --- how far off: variances of table 6.1, typed from the book -------------------------------- */

static struct ets_fit
fit_of(const char *form, double alpha, double beta, double gamma, double phi)
{
    struct ets_fit fit = {.form = {part_of(form[0]), part_of(form[1]), part_of(form[2])},
                          .parameters = {alpha, beta, gamma, phi},
                          .state = {.level = 10, .slope = 0.5},
                          .squares = 100};

    if (fit.form.trend == ETS_NONE)
        fit.state.slope = 0;
    for (int i = 0; i < 4; i++)
        fit.state.season[i] = fit.form.season == ETS_MULTIPLICATIVE ? 0.7 + 0.2 * i : i - 1.5;
    return fit;
}

static double
of_the_book(const char *form, double a, double b, double g, double p, int h)
{
    const double seasons = floor((h - 1) / 4.0);
    const double damped = b * p * h / pow(1 - p, 2) * (2 * a * (1 - p) + b * p) -
                          b * p * (1 - pow(p, h)) / (pow(1 - p, 2) * (1 - p * p)) *
                              (2 * a * (1 - p * p) + b * p * (1 + 2 * p - pow(p, h)));

    if (strcmp(form, "ANN") == 0)
        return 1 + a * a * (h - 1);
    if (strcmp(form, "AAN") == 0)
        return 1 + (h - 1) * (a * a + a * b * h + b * b * h * (2 * h - 1) / 6.0);
    if (strcmp(form, "ADN") == 0)
        return 1 + a * a * (h - 1) + damped;
    if (strcmp(form, "ANA") == 0)
        return 1 + a * a * (h - 1) + g * seasons * (2 * a + g);
    assert_string_equal(form, "AAA");
    return 1 + (h - 1) * (a * a + a * b * h + b * b * h * (2 * h - 1) / 6.0) +
           g * seasons * (2 * a + g + b * 4 * (seasons + 1));
}

static void
variances_are_those_of_the_book(void **state)
{
    static const char *const forms[] = {"ANN", "AAN", "ADN", "ANA", "AAA"};
    const struct ets_data data = {.count = 100, .known = 100, .period = 4};
    double mean[24], deviation[24], skewness[24];

    (void)state;
    for (int i = 0; i < 5; i++) {
        const bool season = forms[i][2] == 'A', trend = forms[i][1] != 'N';
        const double phi = forms[i][1] == 'D' ? 0.9 : 1;
        const double beta = trend ? 0.15 : 0, gamma = season ? 0.25 : 0;
        const struct ets_fit fit = fit_of(forms[i], 0.4, beta, gamma, phi);
        ets_means(&fit, &data, 24, mean);
        ets_spread(&fit, &data, 24, mean, deviation, skewness);
        for (int h = 1; h <= 24; h++)
            assert_near(deviation[h - 1] * deviation[h - 1],
                        of_the_book(forms[i], 0.4, beta, gamma, phi, h), "variance", forms[i]);
    }
}

/* --- and of multiplicative errors against paths simulated step by step ------------------------ */

#define PATHS 20000
#define FAR   12

static void
simulate(const struct ets_fit *fit, struct random *random, double *path)
{
    struct ets_state at = fit->state;
    const struct ets_parameters p = fit->parameters;

    for (int h = 0; h < FAR; h++) {
        const double damped = p.phi * at.slope, q = at.level + damped;
        double *const s = &at.season[h % 4];
        const bool factor = fit->form.season == ETS_MULTIPLICATIVE;
        const double expected = factor ? q * *s : fit->form.season == ETS_ADDITIVE ? q + *s : q;
        const double e = 0.2 * random_normal(random);
        path[h] = expected * (1 + e);
        const double moved = factor ? q * e : expected * e;
        at.level = q + p.alpha * moved;
        at.slope = damped + p.beta * moved;
        *s = factor ? *s * (1 + p.gamma * e) : *s + p.gamma * moved;
    }
}

static int
compare_doubles(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void
multiplicative_errors_spread_as_simulated(void **state)
{
    static const char *const forms[] = {"MNN", "MAN", "MDN", "MNA", "MAA", "MNM", "MAM", "MDM"};
    static const double probabilities[] = {0.025, 0.1, 0.5, 0.9, 0.975};
    const struct path_request request = {FAR, probabilities, 5, 0};
    const struct ets_data data = {.count = 100, .known = 2500, .period = 4};
    double *const paths = malloc(sizeof(double) * FAR * PATHS), one[FAR];
    double mean[FAR], deviation[FAR], skewness[FAR], scores[5], said[5];
    struct random random = random_start(11);

    (void)state;
    for (int i = 0; i < 5; i++)
        scores[i] = standard_normal_quantile(probabilities[i]);
    for (int form = 0; form < 8; form++) {
        const struct ets_fit fit =
            fit_of(forms[form], 0.4, forms[form][1] != 'N' ? 0.05 : 0,
                   forms[form][2] != 'N' ? 0.2 : 0, forms[form][1] == 'D' ? 0.9 : 1);
        ets_means(&fit, &data, FAR, mean);
        ets_spread(&fit, &data, FAR, mean, deviation, skewness);
        for (int i = 0; i < PATHS; i++) {
            simulate(&fit, &random, one);
            for (int h = 0; h < FAR; h++)
                paths[h * PATHS + i] = one[h];
        }
        for (int h = 0; h < FAR; h++) {
            qsort(paths + h * PATHS, PATHS, sizeof(double), compare_doubles);
            spread_quantiles(&(struct asked){&request, scores}, mean[h], deviation[h], skewness[h],
                             said);
            for (int i = 0; i < 5; i++) {
                const double simulated = paths[h * PATHS + (int)(probabilities[i] * PATHS)];
                if (fabs(said[i] - simulated) > 0.12 * deviation[h])
                    fail_msg("%s step %d at %g: %g, simulated %g (deviation %g)", forms[form], h,
                             probabilities[i], said[i], simulated, deviation[h]);
            }
        }
    }
    free(paths);
}

/* --- which form: the parts that each kind of series must and must not have -------------------- */

static double
made(const char *kind, int i, double noise, double *level)
{
    const double season = sin(i * M_PI / 6);

    *level += noise;
    if (strcmp(kind, "level") == 0)
        return 100 + *level;
    if (strcmp(kind, "line") == 0)
        return 100 + 3 * i + noise;
    if (strcmp(kind, "season") == 0)
        return 100 + 30 * season + 2 * noise;
    if (strcmp(kind, "growing-season") == 0)
        return (50 + 3 * i) * (1 + 0.4 * season) * (1 + 0.02 * noise);
    assert_string_equal(kind, "below-zero");
    return 30 * season + noise;
}

/* kind: trends allowed, seasons allowed (letters as in the name, D: damped) */
static const char choices[] = "level          : N   N\n"
                              "line           : A   N\n"
                              "season         : NAD AM\n"
                              "growing-season : A   M\n"
                              "below-zero     : NAD A\n";

static void
the_form_is_the_one_that_made_the_series(void **state)
{
    struct random random = random_start(5);
    char kind[20], trends[4], seasons[4], name[ETS_NAME_BYTES];
    double values[96];
    int bytes;

    (void)state;
    for (const char *at = choices; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%19s : %3s %3s\n%n", kind, trends, seasons, &bytes), 3);
        int right = 0;
        for (int round = 0; round < 20; round++) {
            double level = 0;
            for (int i = 0; i < 96; i++)
                values[i] = made(kind, i, random_normal(&random), &level);
            assert_true(ets_chosen(&(struct series){values, 96, 12, false}, &scratch, name));
            const char trend = strstr(name, "Ad,") != NULL ? 'D' : name[6];
            const char season = name[strlen(name) - 2];
            right += strchr(trends, trend) != NULL && strchr(seasons, season) != NULL;
        }
        if (right < 14)
            fail_msg("%s: only %d of 20, last %s", kind, right, name);
    }
}

/* A relative error that is large makes no absurd quantiles. */
static void
quantiles_do_not_run_away(void **state)
{
    struct random random = random_start(3);
    double values[60], mean[24], quantiles[24];
    static const double probability[] = {0.995};
    const struct path_request request = {24, probability, 1, 0};
    struct path path = {mean, quantiles};

    (void)state;
    for (int round = 0; round < 200; round++) {
        double largest = 0;
        for (int i = 0; i < 60; i++) {
            values[i] = exp(1.5 * random_normal(&random)) * (1 + i * (round % 3));
            largest = fmax(largest, values[i]);
        }
        assert_true(model_ets(&(struct series){values, 60, 12, true}, &request, &scratch, &path));
        for (int h = 0; h < 24; h++)
            assert_true(quantiles[h] <= 21 * largest);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_those_of_the_textbook),
        cmocka_unit_test(three_steps_by_hand),
        cmocka_unit_test(gaps_are_carried_over),
        cmocka_unit_test(variances_are_those_of_the_book),
        cmocka_unit_test(multiplicative_errors_spread_as_simulated),
        cmocka_unit_test(the_form_is_the_one_that_made_the_series),
        cmocka_unit_test(quantiles_do_not_run_away),
    };

    scratch = (struct scratch){malloc(SCRATCH_BYTES), SCRATCH_BYTES, 0};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(scratch.bytes);
    return failed;
}
