/* The rules of who may have what, one fact a line, the outcome last. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "services/inventory/core/inventory.h"

static void
a_channel_has_what_it_sees_and_no_more_than_its_cap(void **state)
{
    static const struct {
        int64_t sellable, reserved, held;      /* of the item */
        int64_t buffer, cap, used;             /* of the channel */
        bool differs;                          /* and of this SKU on it */
        int64_t its_buffer, its_cap;
        int64_t may_have;
    } cases[] = {
        {10, 0, 0, 0, 0, 0, false, 0, 0, 10},
        {10, 3, 2, 0, 0, 0, false, 0, 0, 5},   /* promised and held in carts is gone */
        {10, 12, 0, 0, 0, 0, false, 0, 0, -2}, /* a loss: nothing for anybody */
        {10, 3, 0, 4, 0, 0, false, 0, 0, 3},   /* four are not seen */
        {10, 8, 0, 4, 0, 0, false, 0, 0, -2},
        {10, 3, 0, 0, 5, 2, false, 0, 0, 3},   /* two of five are had */
        {10, 8, 0, 0, 5, 2, false, 0, 0, 2},   /* but only two are there */
        {10, 3, 0, 0, 5, 6, false, 0, 0, -1},  /* a cap that was lowered */
        {10, 3, 0, 4, 5, 3, false, 0, 0, 2},
        {10, 3, 0, 4, 5, 3, true, 1, 0, 6},    /* this SKU has rules of its own */
        {10, 3, 0, 4, 5, 3, true, 0, 4, 1},
        {10, 3, 0, 0, 0, 3, true, 0, 4, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct item item = {.sellable = cases[i].sellable,
                                  .reserved = cases[i].reserved,
                                  .held = cases[i].held};
        const struct channel channel = {.buffer = cases[i].buffer, .cap = cases[i].cap};
        const struct allotment allotment = {.differs = cases[i].differs,
                                            .buffer = cases[i].its_buffer,
                                            .cap = cases[i].its_cap,
                                            .used = cases[i].used};
        const bool counts = cases[i].cap > 0 || cases[i].differs;
        assert_int_equal(channel_limit(&item, &channel, counts ? &allotment : NULL),
                         cases[i].may_have);
    }
}

static void
what_may_wait(void **state)
{
    static const struct {
        enum backorder_policy policy;
        int64_t backorder_cap, preorder_cap;
        bool received;
        int64_t before; /* waits of others */
        int64_t units;
        int64_t may_wait;
    } cases[] = {
        {0, 0, 0, true, 7, 3, 3},
        {BACKORDER_ALLOW, 0, 0, false, 7, 3, 3},
        {BACKORDER_DENY, 0, 0, true, 0, 3, 0},
        {BACKORDER_DENY, 9, 0, true, 0, 3, 0}, /* not at all is less than some */
        {BACKORDER_ALLOW, 9, 0, true, 5, 3, 3},
        {BACKORDER_ALLOW, 9, 0, true, 7, 3, 2},
        {BACKORDER_ALLOW, 9, 0, true, 12, 3, 0},
        {BACKORDER_DENY, 0, 9, false, 7, 3, 2}, /* a preorder waits, whatever comes later */
        {BACKORDER_DENY, 0, 9, true, 0, 3, 0},  /* later */
        {BACKORDER_ALLOW, 2, 9, true, 0, 3, 2},
        {BACKORDER_ALLOW, 2, 9, false, 0, 3, 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct stock stock = {.movement_last = cases[i].received ? 17 : 0};
        const struct item item = {.backorder = cases[i].policy,
                                  .backorder_cap = cases[i].backorder_cap,
                                  .preorder_cap = cases[i].preorder_cap,
                                  .backordered = cases[i].before + cases[i].units,
                                  .stocks = &stock};
        assert_int_equal(may_wait(&item, cases[i].units), cases[i].may_wait);
    }
}

/* Orders in the order of their ids; who loses, one by one, the ids last. */
static void
who_loses_first(void **state)
{
    enum { MAX = 4 };
    static const struct {
        struct {
            int priority, promised, kept, recalling;
        } orders[MAX];
        int64_t lose[MAX];
    } cases[] = {
        {{{0, 1, 0, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}}, {3, 2, 1}},
        {{{5, 1, 0, 0}, {0, 1, 0, 0}, {9, 1, 0, 0}, {0, 1, 0, 0}}, {4, 2, 1, 3}},
        {{{0, 1, 0, 0}, {0, 0, 0, 0}, {0, 1, 0, 0}}, {3, 1}}, /* nothing is promised to it */
        {{{0, 1, 0, 0}, {0, 2, 2, 0}, {0, 1, 0, 0}}, {3, 1}}, /* on its way */
        {{{0, 1, 0, 0}, {0, 2, 0, 2}, {0, 1, 0, 0}}, {3, 1}}, /* asked for already */
        {{{0, 1, 0, 0}, {0, 3, 1, 1}, {0, 1, 0, 0}}, {3, 2, 1}},
        {{{0, 0, 0, 0}}, {0}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reservation_line lines[MAX] = {0}, *line = NULL;
        struct item item = {0};

        for (int n = 0; n < MAX; n++) {
            struct reservation *order = test_calloc(1, sizeof *order);
            order->priority = cases[i].orders[n].priority;
            order->order_id = n + 1;
            lines[n] = (struct reservation_line){.of = order,
                                                 .promised = cases[i].orders[n].promised,
                                                 .kept = cases[i].orders[n].kept,
                                                 .recalling = cases[i].orders[n].recalling,
                                                 .previous_of_item = item.lines_last};
            item.lines_last = &lines[n];
        }
        for (int n = 0; n < MAX && cases[i].lose[n] != 0; n++) {
            line = revoke_next(&item, line);
            assert_non_null(line);
            assert_int_equal(line->of->order_id, cases[i].lose[n]);
        }
        assert_null(revoke_next(&item, line));
        for (int n = 0; n < MAX; n++)
            test_free(lines[n].of);
    }
}

static void
units_are_at_risk_once(void **state)
{
    static const struct {
        int64_t sellable, reserved, recalling, held, at_risk;
    } cases[] = {
        {5, 5, 0, 0, 0}, {5, 7, 0, 0, 2}, {5, 7, 2, 0, 0},
        {5, 7, 3, 0, 0}, {5, 4, 0, 3, 0}, /* a cart is no order */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct item item = {.sellable = cases[i].sellable,
                                  .reserved = cases[i].reserved,
                                  .recalling = cases[i].recalling,
                                  .held = cases[i].held};
        assert_int_equal(units_at_risk(&item), cases[i].at_risk);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_channel_has_what_it_sees_and_no_more_than_its_cap),
        cmocka_unit_test(what_may_wait),
        cmocka_unit_test(who_loses_first),
        cmocka_unit_test(units_are_at_risk_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
