/*
 * Outlooks that are advanced day by day, fitted once a week and on alarms, and watched: a fast item
 * that loses 40 % is told of within a week on average, in ten days always, and one that goes on as
 * it did is not.
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
#include "services/forecasting/core/outlook.h"

#define HISTORY   140
#define PLAYED    42
#define SHIFT_DAY (HISTORY + 14)
#define COMPANIES 4

static double
uniform(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*seed >> 11) + 0.5) / 9007199254740992.0;
}

/* 40 a day, unlike on days of the week, and varying by twice a Poisson's variance. */
static void
sell(uint64_t seed, double left, int32_t *units)
{
    static const double week[7] = {1, 0.9, 0.8, 1, 1.2, 1.5, 0.6};

    for (int day = 0; day < HISTORY + PLAYED; day++) {
        const double mean = 40 * week[day % 7] * (day >= SHIFT_DAY ? left : 1);
        units[day] = (int32_t)count_quantile(mean, 2 * mean, uniform(&seed));
    }
}

struct told {
    int shifts, spikes;
    int first_day; /* of a slow-down, from the shift on; 0: none */
};

static bool
look(const struct alert_reading *reading, bool *raised)
{
    const enum alert_verdict verdict = alert_verdict(reading, *raised);

    if (verdict != ALERT_STAYS)
        *raised = verdict == ALERT_RAISED;
    return verdict == ALERT_RAISED;
}

static struct told
play(const int32_t *units, struct scratch *scratch)
{
    struct outlook_asked asked = {
        .units = units,
        .first_day = 20000,
        .count = HISTORY,
        .terms = {
            .rule = REVIEW_PERIODIC, .service_level = 0.95, .review_days = 7, .lead_time_days = 7}};
    struct outlook outlook;
    struct told told = {0};
    bool slow = false, up = false;

    outlook_fit(&asked, scratch, &outlook);
    for (int day = HISTORY; day < HISTORY + PLAYED; day++) {
        const double expected = outlook_expected(&outlook, 20000 + day, 1);
        const double variance = outlook_day_variance(&outlook, expected);
        outlook_advance(&outlook, units[day], false, 1);
        const struct alert_reading slow_down = slow_down_reading(&outlook.now.watch);
        const struct alert_reading shift_up = shift_up_reading(&outlook.now.watch);
        const struct alert_reading spike = spike_reading(expected, variance, units[day]);
        const bool slower = look(&slow_down, &slow), faster = look(&shift_up, &up);
        told.shifts += slower + faster;
        told.spikes += alert_verdict(&spike, false) == ALERT_RAISED;
        if (slower && told.first_day == 0 && day >= SHIFT_DAY)
            told.first_day = day - SHIFT_DAY + 1;
        if (!slower && !faster && day % 7 != 6)
            continue;
        asked.count = day + 1;
        outlook_fit(&asked, scratch, &outlook);
    }
    return told;
}

static void
a_shift_is_told_and_nothing_else(void **state)
{
    unsigned char *room = calloc(1, SCRATCH_BYTES);
    struct scratch scratch = {.bytes = room, .size = SCRATCH_BYTES};
    int32_t units[HISTORY + PLAYED];
    int days = 0;

    (void)state;
    assert_non_null(room);
    for (uint64_t seed = 1; seed <= COMPANIES; seed++) {
        sell(seed, 1, units);
        const struct told steady = play(units, &scratch);
        sell(seed, 0.6, units);
        const struct told slower = play(units, &scratch);
        print_message("seed %d: steady %d shifts, %d spikes; slow-down told after %d days\n",
                      (int)seed, steady.shifts, steady.spikes, slower.first_day);
        assert_true(steady.shifts <= 1 && steady.spikes <= 1);
        assert_true(slower.first_day >= 1 && slower.first_day <= 10);
        days += slower.first_day;
        assert_true(slower.shifts <= 2); /* told, and not again and again */
    }
    assert_true(days <= 7 * COMPANIES);
    free(room);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_shift_is_told_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
