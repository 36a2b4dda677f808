/*
 * Alerts: what is measured, where it is raised and where it ends, and how often for nothing.
 *
 * CUSUM's run lengths are those of Montgomery, Introduction to Statistical Quality Control (7e,
 * 2013), table 9.3: k = 0.5, h = 5 two-sided, 465 in control, 10.4 with a shift of one deviation.
 * Scores of counts and limits of negative binomials are calculated apart from the code.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/alerts/alerts.h"
#include "services/forecasting/core/count_law.h"
#include "services/forecasting/core/quantiles.h"

/* raised_at ended_at : values, '+' after one that raises, '-' after one that ends */
/* clang-format off */
static const char verdicts[] =
    "5 1 : 0 4.9 5+ 5 4 1.1 5 9 1- 1 4.9 5+ 0-\n"
    "7 11 : 20 8 7+ 7 9 10.9 6 11- 12 8 7.5 7+ 366-\n" /* stock-out is raised below its limit */
    "1 0 : 0 1+ 3 0- 0 2+ 0-\n";

/* mean variance actual : value raised_at ended_at verdict of a quiet one */
static const char spikes[] =
    "10 10 23 : 23 24 16 stays\n"
    "10 10 24 : 24 24 16 raised\n"
    "10 40 46 : 46 46 24 raised\n"
    "10 40 45 : 45 46 24 stays\n"
    "0.01 0.01 2 : 2 3 0 stays\n" /* of one or two units nobody needs to know */
    "0.01 0.01 3 : 3 3 0 raised\n"
    "0 0 5 : 5 3 0 raised\n";

/* on hand, day of stock-out, lead time, demand a day : value raised_at ended_at verdict */
static const char stock_outs[] =
    "100 0 7 1 : 366 7 11 stays\n"
    "100 8 7 1 : 8 7 11 stays\n"
    "100 7 7 1 : 7 7 11 raised\n"
    "0 1 7 1 : 1 7 11 raised\n"
    "10 1 0 1 : 1 1 4 raised\n" /* who delivers at once delivers tomorrow */
    "10 40 41.2 1 : 40 42 55 raised\n"
    "0 1 7 0.15 : 1 7 11 raised\n"
    "0 1 7 0.13 : 1 0 11 stays\n"; /* not even one unit is asked for meanwhile */

/* on hand, reorder point, order-up-to, largest order, deviation : value raised_at ended_at verdict */
static const char overstocks[] =
    "50 20 50 0 5 : 50 61 50 stays\n"
    "60 20 50 0 5 : 60 61 50 stays\n"
    "61 20 50 0 5 : 61 61 50 raised\n"
    "61 20 50 100 5 : 61 131 120 stays\n" /* who must buy a hundred has them */
    "9 2 8 0 0 : 9 10 8 stays\n";

/* overdue days, deviation of the lead time : value raised_at ended_at verdict */
static const char late[] =
    "0 0 : 0 1 0 stays\n"
    "1 0 : 1 1 0 raised\n"
    "4 2.2 : 4 5 0 stays\n"
    "5 2.2 : 5 5 0 raised\n"
    "-3 0 : 0 1 0 stays\n";
/* clang-format on */

static void
raised_once_and_ended_once(void **state)
{
    (void)state;
    for (const char *at = verdicts; *at != '\0'; at++) {
        struct alert_reading reading = {.applies = true};
        bool raised = false;
        int bytes;
        print_message("%.*s\n", (int)strcspn(at, "\n"), at);
        assert_int_equal(sscanf(at, "%lf %lf :%n", &reading.raised_at, &reading.ended_at, &bytes),
                         2);
        for (at += bytes; *at != '\n';) {
            char *end;
            reading.value = strtod(at, &end);
            enum alert_verdict expected = ALERT_STAYS;
            if (*end == '+' || *end == '-')
                expected = *end++ == '+' ? ALERT_RAISED : ALERT_ENDED;
            assert_int_equal(alert_verdict(&reading, raised), expected);
            if (expected != ALERT_STAYS)
                raised = expected == ALERT_RAISED;
            at = end;
        }
        reading.applies = false;
        assert_int_equal(alert_verdict(&reading, true), ALERT_ENDED);
        assert_int_equal(alert_verdict(&reading, false), ALERT_STAYS);
    }
}

static void
expect(const char *line, const struct alert_reading *reading)
{
    double value, raised_at, ended_at;
    char verdict[8];

    print_message("%.*s\n", (int)strcspn(line, "\n"), line);
    assert_int_equal(
        sscanf(strchr(line, ':') + 1, "%lf %lf %lf %7s", &value, &raised_at, &ended_at, verdict),
        4);
    assert_true(reading->applies);
    assert_true(fabs(reading->value - value) < 1e-9);
    assert_true(fabs(reading->raised_at - raised_at) < 1e-9);
    assert_true(fabs(reading->ended_at - ended_at) < 1e-9);
    assert_int_equal(alert_verdict(reading, false),
                     strcmp(verdict, "raised") == 0 ? ALERT_RAISED : ALERT_STAYS);
}

#define EACH(at, table) (const char *at = table; *at != '\0'; at = strchr(at, '\n') + 1)

static void
what_is_measured(void **state)
{
    double a, b, c, d, e;

    (void)state;
    for
        EACH(at, spikes)
        {
            assert_int_equal(sscanf(at, "%lf %lf %lf", &a, &b, &c), 3);
            const struct alert_reading reading = spike_reading(a, b, c);
            expect(at, &reading);
        }
    for
        EACH(at, stock_outs)
        {
            assert_int_equal(sscanf(at, "%lf %lf %lf %lf", &a, &b, &c, &d), 4);
            const struct stock_seen seen = {
                .on_hand = (int64_t)a, .lead_time_days = c, .demand.per_day = d};
            const struct stock_health health = {.stock_out_in = (int32_t)b};
            const struct alert_reading reading = stock_out_reading(&seen, &health);
            expect(at, &reading);
        }
    for
        EACH(at, overstocks)
        {
            assert_int_equal(sscanf(at, "%lf %lf %lf %lf %lf", &a, &b, &c, &d, &e), 5);
            const struct stock_seen seen = {
                .on_hand = (int64_t)a,
                .levels = {.reorder_point = (int64_t)b, .order_up_to = (int64_t)c},
                .largest_order = (int64_t)d,
                .demand.cycle.variance = e * e};
            const struct alert_reading reading = overstock_reading(&seen);
            expect(at, &reading);
        }
    for
        EACH(at, late)
        {
            assert_int_equal(sscanf(at, "%lf %lf", &a, &b), 2);
            const struct alert_reading reading = supplier_late_reading((int32_t)a, b);
            expect(at, &reading);
        }
}

static void
what_cannot_be_measured(void **state)
{
    const struct stock_seen nothing = {.on_hand = 50};
    const struct stock_health health = {.stock_out_in = 0};
    const struct demand_watch fresh = {.days = 19, .error = 1, .absolute = 1};

    (void)state;
    assert_false(spike_reading(3, 3, NAN).applies);
    assert_false(stock_out_reading(&nothing, &health).applies); /* nobody asks */
    assert_false(overstock_reading(&nothing).applies);          /* nothing is kept */
    assert_false(bias_reading(&fresh, 'A').applies);
}

/* Of Poisson(3): P(Y > 3) + P(Y = 3) / 2 = .352768 + .112021 = .464789 -> .0884; Poisson(0.1), 0:
 * .0951626 + .4524187 -> -.1196; the rest alike. */
static void
days_as_deviations(void **state)
{
    (void)state;
    assert_true(fabs(watch_score(3, 3, 3) - 0.088366) < 1e-3);
    assert_true(fabs(watch_score(0.1, 0.1, 0) + 0.119568) < 1e-3);
    assert_true(fabs(watch_score(10000, 10000, 10100) - 1) < 0.01);
    assert_true(watch_score(3, 3, 500) == 4 && watch_score(1000, 1000, 0) == -4);
    for (double mean = 20; mean < 80; mean += 7) /* small counts and large ones agree */
        for (double more = 1; more < 12; more *= 2)
            assert_true(fabs(watch_score(mean, mean * more, 47) -
                             watch_score(mean, mean * more, 48)) < 0.25);
    assert_true(watch_score(0, 0, 0) == 0 && watch_score(0, 0, 1) == 4);
}

static double
uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*seed >> 11) + 0.5) / 9007199254740992.0;
}

static double
normal(uint64_t *seed)
{
    return standard_normal_quantile(uniform(seed));
}

/* Steps until the first alarm, on average. */
static double
run_length(uint64_t *seed, double shift, int runs)
{
    long steps = 0;

    for (int run = 0; run < runs; run++) {
        struct demand_watch watch = {0};
        while (watch.up < CUSUM_LIMIT && watch.down < CUSUM_LIMIT) {
            watch_cusum(&watch, normal(seed) + shift);
            steps++;
        }
    }
    return (double)steps / runs;
}

static void
run_lengths_of_the_table(void **state)
{
    uint64_t seed = 20261122;

    (void)state;
    const double in_control = run_length(&seed, 0, 1000), shifted = run_length(&seed, 1, 4000);
    print_message("seed 20261122: %.1f in control, %.2f shifted\n", in_control, shifted);
    assert_true(fabs(in_control - 465) < 3 * 465 / sqrt(1000));
    assert_true(fabs(shifted - 10.4) < 0.4);
    assert_true(fabs(run_length(&seed, -1, 4000) - 10.4) < 0.4);
}

/* 10^5 days of counts as forecast: raised no more often than a shift of normal days would be, each
 * once, and with hysteresis every second one is an end. */
static void
false_alarms_as_designed(void **state)
{
    static const double laws[][2] = {{50, 50}, {50, 400}, {4, 4}, {4, 16}, {0.3, 0.3}, {0.3, 2}};
    uint64_t seed = 20261122;

    (void)state;
    for (size_t law = 0; law < sizeof laws / sizeof laws[0]; law++) {
        struct demand_watch watch = {0};
        bool slow = false, up = false;
        int raised = 0, spikes_raised = 0, days = 100000;
        for (int day = 0; day < days; day++) {
            const double mean = laws[law][0], variance = laws[law][1];
            const double actual = (double)count_quantile(mean, variance, uniform(&seed));
            watch_advance(&watch, mean, variance, actual);
            const struct alert_reading slow_down = slow_down_reading(&watch);
            const struct alert_reading shift_up = shift_up_reading(&watch);
            const struct alert_reading spike = spike_reading(mean, variance, actual);
            raised += alert_verdict(&slow_down, slow) == ALERT_RAISED;
            raised += alert_verdict(&shift_up, up) == ALERT_RAISED;
            spikes_raised += alert_verdict(&spike, false) == ALERT_RAISED;
            slow = alert_verdict(&slow_down, slow) == (slow ? ALERT_STAYS : ALERT_RAISED);
            up = alert_verdict(&shift_up, up) == (up ? ALERT_STAYS : ALERT_RAISED);
        }
        print_message("mean %g variance %g: %d shifts, %d spikes in %d days\n", laws[law][0],
                      laws[law][1], raised, spikes_raised, days);
        assert_true(raised <= 1.1 * days / 465);
        assert_true(spikes_raised <= 1.3 * days / 1000);
    }
}

/* Demand falls by 40 %: days until somebody is told, of an item that sells 50 a day and varies by
 * twice a Poisson's variance. */
static void
a_slow_down_is_found(void **state)
{
    uint64_t seed = 20261122;
    int days = 0, runs = 500, longest = 0;

    (void)state;
    for (int run = 0; run < runs; run++) {
        struct demand_watch watch = {0};
        for (int day = 0; day < 60; day++)
            watch_advance(&watch, 50, 100, (double)count_quantile(50, 100, uniform(&seed)));
        int taken = 0;
        for (; watch.down < CUSUM_LIMIT; taken++)
            watch_advance(&watch, 50, 100, (double)count_quantile(30, 60, uniform(&seed)));
        days += taken;
        longest = taken > longest ? taken : longest;
    }
    print_message("seed 20261122: found after %.1f days, at most %d\n", (double)days / runs,
                  longest);
    assert_true((double)days / runs < 5 && longest <= 8);
}

static void
bias_is_told(void **state)
{
    struct demand_watch watch = {0};
    bool raised = false;
    int day = 0;

    (void)state;
    for (; day < 100 && !raised; day++) { /* a forecast of 10 where 8 to 9 are asked */
        watch_advance(&watch, 10, 10, 8 + day % 2);
        const struct alert_reading reading = bias_reading(&watch, 'C');
        raised = alert_verdict(&reading, false) == ALERT_RAISED;
    }
    print_message("bias after %d days\n", day);
    assert_int_equal(day, 20); /* all errors on one side: as soon as there are enough */
    assert_true(fabs(watch_tracking_signal(&watch) + 1) < 1e-6);
    /* limits in deviations: signal .5 is .5 x sqrt(1.95 / .05) = 3.12 */
    const struct demand_watch half = {.days = 50, .error = 1, .absolute = 2};
    const struct alert_reading of_a = bias_reading(&half, 'A'), of_c = bias_reading(&half, 'C');
    assert_true(fabs(of_a.value - 3.1225) < 1e-3);
    assert_int_equal(alert_verdict(&of_a, false), ALERT_RAISED);
    assert_int_equal(alert_verdict(&of_c, false), ALERT_STAYS);
}

/* A value that wanders about the limits: between an end and the next rise it crossed the whole gap.
 */
static void
nothing_flaps(void **state)
{
    uint64_t seed = 20261122;
    const double gap = CUSUM_LIMIT - 1;
    double value = 3, travelled = 0;
    bool raised = false;
    int changes = 0;

    (void)state;
    print_message("seed 20261122\n");
    for (int i = 0; i < 100000; i++) {
        const double step = normal(&seed) * 0.5;
        const double next = fmin(fmax(0, value + step), 10);
        travelled += fabs(next - value);
        value = next;
        const struct alert_reading reading = {
            .applies = true, .value = value, .raised_at = CUSUM_LIMIT, .ended_at = 1};
        const enum alert_verdict verdict = alert_verdict(&reading, raised);
        if (verdict == ALERT_STAYS)
            continue;
        assert_int_equal(verdict, raised ? ALERT_ENDED : ALERT_RAISED);
        raised = !raised;
        if (changes++ > 0)
            assert_true(travelled >= gap);
        travelled = 0;
    }
    assert_true(changes > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(raised_once_and_ended_once),
        cmocka_unit_test(what_is_measured),
        cmocka_unit_test(what_cannot_be_measured),
        cmocka_unit_test(days_as_deviations),
        cmocka_unit_test(run_lengths_of_the_table),
        cmocka_unit_test(false_alarms_as_designed),
        cmocka_unit_test(a_slow_down_is_found),
        cmocka_unit_test(bias_is_told),
        cmocka_unit_test(nothing_flaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
