/*
 * Classes of SKUs and the state of their stock.
 */
#include "tests/unit/forecasting/stock_table.h"

static void
classes_by_share_of_value(void **state)
{
    /* 700 of 1,000 is below 80 %, 700 + 150 is not, 950 is not below 95 % */
    struct abc_value values[] = {{7, 0, '?'},   {1, 50, '?'},  {2, 700, '?'},
                                 {3, 100, '?'}, {4, 150, '?'}, {9, 0, '?'}};
    struct abc_value one[] = {{1, 3, '?'}}, nothing[] = {{1, 0, '?'}};
    char found[64];
    size_t bytes = 0;

    (void)state;
    abc_classes(values, 6);
    for (int i = 0; i < 6; i++)
        bytes += (size_t)snprintf(found + bytes, sizeof found - bytes, "%u%c ", values[i].id,
                                  values[i].class);
    assert_string_equal(found, "2A 4A 3B 1C 7C 9C ");
    abc_classes(one, 1);
    assert_int_equal(one[0].class, 'A');
    abc_classes(nothing, 1);
    assert_int_equal(nothing[0].class, 'C');
    abc_classes(NULL, 0);
}

static void
classes_by_error(void **state)
{
    (void)state;
    assert_int_equal(xyz_class(0, 10), 'X');
    assert_int_equal(xyz_class(5, 10), 'X');
    assert_int_equal(xyz_class(5.1, 10), 'Y');
    assert_int_equal(xyz_class(10, 10), 'Y');
    assert_int_equal(xyz_class(10.1, 10), 'Z');
    assert_int_equal(xyz_class(1, 0), 'Z');
}

/* on hand, position, per day, inbound day units, idle : state, days of supply, out in, excess.
 * Lead time 7, reorder point 20, order-up-to 40, deviation of a cycle 5, largest order 10. */
static const char healths[] = "30 30 2, 0 0, 0 : fine 15 16 0\n"
                              "30 30 2, 5 20, 0 : fine 15 26 0\n"
                              "20 20 2, 0 0, 0 : reorder 10 11 0\n"
                              "20 60 2, 9 40, 0 : fine 10 31 0\n" /* more is on its way */
                              "10 50 2, 7 40, 0 : short 5 6 0\n"  /* and comes too late */
                              "10 50 2, 6 40, 0 : fine 5 26 0\n"  /* just in time */
                              "0 40 2, 3 40, 0 : out 0 1 0\n"
                              "-3 40 2, 3 40, 0 : out 0 1 0\n"
                              "50 50 2, 0 0, 0 : fine 25 26 0\n" /* 40 + 2 x 5 */
                              "60 60 2, 0 0, 0 : overstock 30 31 10\n"
                              "60 60 0, 0 0, 100 : aged -1 0 10\n"
                              "60 60 0, 0 0, 89 : overstock -1 0 10\n"
                              "60 60 0, 0 0, -1 : overstock -1 0 10\n"
                              "1000 1000 2, 0 0, 0 : overstock 500 0 950\n";

static void
states_of_stock(void **state)
{
    static const char *const names[] = {"?",   "fine",      "reorder", "short",
                                        "out", "overstock", "aged"};
    long on_hand, position, units, excess;
    double per_day, supply;
    int day, idle, out_in, bytes;
    char name[16];

    (void)state;
    for (const char *at = healths; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%ld %ld %lf, %d %ld, %d : %15s %lf %d %ld\n%n", &on_hand,
                                &position, &per_day, &day, &units, &idle, name, &supply, &out_in,
                                &excess, &bytes),
                         10);
        const struct inbound inbound = {day, units};
        const struct stock_seen seen = {
            .on_hand = on_hand,
            .position = position,
            .levels = {.reorder_point = 20, .order_up_to = 40},
            .demand = {.per_day = per_day, .cycle = {.variance = 25}},
            .lead_time_days = 7,
            .inbound = &inbound,
            .inbound_count = units > 0,
            .idle_days = idle,
            .largest_order = 10,
        };
        const struct stock_health health = stock_health(&seen);
        print_message("%.*s", bytes, at);
        assert_string_equal(names[health.state], name);
        assert_near(health.days_of_supply, supply, 1e-9, at);
        assert_int_equal(health.stock_out_in, out_in);
        assert_int_equal(health.excess_units, excess);
    }
}

static void
a_path_moves_the_day_of_stock_out(void **state)
{
    const double path[] = {0, 0, 30, 0};
    struct stock_seen seen = {.on_hand = 20,
                              .demand = {.per_day = 1},
                              .path = path,
                              .path_days = 4,
                              .shipped_90 = 90,
                              .average_90 = 45};

    (void)state;
    assert_int_equal(stock_health(&seen).stock_out_in, 3);
    seen.on_hand = 32;
    assert_int_equal(stock_health(&seen).stock_out_in, 7); /* 2 left after the path */
    assert_near(stock_health(&seen).turnover, 2 * 365.0 / 90, 1e-9, "turnover");
    /* Nothing is kept and nothing is asked for: an empty shelf is fine. */
    assert_int_equal(stock_health(&(struct stock_seen){.idle_days = -1}).state, HEALTH_FINE);
}

/* Who waits is served before anybody asks. */
static void
who_waits_goes_first(void **state)
{
    const struct inbound inbound = {3, 10};
    struct stock_seen seen = {.on_hand = 30,
                              .waiting = 20,
                              .position = 10,
                              .levels = {.reorder_point = 5, .order_up_to = 20},
                              .demand = {.per_day = 2},
                              .lead_time_days = 2};

    (void)state;
    struct stock_health health = stock_health(&seen);
    assert_int_equal(health.stock_out_in, 6);
    assert_near(health.days_of_supply, 5, 1e-9, "supply");
    assert_int_equal(health.excess_units, 0);
    assert_int_equal(health.state, HEALTH_FINE);

    seen.waiting = 40;
    health = stock_health(&seen);
    assert_int_equal(health.stock_out_in, 1);
    assert_near(health.days_of_supply, 0, 1e-9, "supply");
    assert_int_equal(health.state, HEALTH_SHORT);

    seen.on_hand = 0;
    seen.waiting = 6;
    seen.inbound = &inbound;
    seen.inbound_count = 1;
    assert_int_equal(stock_health(&seen).stock_out_in, 1);
    seen.on_hand = 10; /* 4, 2, 0 and 10 more */
    assert_int_equal(stock_health(&seen).stock_out_in, 8);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_by_share_of_value),
        cmocka_unit_test(classes_by_error),
        cmocka_unit_test(states_of_stock),
        cmocka_unit_test(a_path_moves_the_day_of_stock_out),
        cmocka_unit_test(who_waits_goes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
