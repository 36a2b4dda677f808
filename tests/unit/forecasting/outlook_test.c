/*
 * The outlook of a series: what a fit finds, that days may be walked again to the same end, that
 * it can be kept as numbers, and that forecasts of locations add up.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/forecasting/core/outlook.h"
#include "services/forecasting/core/random.h"

#define FIRST_DAY 19000
#define DAYS_MAX  400
#define SEED      20261122

static int32_t units[DAYS_MAX];
static bool sold_out[DAYS_MAX];
static struct scratch room;

static const struct stock_terms terms = {
    .rule = REVIEW_PERIODIC,
    .service_level = 0.95,
    .review_days = 7,
    .lead_time_days = 7,
    .holding_rate = 0.2,
};

static struct outlook_asked
asked_of(int days)
{
    return (struct outlook_asked){
        .units = units,
        .sold_out = sold_out,
        .first_day = FIRST_DAY,
        .count = days,
        .terms = terms,
        .seed = SEED,
    };
}

static struct outlook_said
say(const struct outlook *outlook)
{
    return outlook_say(outlook, &terms, &(struct effects){0}, 1);
}

/* what is asked each day | days | method | mean of the next 14 days between ... and ... */
static void
a_fit_expects_what_was_usual(void **state)
{
    static const struct {
        const char *what;
        int days;
        double from, to;
    } facts[] = {
        {"4 always", 200, 55.9, 56.1},
        {"10, Sundays 0", 200, 110, 130},   /* two weeks: 12 x 10 */
        {"one in five days 3", 300, 6, 11}, /* 14 x 0.6 */
        {"nothing but the first", 300, 0, 0.5},
        {"7 on one day", 1, 97.9, 98.1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct outlook_asked asked = asked_of(facts[i].days);
        struct outlook outlook;
        memset(sold_out, 0, sizeof sold_out);
        for (int d = 0; d < facts[i].days; d++) {
            const int32_t usual[] = {4, d % 7 == 0 ? 0 : 10, d % 5 == 0 ? 3 : 0, d == 0, 7};
            units[d] = usual[i];
        }
        if (i == 1)
            units[0] = 1; /* asked_of begins with demand */
        outlook_fit(&asked, &room, &outlook);
        const struct outlook_said said = say(&outlook);
        if (!(said.mean >= facts[i].from && said.mean <= facts[i].to))
            fail_msg("%s: %g by %s (%s)", facts[i].what, said.mean, outlook.method, outlook.reason);
        assert_int_equal(said.day, FIRST_DAY + facts[i].days - 1);
        assert_int_equal(said.horizon_days, 14);
        assert_true(said.lower <= said.upper && (double)said.upper >= floor(said.mean));
        assert_true(outlook.reason[0] != '\0');
    }
}

static void
some_demand(struct random *random, int kind)
{
    for (int d = 0; d < DAYS_MAX; d++) {
        const double u = random_uniform(random);
        units[d] = kind % 2 == 0 ? (int32_t)(20 * u + d % 7) : u < 0.2 ? (int32_t)(30 * u) : 0;
        sold_out[d] = random_uniform(random) < 0.05;
    }
    units[0] = 1;
}

/* Fitted at one day and walked to another: again from the fit, and from what was kept of it. */
static void
days_are_walked_again_to_the_same_end(void **state)
{
    struct random random = random_start(SEED);

    (void)state;
    for (int kind = 0; kind < 20; kind++) {
        const int fitted = 100 + kind * 7;
        struct outlook_asked asked = asked_of(fitted);
        struct outlook one, other;
        double numbers[OUTLOOK_NUMBERS];

        some_demand(&random, kind);
        outlook_fit(&asked, &room, &one);
        const int count = outlook_pack(&one, numbers);
        assert_true(outlook_unpack(numbers, count, &other));
        assert_false(outlook_unpack(numbers, count - 1, &other));
        assert_true(outlook_unpack(numbers, count, &other));
        for (int d = fitted; d < fitted + 20; d++)
            outlook_advance(&one, units[d] + 100, false, 1); /* wrong at first */
        outlook_rewind(&one);
        for (int d = fitted; d < fitted + 30; d++) {
            outlook_advance(&one, units[d], sold_out[d], 1.5);
            outlook_advance(&other, units[d], sold_out[d], 1.5);
        }
        assert_memory_equal(&one.now, &other.now, sizeof one.now);
        for (int d = fitted + 10; d < fitted + 30; d++)
            assert_true(outlook_was_expected(&one, FIRST_DAY + d) ==
                        outlook_was_expected(&other, FIRST_DAY + d));
        const struct outlook_said said = say(&one), again = say(&other);
        assert_true(said.mean == again.mean && said.upper == again.upper &&
                    said.levels.reorder_point == again.levels.reorder_point);
    }
}

static void
a_day_without_stock_says_nothing_unless_it_sold_more(void **state)
{
    struct outlook_asked asked = asked_of(100);
    struct outlook outlook;

    (void)state;
    memset(sold_out, 0, sizeof sold_out);
    for (int d = 0; d < 100; d++)
        units[d] = 10 + d % 3;
    outlook_fit(&asked, &room, &outlook);
    const double level = outlook.now.level;
    outlook_advance(&outlook, 0, true, 1);
    assert_true(outlook.now.level == level);
    outlook_advance(&outlook, 30, true, 1);
    assert_true(outlook.now.level > level);
    outlook_rewind(&outlook);
    outlook_advance(&outlook, 0, false, 1);
    assert_true(outlook.now.level < level);
    outlook_rewind(&outlook);
    outlook_advance(&outlook, 33, false, 3); /* a promotion: three times as much, as expected */
    assert_true(fabs(outlook.now.level - level) < 0.05);
    outlook_rewind(&outlook);
    outlook_advance(&outlook, 1000000, false, 1); /* one strange day */
    assert_true(outlook.now.level < level + 10);
}

/* Errors beside those of "as on that day of the week before", of a level that follows with a tenth. */
static void
errors_are_told_beside_those_of_the_week_before(void **state)
{
    static const struct {
        const char *what;
        double from, to;
    } facts[] = {
        {"a week 10 a day, a week nothing", 0.45, 0.55}, /* 10 off each day; we 5.05 in the mean */
        {"one more each day", 1.35, 1.45},               /* 7 off each day; we 10 */
        {"anything from 0 to 20 alike", 0.6, 0.9},       /* E|x - mean| / E|x - y| = 3 / 4 */
        {"the same every day", 0, 1e-9},
    };
    struct random random = random_start(SEED + 2);

    (void)state;
    memset(sold_out, 0, sizeof sold_out);
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct outlook_asked asked = asked_of(350);
        struct outlook outlook;
        for (int d = 0; d < 350; d++)
            units[d] = i == 0   ? d / 7 % 2 == 0 ? 10 : 0
                       : i == 1 ? d + 1
                       : i == 2 ? (int32_t)(21 * random_uniform(&random))
                                : 5;
        outlook_begin(&asked, &outlook);
        const double mase = say(&outlook).mase;
        if (!(mase >= facts[i].from && mase <= facts[i].to))
            fail_msg("%s: %g", facts[i].what, mase);
    }
}

static void
forecasts_of_locations_add_up(void **state)
{
    struct random random = random_start(SEED + 1);

    (void)state;
    for (int round = 0; round < 1000; round++) {
        double levels[6], variances[6], shares[6], sum = 0;
        const double elsewhere = random_uniform(&random);
        for (int i = 0; i < 6; i++) {
            levels[i] = i == 0 ? 30 + 10 * random_uniform(&random) : 7 + random_uniform(&random);
            variances[i] = 1 + 20 * random_uniform(&random);
        }
        outlook_shares(levels, variances, 6, elsewhere, shares);
        for (int i = 1; i < 6; i++)
            sum += levels[i] * shares[i];
        assert_true(fabs(shares[0] * levels[0] - sum - elsewhere) < 1e-9);
    }
    double one_level = 4, one_variance = 2, share;
    outlook_shares(&one_level, &one_variance, 1, 0, &share);
    assert_true(share == 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_expects_what_was_usual),
        cmocka_unit_test(days_are_walked_again_to_the_same_end),
        cmocka_unit_test(a_day_without_stock_says_nothing_unless_it_sold_more),
        cmocka_unit_test(errors_are_told_beside_those_of_the_week_before),
        cmocka_unit_test(forecasts_of_locations_add_up),
    };

    room = (struct scratch){.bytes = malloc(SCRATCH_BYTES), .size = SCRATCH_BYTES};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(room.bytes);
    return failed;
}
