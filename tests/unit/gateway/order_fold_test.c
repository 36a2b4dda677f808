/* What the gateway makes of what it hears of one order: its progress, what it counts for, and the bytes of its row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/core/tallies.h"

#define PARCELS  4
#define HOUR_US  ((int64_t)3600 * 1000 * 1000)
#define DAY      20000
#define PLACED   (DAY * 24 * HOUR_US + 8 * HOUR_US)
#define WORDS    32

/* "place 5 2": five units in two lines at eight o'clock; the others name units, parcel and hour as they need them. */
static void
hear(struct order_fold *order, const char *verb, int64_t a, int64_t b)
{
    struct parcel *parcel;

    if (strcmp(verb, "place") == 0) {
        order->placed_at_us = PLACED;
        order->units.ordered += a;
        order->lines = b;
        order->status = STATUS_ACCEPTED;
    } else if (strcmp(verb, "promise") == 0) {
        order->units.promised += a;
        order->granted += a;
    } else if (strcmp(verb, "wait") == 0) {
        order->units.waiting += a;
        order->short_lines += b;
    } else if (strcmp(verb, "plan") == 0) {
        parcel = order_plan(order, b, b == 1 ? "N" : "S", a);
        parcel->planned_at_us = PLACED;
        parcel->dispatch_by_us = PLACED + 4 * HOUR_US;
    } else if (strcmp(verb, "short") == 0) {
        order_withdraw(order, b, a);
    } else if (strcmp(verb, "pick") == 0) {
        order_pick(order, b, a);
    } else if (strcmp(verb, "ship") == 0) { /* parcel a, b hours after placing */
        parcel = order_find_parcel(order, a);
        order_ship(order, a, parcel->units, PLACED + b * HOUR_US);
    } else if (strcmp(verb, "cancel") == 0) {
        order_answer_cancel(order, 1, a, b != 0);
    } else if (strcmp(verb, "hold") == 0) {
        order->holds |= 1u << a;
    } else {
        fail_msg("%s?", verb);
    }
}

static struct order_fold *
order_of(const char *events)
{
    struct order_fold *order = calloc(1, order_fold_bytes(PARCELS));
    char verb[WORDS];
    long a, b;
    int used;

    order->order_id = 7;
    order->parcels_max = PARCELS;
    strcpy(order->channel, "web");
    while (sscanf(events, " %31[a-z] %ld %ld%n", verb, &a, &b, &used) == 3) {
        hear(order, verb, a, b);
        events += used;
    }
    return order;
}

/* --- progress ---------------------------------------------------------------------------------- */

static const struct {
    const char *events, *progress;
} progresses[] = {
    { "place 5 2", "UNFULFILLED" },
    { "place 5 2 promise 5 0", "RESERVED" },
    { "place 5 2 promise 3 0 wait 2 1", "PARTLY_BACKORDERED" },
    { "place 5 2 wait 5 2", "BACKORDERED" },
    { "place 5 2 wait 5 2 promise 5 0", "RESERVED" },
    { "place 5 2 promise 5 0 plan 3 1", "PARTLY_ROUTED" },
    { "place 5 2 promise 5 0 plan 3 1 plan 2 2", "ROUTED" },
    { "place 5 2 promise 5 0 plan 5 1 pick 5 1", "IN_PROGRESS" },
    { "place 5 2 promise 5 0 plan 5 1 pick 3 1 short 2 1", "IN_PROGRESS" },
    { "place 5 2 promise 5 0 plan 3 1 plan 2 2 ship 1 1", "PARTLY_SHIPPED" },
    { "place 5 2 promise 5 0 plan 5 1 ship 1 1", "SHIPPED" },
    { "place 5 2 promise 5 0 cancel 5 1", "CANCELLED" },
    { "promise 5 0 plan 5 1", "UNFULFILLED" }, /* the order feed comes last */
    { "promise 5 0 plan 5 1 place 5 2", "ROUTED" },
};

static void
progress_follows_from_sums(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof progresses / sizeof progresses[0]; i++) {
        struct order_fold *order = order_of(progresses[i].events);
        assert_string_equal(order_progress_name(order_progress(&order->units)), progresses[i].progress);
        free(order);
    }
}

/* --- counts ------------------------------------------------------------------------------------ */

static void
note(void *owner, int kind, int64_t day, const char *location, int64_t count)
{
    char *counts = owner;
    const size_t used = strlen(counts);

    if (count == 0 || kind == NOW_DUE)
        return;
    if (kind >= CYCLE_TIME)
        snprintf(counts + used, 2000 - used, " cycle%+d", kind - CYCLE_TIME);
    else if (kind >= RELEASE_TO_SHIP)
        snprintf(counts + used, 2000 - used, " released%+d", kind - RELEASE_TO_SHIP);
    else
        snprintf(counts + used, 2000 - used, " %d%s%s=%lld", kind, day == 0 ? "" : "@", location, (long long)count);
    assert_true(day == 0 || day == DAY);
}

/* Numbers are kinds of tallies.h: 40 placed, 41 decided, 43 and 44 lines, 45 and 46 units, 42 filled, 47 backordered, 48
 * cancelled, 49 shipped, 50 split, 51 perfect, 52 routed; 20 to 25 of parcels, 1 to 8 of now. Three hours are bucket
 * 8 x log2(10,800) = 107, six are 115. */
static const struct {
    const char *events, *counts;
} tallies[] = {
    { "place 5 2", " 40@=1 1=1" },
    { "place 5 2 hold 2 0", " 40@=1 1=1 3=1" },
    { "place 5 2 promise 5 0", " 40@=1 2=1 41@=1 43@=2 44@=2 45@=5 46@=5 42@=1" },
    { "place 5 2 promise 3 0 wait 2 1", " 40@=1 2=1 4=1 41@=1 43@=2 44@=1 45@=5 46@=3 47@=1" },
    { "promise 5 0", "" }, /* nothing counts before the order feed tells when it was placed */
    { "place 5 2 promise 5 0 plan 5 1",
      " 20@N=1 21@N=5 6N=1 40@=1 41@=1 43@=2 44@=2 45@=5 46@=5 42@=1 52@=1" },
    { "place 5 2 promise 5 0 plan 5 1 ship 1 3",
      " 20@N=1 21@N=5 22@N=1 25@N=5 23@N=1 24@N=1 40@=1 41@=1 43@=2 44@=2 45@=5 46@=5 42@=1 49@=1 51@=1 cycle+107 52@=1" },
    { "place 5 2 promise 5 0 plan 3 1 plan 2 2 ship 1 3 ship 2 6", /* the second one is late */
      " 20@N=1 21@N=3 22@N=1 25@N=3 23@N=1 24@N=1 20@S=1 21@S=2 22@S=1 25@S=2 23@S=1"
      " 40@=1 41@=1 43@=2 44@=2 45@=5 46@=5 42@=1 49@=1 50@=1 cycle+115 52@=1" },
    { "place 5 2 promise 5 0 cancel 5 1", " 40@=1 48@=1 41@=1 43@=2 44@=2 45@=5 46@=5 42@=1" },
};

static void
an_order_counts_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tallies / sizeof tallies[0]; i++) {
        struct order_fold *order = order_of(tallies[i].events);
        char counts[2000] = "";
        order_tallies(order, note, counts);
        assert_string_equal(counts, tallies[i].counts);
        free(order);
    }
}

/* --- bytes ------------------------------------------------------------------------------------- */

static void
bytes_hold_everything(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tallies / sizeof tallies[0]; i++) {
        struct order_fold *order = order_of(tallies[i].events);
        uint8_t *bytes = malloc(order_packed_bytes_max(order));
        const size_t used = order_pack(order, bytes);
        struct order_fold *again = calloc(1, order_fold_bytes(PARCELS));
        again->order_id = order->order_id;
        again->parcels_max = PARCELS;
        assert_int_equal(order_packed_parcels(bytes, used), order->parcel_count);
        assert_true(order_unpack(again, bytes, used));
        assert_memory_equal(again, order, order_fold_bytes(order->parcel_count));
        assert_false(order_unpack(again, bytes, used - 1));
        free(order), free(bytes), free(again);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_follows_from_sums),
        cmocka_unit_test(an_order_counts_for),
        cmocka_unit_test(bytes_hold_everything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
