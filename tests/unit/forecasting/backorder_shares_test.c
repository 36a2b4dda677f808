/*
 * Where units that customers wait for count.
 */
#include "tests/unit/forecasting/stock_table.h"

#define SITES 5

/* units of : demand a day, stock, closed of each location : share of each */
/* clang-format off */
static const char shares_of[] =
    "10 of : 1 5 0, 1 5 0 : 5 5\n"
    "10 of : 3 0 0, 1 9 0 : 8 2\n"           /* 7.5 and 2.5: the first of equal remainders */
    "10 of : 1 0 0, 1 0 0, 1 0 0 : 4 3 3\n"
    "1 of : 1 0 0, 2 0 0, 1 0 0 : 0 1 0\n"
    "2 of : 0.2 0 0, 0.5 0 0, 0.3 0 0 : 0 1 1\n" /* 0.4, 1, 0.6 */
    "7 of : 0 0 0, 4 0 0 : 0 7\n"
    "0 of : 1 5 0, 1 5 0 : 0 0\n"
    "7 of : 0 3 0, 0 9 0, 0 9 0 : 0 7 0\n"   /* nothing is asked: where most lies */
    "7 of : 0 0 0, 0 0 0 : 7 0\n"
    "7 of : 0 -3 0, 0 -2 0 : 0 7\n"
    "7 of : 9 9 1, 1 0 0 : 0 7\n"            /* closed */
    "7 of : 9 9 1, 0 0 0 : 0 7\n"
    "7 of : 3 0 1, 1 9 1 : 5 2\n"            /* all are: it must count somewhere */
    "9 of : 2 0 0 : 9\n"
    "9 of : 0 0 1 : 9\n"
    "1000000000000000 of : 1 0 0, 1 0 0, 1 0 0 : 333333333333334 333333333333333 333333333333333\n";
/* clang-format on */

static size_t
read_sites(const char **at, struct backorder_site *sites)
{
    size_t count = 0;
    int closed, bytes;
    long stock;
    char after;

    do {
        assert_int_equal(
            sscanf(*at, "%lf %ld %d%c%n", &sites[count].per_day, &stock, &closed, &after, &bytes),
            4);
        sites[count].stock = stock;
        sites[count++].closed = closed;
        *at += bytes;
    } while (after == ',');
    *at += strlen(": ");
    return count;
}

static void
units_count_where_they_are_asked(void **state)
{
    struct backorder_site sites[SITES];
    int64_t shares[SITES];
    long units, share;
    int bytes;

    (void)state;
    for (const char *at = shares_of; *at != '\0'; at++) {
        print_message("%.*s\n", (int)strcspn(at, "\n"), at);
        assert_int_equal(sscanf(at, "%ld of : %n", &units, &bytes), 1);
        at += bytes;
        const size_t count = read_sites(&at, sites);
        backorder_shares(units, sites, count, shares);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(sscanf(at, "%ld%n", &share, &bytes), 1);
            assert_int_equal(shares[i], share);
            at += bytes;
        }
    }
}

static void
nowhere_to_wait(void **state)
{
    (void)state;
    backorder_shares(5, NULL, 0, NULL);
}

/* Each has its part, up or down to a whole unit; closed ones and those without demand none. */
static void
shares_add_up(void **state)
{
    uint64_t seed = 20250707;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int run = 0; run < 20000; run++) {
        struct backorder_site sites[SITES];
        const size_t count = 1 + (size_t)draw_below(&seed, SITES);
        const int64_t units = draw_below(&seed, run % 2 ? 20 : 1000000);
        int64_t shares[SITES], sum = 0;
        double demand = 0;
        for (size_t i = 0; i < count; i++) {
            sites[i] = (struct backorder_site){
                .per_day = draw_below(&seed, 3) ? draw_below(&seed, 10000) / 7.0 : 0,
                .stock = draw_below(&seed, 100),
                .closed = draw_below(&seed, 4) == 0,
            };
            demand += sites[i].closed ? 0 : sites[i].per_day;
        }
        backorder_shares(units, sites, count, shares);
        for (size_t i = 0; i < count; i++) {
            sum += shares[i];
            assert_true(shares[i] >= 0);
            if (demand > 0) {
                const double part = sites[i].closed ? 0 : (double)units * sites[i].per_day / demand;
                assert_true(fabs((double)shares[i] - part) < 1 + 1e-9);
            }
        }
        assert_int_equal(sum, units);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_count_where_they_are_asked),
        cmocka_unit_test(nowhere_to_wait),
        cmocka_unit_test(shares_add_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
