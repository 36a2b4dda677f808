/*
 * What is ordered: as the supplier sells it, and at the price that is best in all. Sums by hand.
 */
#include "services/forecasting/core/stock/order_quantity.h"
#include "tests/unit/forecasting/stock_table.h"

/* minimum pack, per day, wanted : quantity cost, raised by. Cost 500, order 1000, 20 % a year,
 * 470 from 100 and 440 from 500. */
static const char sizes[] = "0 0, 2 0 : 0 0 -\n"
                            "0 0, 2 -5 : 0 0 -\n"
                            "0 0, 0.01 27 : 27 500 -\n"
                            "50 0, 0.01 27 : 50 500 minimum\n"
                            "0 12, 0.01 27 : 36 500 pack\n"
                            "30 12, 0.01 27 : 36 500 minimum,pack\n"
                            "0 12, 0.01 24 : 24 500 -\n"
                            "0 1, 0.5 90 : 100 470 break\n" /* a year of 182 at 30 less each */
                            "0 1, 0.02 20 : 20 500 -\n" /* 7 a year: the rest would lie for years */
                            "0 12, 0.5 90 : 108 470 pack,break\n"
                            "0 1, 50 90 : 500 440 break\n" /* the second break is worth it */
                            "0 1, 0.5 120 : 120 470 -\n"
                            "600 1, 2 1 : 600 440 minimum\n";

static void
sizes_of_orders(void **state)
{
    struct stock_terms terms = {.unit_cost_minor = 500,
                                .order_cost_minor = 1000,
                                .holding_rate = 0.2,
                                .breaks = {{100, 470}, {500, 440}},
                                .break_count = 2};
    double per_day;
    long wanted, quantity, cost;
    char raised[32], found[32];
    int bytes;

    (void)state;
    for (const char *at = sizes; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%ld %ld, %lf %ld : %ld %ld %31s\n%n", &terms.minimum_units,
                                &terms.pack_units, &per_day, &wanted, &quantity, &cost, raised,
                                &bytes),
                         7);
        const struct order_size size = order_size(&terms, per_day, wanted);
        snprintf(found, sizeof found, "%s%s%s", size.by_minimum ? ",minimum" : "",
                 size.by_pack ? ",pack" : "", size.by_break ? ",break" : "");
        print_message("%.*s", bytes, at);
        assert_int_equal(size.quantity, quantity);
        assert_int_equal(size.unit_cost_minor, cost);
        assert_string_equal(found[0] != '\0' ? found + 1 : "-", raised);
    }
}

/* order cost, unit cost, rate, minimum pack, review days, per day : what is bought at a time */
static const char lots[] = "0 500 0.2, 0 0, 7 2 : 14\n"      /* ordering costs nothing: a review */
                           "1000 0 0.2, 0 0, 7 2 : 14\n"     /* its cost is not known */
                           "1000 500 0.2, 0 0, 7 2 : 121\n"  /* sqrt(2 730 1000 / 100) = 120.8 */
                           "1000 500 0.2, 0 50, 7 2 : 100\n" /* 12,300 against 12,367 for 150 */
                           "1000 500 0.2, 200 0, 7 2 : 200\n"
                           "1000 500 0.2, 0 0, 90 2 : 180\n" /* the buyer comes rarely */
                           "0 500 0.2, 20 12, 7 2 : 24\n"
                           "0 0 0.2, 0 0, 7 0.01 : 1\n";

static void
what_is_bought_at_a_time(void **state)
{
    struct stock_terms terms = {0};
    double per_day;
    long quantity;
    int bytes;

    (void)state;
    for (const char *at = lots; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%ld %ld %lf, %ld %ld, %d %lf : %ld\n%n",
                                &terms.order_cost_minor, &terms.unit_cost_minor,
                                &terms.holding_rate, &terms.minimum_units, &terms.pack_units,
                                &terms.review_days, &per_day, &quantity, &bytes),
                         8);
        print_message("%.*s", bytes, at);
        assert_int_equal(order_quantity(&terms, per_day), quantity);
    }
    terms = (struct stock_terms){.order_cost_minor = 1000,
                                 .unit_cost_minor = 500,
                                 .holding_rate = 0.2,
                                 .review_days = 7,
                                 .breaks = {{200, 480}},
                                 .break_count = 1};
    assert_int_equal(order_quantity(&terms, 2), 200); /* 730 x 20 saved, 3,500 lost */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_of_orders),
        cmocka_unit_test(what_is_bought_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
