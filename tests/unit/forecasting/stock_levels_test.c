/*
 * When to buy and up to what. Quantiles of negative binomial and Poisson were made independently
 * (direct sums with lgamma); the rest by hand.
 */
#include "tests/unit/forecasting/stock_table.h"

static enum review_rule
rule_named(const char *name)
{
    return strcmp(name, "sS") == 0   ? REVIEW_PERIODIC
           : strcmp(name, "RQ") == 0 ? REVIEW_CONTINUOUS
                                     : REVIEW_BASE_STOCK;
}

/* rule level review lead sd order-cost, mean variance of a day : reorder up-to safety lot held.
 * Unit cost 500, 20 % a year, half of the safety stock held back. */
static const char levels_of[] =
    "sS 0.95 7 7 0 0, 3 3 : 32 53 8 21 4\n"   /* Poisson of 24, 42 */
    "sS 0.95 7 7 0 0, 3 9 : 39 62 15 21 8\n"  /* NB of 24, 72 and 42, 126 */
    "sS 0.95 7 7 2 0, 3 9 : 43 65 19 21 10\n" /* 24, 108 and 42, 162 */
    "sS 0.95 7 7 0 1000, 3 9 : 39 187 15 148 8\n"
    "RQ 0.95 7 7 0 1000, 3 9 : 39 187 15 148 8\n"
    "RQ 0.95 7 7 0 0, 3 9 : 39 60 15 21 8\n"
    "base 0.95 7 7 0 0, 3 9 : 61 62 20 21 10\n"
    "sS 0.5 7 7 0 0, 3 3 : 24 42 0 21 0\n"
    "sS 0.95 1 3 0 0, 0.01 0.01 : 0 0 0 0 0\n" /* with 95 % nobody asks */
    "sS 0.95 1 7 0 0, 3 3 : 32 33 8 3 4\n"     /* looked at every day: up to one more */
    "sS 0.95 7 7 0 0, 0 0 : 0 0 0 0 0\n";

static void
levels_by_rule(void **state)
{
    char rule[8];
    double mean, variance;
    long reorder, up_to, safety, lot, held;
    int bytes;

    (void)state;
    for (const char *at = levels_of; *at != '\0'; at += bytes) {
        struct stock_terms terms = {.unit_cost_minor = 500, .holding_rate = 0.2, .hold_back = 0.5};
        assert_int_equal(sscanf(at, "%7s %lf %d %lf %lf %ld, %lf %lf : %ld %ld %ld %ld %ld\n%n",
                                rule, &terms.service_level, &terms.review_days,
                                &terms.lead_time_days, &terms.lead_time_sd_days,
                                &terms.order_cost_minor, &mean, &variance, &reorder, &up_to,
                                &safety, &lot, &held, &bytes),
                         13);
        terms.rule = rule_named(rule);
        const struct demand_over_lead demand = demand_over_lead_of(mean, variance, &terms);
        const struct stock_levels levels = stock_levels(&terms, &demand);
        print_message("%.*s", bytes, at);
        assert_int_equal(levels.reorder_point, reorder);
        assert_int_equal(levels.order_up_to, up_to);
        assert_int_equal(levels.safety_stock, safety);
        assert_int_equal(levels.order_quantity, lot);
        assert_int_equal(levels.held_back, held);
    }
}

/* A quantile that is told wins over the law. */
static void
told_quantiles_win(void **state)
{
    const struct stock_terms terms = {
        .rule = REVIEW_PERIODIC, .service_level = 0.95, .review_days = 7, .lead_time_days = 7};
    struct demand_over_lead demand = demand_over_lead_of(3, 9, &terms);

    (void)state;
    demand.lead.upper = 50.2;
    demand.cycle.upper = 70;
    const struct stock_levels levels = stock_levels(&terms, &demand);
    assert_int_equal(levels.reorder_point, 51);
    assert_int_equal(levels.order_up_to, 70);
    assert_int_equal(levels.safety_stock, 27);
}

/* The share of units from stock and the service of a cycle, against the policy played. */
static void
a_played_policy_keeps_its_promise(void **state)
{
    uint64_t seed = 4711;
    const struct stock_terms terms = {
        .rule = REVIEW_PERIODIC, .service_level = 0.90, .review_days = 7, .lead_time_days = 5};
    const struct demand_over_lead demand = demand_over_lead_of(4, 4, &terms);
    const struct stock_levels levels = stock_levels(&terms, &demand);
    int64_t hand = levels.order_up_to, coming[6] = {0}, order = 0;
    double asked = 0, given = 0, cycles = 0, good = 0;
    bool missed = false;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int day = 0; day < 300000; day++) {
        hand += coming[day % 6]; /* in the morning */
        if (coming[day % 6] > 0) {
            cycles++;
            good += !missed;
            missed = false;
            order = 0;
        }
        coming[day % 6] = 0;
        int64_t wanted = 0; /* Poisson of 4 */
        for (double product = draw_between(&seed, 0, 1); product > exp(-4); wanted++)
            product *= draw_between(&seed, 0, 1);
        const int64_t from_stock = hand < wanted ? (hand > 0 ? hand : 0) : wanted;
        missed = missed || from_stock < wanted;
        asked += (double)wanted;
        given += (double)from_stock;
        hand -= wanted;                             /* what is not there is owed */
        if (hand + order <= levels.reorder_point) { /* in the evening; there on the sixth morning */
            coming[(day + 6) % 6] = levels.order_up_to - hand - order;
            order = coming[(day + 6) % 6];
        }
    }
    print_message("service of a cycle %.3f, of units %.4f, foretold %.4f\n", good / cycles,
                  given / asked, levels.fill_rate);
    assert_true(good / cycles >= 0.90 && good / cycles < 0.97);
    assert_true(fabs(given / asked - levels.fill_rate) < 0.01);
}

/* More service, a longer or less steady lead time, more or more lumpy demand: never less stock. */
static void
levels_rise_with_what_they_cover(void **state)
{
    static const enum review_rule rules[] = {REVIEW_PERIODIC, REVIEW_CONTINUOUS, REVIEW_BASE_STOCK};
    uint64_t seed = 1913;

    (void)state;
    print_message("seed %lu\n", (unsigned long)seed);
    for (int i = 0; i < 1500; i++) {
        struct stock_terms terms = {.rule = rules[i % 3],
                                    .service_level = draw_between(&seed, 0.5, 0.98),
                                    .review_days = 1 + draw_below(&seed, 30),
                                    .lead_time_days = draw_between(&seed, 0.5, 40),
                                    .lead_time_sd_days = 0,
                                    .holding_rate = 0.2,
                                    .order_cost_minor = draw_below(&seed, 2) * 500,
                                    .unit_cost_minor = 1000,
                                    .hold_back = 1};
        terms.lead_time_sd_days = terms.lead_time_days * draw_between(&seed, 0, 0.4);
        const double mean = draw_between(&seed, 0.01, 20);
        const double variance = mean * draw_between(&seed, 1, 6);
        struct demand_over_lead demand = demand_over_lead_of(mean, variance, &terms);
        const struct stock_levels before = stock_levels(&terms, &demand);
        double more_variance = variance;
        switch (draw_below(&seed, 4)) {
        case 0:
            terms.service_level += 0.015;
            break;
        case 1:
            terms.lead_time_days += 2;
            break;
        case 2:
            terms.lead_time_sd_days *= 1.2;
            break;
        default:
            more_variance *= 1.3;
        }
        demand = demand_over_lead_of(mean, more_variance, &terms);
        const struct stock_levels after = stock_levels(&terms, &demand);
        /* A law much wider than its mean may have a quantile lower when it widens. */
        if (terms.service_level > 0.9 && before.reorder_point > 3)
            assert_true(after.reorder_point >= before.reorder_point &&
                        after.order_up_to >= before.order_up_to);
        assert_true(after.order_up_to == 0 || after.order_up_to > after.reorder_point);
        assert_true(after.safety_stock >= 0 && after.held_back == after.safety_stock);
        assert_true(after.fill_rate >= 0 && after.fill_rate <= 1);
    }
}

static void
absurd_demand_makes_no_absurd_numbers(void **state)
{
    const double means[] = {0, -1, NAN, 1e-12, 1e15, 1e300, INFINITY};
    const struct stock_terms terms = {.rule = REVIEW_PERIODIC,
                                      .service_level = 0.9999,
                                      .review_days = 365,
                                      .lead_time_days = 365};

    (void)state;
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        const struct demand_over_lead demand = demand_over_lead_of(means[i], 10 * means[i], &terms);
        const struct stock_levels levels = stock_levels(&terms, &demand);
        assert_true(levels.order_up_to >= 0 && levels.order_up_to < INT64_C(1) << 50);
        assert_true(levels.reorder_point >= 0 && levels.safety_stock >= 0);
        assert_false(isnan(levels.fill_rate));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_by_rule),
        cmocka_unit_test(told_quantiles_win),
        cmocka_unit_test(a_played_policy_keeps_its_promise),
        cmocka_unit_test(levels_rise_with_what_they_cover),
        cmocka_unit_test(absurd_demand_makes_no_absurd_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
