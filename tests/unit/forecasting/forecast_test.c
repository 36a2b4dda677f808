/*
 * Histories and what is forecast from them. The expected numbers come from the formulas that the
 * core files cite, calculated apart from them.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/forecast.h"

/* Units a day, oldest first, ended by a point : method, mean and variance a day, then with a lead
 * time of 7 days the interval over the horizon, reorder point, order-up-to level. */
/* clang-format off */
static const char histories[] =
    /* fewer than 8 days: the mean */
    "4 . mean 4.000000 4.000000 44 69 42 69\n"
    "3 5 2 6 . mean 4.000000 3.333333 44 69 42 69\n"
    /* demand every day: exponential smoothing */
    "4 4 4 4 4 4 4 4 4 . ses 4.000000 0.000000 44 69 42 69\n"
    "10 12 9 11 10 8 12 10 11 9 10 12 . ses 10.334934 1.648388 125 165 98 165\n"
    /* a step is followed */
    "5 5 5 5 5 5 5 5 5 5 20 20 20 20 20 20 . ses 19.999985 34.295506 245 317 188 317\n"
    /* demand on few days */
    "0 0 7 0 0 0 3 0 0 12 0 0 0 5 0 . tsb 1.861186 12.994744 8 51 34 51\n"
    "2 0 0 0 0 0 0 0 0 0 0 0 . tsb 0.109834 0.296287 0 6 4 6\n"
    /* nobody buys it any more: fades out */
    "3 0 2 4 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 . tsb 0.201527 1.033169 0 10 7 10\n"
    /* exactly at the limit of 1.32 days between days with demand (33 / 25 = 1.32) */
    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0 . tsb"
    " 0.422976 0.203509 2 10 7 10\n";
/* clang-format on */

static const char *
read_history(const char *at, double *units, struct history *history)
{
    *history = (struct history){.units = units};
    while (*at != '.') {
        char *end;
        units[history->days++] = strtod(at, &end);
        at = end + strspn(end, " ");
    }
    return at + 1;
}

static void
histories_become_forecasts(void **state)
{
    (void)state;
    for (const char *at = histories; *at != '\0'; at = strchr(at, '\n') + 1) {
        double units[HISTORY_DAYS_MAX], mean, variance;
        char method[16];
        long lower, upper, reorder_point, order_up_to;
        struct history history;

        const char *expected = read_history(at, units, &history);
        assert_int_equal(sscanf(expected, "%15s %lf %lf %ld %ld %ld %ld", method, &mean, &variance,
                                &lower, &upper, &reorder_point, &order_up_to),
                         7);

        const struct forecast forecast = forecast_decide(&history, 20000, 7);
        const struct reorder_levels levels = reorder_levels(&forecast, 7);
        print_message("%.*s\n", (int)strcspn(at, "\n"), at);
        assert_string_equal(forecast.method, method);
        assert_true(fabs(forecast.per_day.mean - mean) < 1e-6);
        assert_true(fabs(forecast.per_day.variance - variance) < 1e-6);
        assert_true(fabs(forecast.mean - mean * 14) < 1e-4);
        assert_int_equal(forecast.history_days, history.days);
        assert_int_equal(forecast.horizon_days, 14);
        assert_int_equal(forecast.lower, lower);
        assert_int_equal(forecast.upper, upper);
        assert_int_equal(levels.reorder_point, reorder_point);
        assert_int_equal(levels.order_up_to, order_up_to);
    }
}

/* Twenty times the largest observation over as many days is never passed, whatever the history. */
static void
no_quantile_runs_away(void **state)
{
    double units[HISTORY_DAYS_MAX];
    uint64_t seed = 1;

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct history history = {.units = units, .days = (size_t)(1 + round * 7 % 800)};
        double largest = 0;
        for (size_t i = 0; i < history.days; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            units[i] = (seed >> 60) == 0 ? (double)(seed >> 40 & 0xffff) : (double)(seed >> 62 & 1);
            largest = fmax(largest, units[i]);
        }
        units[0] += 1;
        const struct forecast forecast = forecast_decide(&history, 20000, 21);
        assert_true(forecast.lower >= 0 && forecast.lower <= forecast.upper);
        assert_true((double)forecast.upper <= 20 * (largest + 1) * forecast.horizon_days);
        assert_true(forecast.per_day.mean >= 0 && forecast.per_day.mean <= largest + 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(histories_become_forecasts),
        cmocka_unit_test(no_quantile_runs_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
