/*
 * When a turn begins: commands at once, events after they have gathered, and all of it when a turn
 * would be full, the time is over or the end was asked for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/exchange.h"

#define GATHER_MS 60
#define WINDOW    80

static void
no_wake(void *argument)
{
    (void)argument;
}

static struct item *
make_item(enum item_kind kind, uint64_t from, uint64_t through)
{
    const size_t bytes = 64;
    struct item *item = calloc(1, sizeof *item + bytes);
    assert_non_null(item);
    item->kind = kind;
    item->from_position = from;
    item->said_us = (int64_t)through;
    item->through = through;
    item->bytes = bytes;
    return item;
}

static int
make_exchange(void **state)
{
    *state = exchange_create(no_wake, NULL, 100, 100000);
    return 0;
}

static int
drop_exchange(void **state)
{
    struct exchange *exchange = *state;
    exchange_destroy(&exchange);
    return 0;
}

/* Items taken, and how long that took. */
static int
take(struct exchange *exchange, size_t inputs_max, int64_t wait_ms, int64_t *took_ms)
{
    const struct gather gather = { .bytes_max = 10000, .inputs_max = inputs_max,
                                   .gather_ms = GATHER_MS, .wait_ms = wait_ms, .window = WINDOW };
    const int64_t began_us = monotonic_us();
    bool ended;
    int count = 0;
    struct item *items = exchange_take_items(exchange, &gather, &ended);
    *took_ms = (monotonic_us() - began_us) / 1000;
    for (struct item *next; items != NULL; items = next, count++) {
        next = items->next;
        free(items);
    }
    return count;
}

static void
test_events_gather(void **state)
{
    int64_t took_ms;
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 1, 1)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 1); /* none were taken lately */
    assert_in_range(took_ms, 0, GATHER_MS / 2);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 2, 2)));
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 3, 3)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 2);
    assert_in_range(took_ms, GATHER_MS - 5, GATHER_MS * 5);
}

static void
test_a_command_leaves_them_alone(void **state)
{
    int64_t took_ms;
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 1, 1)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 1);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 2, 2)));
    assert_true(exchange_put_item(*state, make_item(ITEM_COMMAND, 0, 0)));
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 3, 3)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 1); /* the command, at once */
    assert_in_range(took_ms, 0, GATHER_MS / 2);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 4, 4)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 3); /* when they have gathered */
    assert_in_range(took_ms, GATHER_MS / 2, GATHER_MS * 5);
}

/* Of a feed with more to come, said in the time from .. through. */
static struct item *
make_item_of(int source, uint64_t from, uint64_t through, uint64_t left)
{
    struct item *item = make_item(ITEM_EVENTS, from, through);
    item->source = source;
    item->left = left;
    return item;
}

static void
test_feeds_move_through_the_past_together(void **state)
{
    int64_t took_ms;
    assert_true(exchange_put_item(*state, make_item_of(0, 1, 40, 1000)));
    assert_true(exchange_put_item(*state, make_item_of(1, 1, 30, 0)));
    assert_true(exchange_put_item(*state, make_item_of(1, 31, 75, 0)));
    assert_true(exchange_put_item(*state, make_item_of(1, 76, 76, 0)));
    assert_int_equal(take(*state, 1000, 20, &took_ms), 0); /* the first fills its window yet */
    assert_in_range(took_ms, 19, GATHER_MS);
    assert_true(exchange_put_item(*state, make_item_of(0, 41, 74, 966)));
    assert_int_equal(take(*state, 1000, 1000, &took_ms), 3); /* through 74: of the second only the first item */
    assert_in_range(took_ms, 0, GATHER_MS / 2);
    assert_true(exchange_put_item(*state, make_item_of(0, 75, 80, 0)));
    assert_int_equal(take(*state, 1000, 1000, &took_ms), 3); /* nothing is behind */
}

static void
test_a_feed_that_stays_away_is_not_waited_for(void **state)
{
    int64_t took_ms;
    assert_true(exchange_put_item(*state, make_item_of(0, 1, 10, 1000)));
    assert_int_equal(take(*state, 1000, 1000, &took_ms), 1);
    assert_in_range(took_ms, GATHER_MS - 5, GATHER_MS * 5);
    for (uint64_t i = 1; i <= 3; i++) { /* commands do not begin the wait anew */
        assert_true(exchange_put_item(*state, make_item_of(1, i, i, 0)));
        assert_true(exchange_put_item(*state, make_item(ITEM_COMMAND, 0, 0)));
        assert_int_equal(take(*state, 1000, 1000, &took_ms), 1);
        assert_true(exchange_put_item(*state, make_item(ITEM_COMMAND, 0, 0)));
        assert_int_equal(take(*state, 1000, 1000, &took_ms), 1);
        assert_int_equal(take(*state, 1000, 1000, &took_ms), 1);
        assert_in_range(took_ms, GATHER_MS / 2, GATHER_MS * 5);
    }
}

static void
test_a_clock_set_back_stops_nothing(void **state)
{
    int64_t took_ms;
    struct item *earlier = make_item_of(0, 71, 75, 1000);
    earlier->said_us = 1;
    assert_true(exchange_put_item(*state, make_item_of(0, 1, 70, 1000)));
    assert_true(exchange_put_item(*state, earlier));
    assert_int_equal(take(*state, 1000, 1000, &took_ms), 2);
}

static void
test_a_full_turn_does_not_wait(void **state)
{
    int64_t took_ms;
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 1, 1)));
    assert_int_equal(take(*state, 30, 1000, &took_ms), 1);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 2, 31)));
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 32, 33)));
    assert_int_equal(take(*state, 30, 1000, &took_ms), 1); /* 30 inputs; two are left */
    assert_in_range(took_ms, 0, GATHER_MS / 2);
    assert_int_equal(take(*state, 30, 1000, &took_ms), 1);
    assert_in_range(took_ms, GATHER_MS - 5, GATHER_MS * 5);
}

static void
test_the_time_is_over(void **state)
{
    int64_t took_ms;
    assert_int_equal(take(*state, 100, 20, &took_ms), 0);
    assert_in_range(took_ms, 19, 200);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 1, 1)));
    assert_int_equal(take(*state, 100, 1000, &took_ms), 1);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 2, 2)));
    assert_int_equal(take(*state, 100, 20, &took_ms), 0); /* a timer is due: it leaves them alone */
    assert_in_range(took_ms, 19, 45);
    assert_true(exchange_put_item(*state, make_item(ITEM_EVENTS, 3, 3)));
    exchange_end(*state);
    assert_int_equal(take(*state, 100, 1000, &took_ms), 2);
    assert_in_range(took_ms, 0, GATHER_MS / 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_exchange, drop_exchange)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_events_gather),
        TEST(test_a_command_leaves_them_alone),
        TEST(test_feeds_move_through_the_past_together),
        TEST(test_a_feed_that_stays_away_is_not_waited_for),
        TEST(test_a_clock_set_back_stops_nothing),
        TEST(test_a_full_turn_does_not_wait),
        TEST(test_the_time_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
