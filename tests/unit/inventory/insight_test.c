/* What the numbers tell: low stock, ABC classes, turnover, age, the audit; worked by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/audit.h"
#include "services/inventory/core/insight.h"

/* --- low stock: what is available, what is said ---------------------------------------------- */

static void
low_stock_is_said_once_and_with_a_gap(void **state)
{
    /* sellable reserved low recovered: was low -> what changes */
    static const char *const table = "10  0  3  6  no   same   far above\n"
                                     " 4  0  3  6  no   same   above\n"
                                     " 3  0  3  6  no   begins at the threshold\n"
                                     "10  7  3  6  no   begins promised units are not available\n"
                                     " 3  0  3  6  yes  same   once\n"
                                     " 4  0  3  6  yes  same   above low, not above recovered\n"
                                     " 6  0  3  6  yes  same   at recovered is not above it\n"
                                     " 7  0  3  6  yes  ends   above recovered\n"
                                     " 4  0  3  0  yes  ends   no gap: above low\n"
                                     " 3  0  3  0  yes  same   no gap: at low\n"
                                     " 4  0  3  1  yes  ends   a gap below low is none\n"
                                     " 0  5  0  0  no   same   no threshold\n"
                                     " 0  5  0  0  yes  ends   the threshold was taken away\n"
                                     " 0  9  1  0  no   begins more promised than there is: nothing\n";
    struct stock somewhere = {0};

    (void)state;
    for (const char *row = table; *row != '\0'; row = strchr(row, '\n') + 1) {
        struct item item = {.stocks = &somewhere};
        char was[8], expected[8];
        assert_int_equal(sscanf(row, "%ld %ld %ld %ld %7s %7s", &item.sellable, &item.reserved,
                                &item.low_stock, &item.recovered_stock, was, expected),
                         6);
        item.is_low = strcmp(was, "yes") == 0;
        static const char *const names[] = {"same", "begins", "ends"};
        if (strcmp(names[low_stock_change(&item)], expected) != 0)
            fail_msg("%s, not %.*s", names[low_stock_change(&item)], (int)strcspn(row, "\n"), row);
    }
    const struct item never_stocked = {.low_stock = 5};
    assert_int_equal(low_stock_change(&never_stocked), LOW_SAME);
}

/* --- ABC ------------------------------------------------------------------------------------- */

static void
abc_by_cumulative_value(void **state)
{
    /* values -> classes */
    static const struct {
        int64_t values[8];
        size_t count;
        const char *classes;
    } cases[] = {
        {{80, 15, 5}, 3, "ABC"},
        {{50, 30, 10, 5, 3, 2}, 6, "AABBCC"},   /* 80 is reached with the second; 95 with the fourth */
        {{100}, 1, "A"},                        /* one item is all of it */
        {{96, 2, 1, 1}, 4, "ACCC"},             /* what passes 95 with the first leaves no B */
        {{40, 40, 10, 10}, 4, "AABB"},          /* the last begins at 90 */
        {{25, 25, 25, 25}, 4, "AAAA"},          /* the last begins at 75 */
        {{10, 0, 0}, 3, "ACC"},                 /* nothing shipped */
        {{0, 0}, 2, "CC"},                      /* nothing at all */
        {{INT64_MAX, INT64_MAX, 1}, 3, "AAC"},  /* sums do not overflow */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char classes[9] = "";
        abc_class(cases[i].values, cases[i].count, classes);
        assert_string_equal(classes, cases[i].classes);
    }
}

/* --- days ------------------------------------------------------------------------------------ */

struct history {
    struct item item;
    struct item_day days[16];
    size_t count;
};

/* "day kind quantity" rows, oldest first. */
static void
history_of(struct history *history, const char *table)
{
    const struct keeper nobody = {NULL, NULL, NULL};
    int32_t day;
    int64_t quantity;
    char kind[16];

    *history = (struct history){.count = 0};
    for (const char *row = table; *row != '\0'; row = strchr(row, '\n') + 1) {
        struct item *item = &history->item;
        assert_int_equal(sscanf(row, "%d %15s %ld", &day, kind, &quantity), 3);
        if (item->days == NULL || item->days->day != day) {
            struct item_day *newest = &history->days[history->count++];
            *newest = (struct item_day){.earlier = item->days, .day = day};
            item->days = newest;
        }
        item_day_note(&nobody, item, item->days,
                      strcmp(kind, "ship") == 0 ? MOVEMENT_SHIP : MOVEMENT_RECEIVE, quantity);
        item->on_hand += quantity;
    }
}

static void
turnover_is_sold_over_average(void **state)
{
    struct history h;

    (void)state;
    /* Ten days through day 100: 100 units on hand at the ends of days 91 to 95, then 50. */
    history_of(&h, "80 receive 100\n96 ship -50\n");
    assert_int_equal(shipped_in(&h.item, (struct period){100, 10}), 50);
    assert_true(average_on_hand(&h.item, (struct period){100, 10}) == 75);
    /* 50 / 75 in ten days, 36.5 times a year */
    const double off = turnover(&h.item, (struct period){100, 10}) - 50.0 / 75 * 36.5;
    assert_true(off < 1e-9 && off > -1e-9);

    /* Came in the middle: three of ten days without anything, seven with 30; and two shipped today. */
    history_of(&h, "94 receive 30\n100 ship -2\n");
    assert_true(average_on_hand(&h.item, (struct period){100, 10}) == (6 * 30 + 28) / 10.0);
    assert_int_equal(shipped_in(&h.item, (struct period){100, 10}), 2);
    /* Only the day before yesterday and what came since: before the period does not count. */
    assert_int_equal(shipped_in(&h.item, (struct period){99, 2}), 0);
    assert_true(average_on_hand(&h.item, (struct period){99, 2}) == 30);

    /* A balance below nothing counts as nothing; nothing on hand turns over nothing. */
    history_of(&h, "95 ship -5\n");
    assert_true(average_on_hand(&h.item, (struct period){100, 10}) == 0);
    assert_true(turnover(&h.item, (struct period){100, 10}) == 0);

    assert_int_equal(cost_of(3, 250), 750);
    assert_int_equal(cost_of(INT64_MAX / 2, 3), INT64_MAX);
}

static void
age_counts_from_the_last_parcel(void **state)
{
    /* movements; today, aged after; days since shipped, aged */
    static const struct {
        const char *movements;
        int32_t today, aged_days, since;
        bool aged;
    } cases[] = {
        {"10 receive 5\n", 99, 90, -1, false},  /* never shipped: 89 days since it came */
        {"10 receive 5\n", 100, 90, -1, true},
        {"10 receive 5\n60 ship -1\n", 149, 90, 89, false},
        {"10 receive 5\n60 ship -1\n", 150, 90, 90, true},
        {"10 receive 5\n60 ship -1\n140 receive 5\n", 150, 90, 90, true}, /* new goods do not make it young */
        {"10 receive 5\n60 ship -5\n", 400, 90, 340, false},              /* nothing is there */
        {"", 400, 90, -1, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct history h;
        history_of(&h, cases[i].movements);
        assert_int_equal(days_since_shipped(&h.item, cases[i].today), cases[i].since);
        assert_int_equal(stock_is_aged(&h.item, cases[i].today, cases[i].aged_days),
                         cases[i].aged);
    }
}

/* --- the audit ------------------------------------------------------------------------------- */

static void
movements_follow_one_another(void **state)
{
    /* movement, previous, quantity, on hand after; from where the walk began; does it follow? */
    static const struct {
        struct audit_movement movement;
        bool from_start, follows;
    } cases[] = {
        {{1, 0, 10, 10}, true, true},    /* the first one */
        {{5, 1, -3, 7}, true, true},
        {{6, 1, -3, 7}, true, false},    /* names not the one before it */
        {{9, 6, -3, 5}, true, false},    /* 7 - 3 is 4 */
        {{12, 9, 1, 6}, true, true},     /* goes on from what is written */
        {{1, 0, 10, 10}, true, true},    /* the walk began again */
        {{5, 0, -3, -3}, true, false},   /* as if it was the first */
        {{4, 3, 2, 20}, false, true},    /* began in the middle: taken as it is */
        {{8, 4, 2, 22}, false, true},
        {{9, 4, 2, 24}, false, false},
    };
    struct audited last = {0, 0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (audit_movement(&last, &cases[i].movement, cases[i].from_start) != cases[i].follows)
            fail_msg("case %zu", i);
    }
}

static void
what_is_wrong_stays_so_until_seen_right(void **state)
{
    struct audit_walk walk = {.at = 7};

    (void)state;
    assert_int_equal(audit_wrong(&walk), 0);
    assert_true(audit_found(&walk)); /* worth telling */
    assert_int_equal(audit_wrong(&walk), 1);
    audit_pass_ends(&walk);
    assert_int_equal(walk.at, 0);
    assert_int_equal(audit_wrong(&walk), 1); /* nobody has looked again */
    assert_false(audit_found(&walk));        /* told before */
    assert_true(audit_found(&walk));         /* one more */
    assert_int_equal(audit_wrong(&walk), 2);
    audit_pass_ends(&walk);
    audit_pass_ends(&walk);
    assert_int_equal(audit_wrong(&walk), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(movements_follow_one_another),
        cmocka_unit_test(what_is_wrong_stays_so_until_seen_right),
        cmocka_unit_test(low_stock_is_said_once_and_with_a_gap),
        cmocka_unit_test(abc_by_cumulative_value),
        cmocka_unit_test(turnover_is_sold_over_average),
        cmocka_unit_test(age_counts_from_the_last_parcel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
