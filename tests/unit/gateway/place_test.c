/*
 * Places in the four feeds: what is read, what is refused, what is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "services/gateway/core/place.h"

static const struct {
    const char *text;
    enum place_kind kind;
    uint64_t at[PLACE_FEEDS];
} texts[] = {
    { "earliest", PLACE_EARLIEST, { 0 } },
    { "latest", PLACE_LATEST, { 0 } },
    { "0.0.0.0", PLACE_AFTER, { 0, 0, 0, 0 } },
    { "812.2290.1504.77", PLACE_AFTER, { 812, 2290, 1504, 77 } },
    { "9223372036854775807.0.0.1", PLACE_AFTER, { INT64_MAX, 0, 0, 1 } },
    { "9223372036854775808.0.0.1", PLACE_WRONG, { 0 } },
    { "99999999999999999999.0.0.1", PLACE_WRONG, { 0 } },
    { "", PLACE_WRONG, { 0 } },
    { "Latest", PLACE_WRONG, { 0 } },
    { "earliest ", PLACE_WRONG, { 0 } },
    { "1", PLACE_WRONG, { 0 } },
    { "1.2.3", PLACE_WRONG, { 0 } },
    { "1.2.3.", PLACE_WRONG, { 0 } },
    { "1.2.3.4.", PLACE_WRONG, { 0 } },
    { "1.2.3.4.5", PLACE_WRONG, { 0 } },
    { ".1.2.3", PLACE_WRONG, { 0 } },
    { "1..2.3", PLACE_WRONG, { 0 } },
    { "1.2.3.04", PLACE_WRONG, { 0 } },
    { "1.2.3.00", PLACE_WRONG, { 0 } },
    { "+1.2.3.4", PLACE_WRONG, { 0 } },
    { "-1.2.3.4", PLACE_WRONG, { 0 } },
    { " 1.2.3.4", PLACE_WRONG, { 0 } },
    { "1.2.3.4\n", PLACE_WRONG, { 0 } },
    { "1.2.0x3.4", PLACE_WRONG, { 0 } },
};

static void
test_what_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct place place = { { 5, 5, 5, 5 } };
        if (place_read(texts[i].text, &place) != texts[i].kind)
            fail_msg("'%s'", texts[i].text);
        for (int feed = 0; feed < PLACE_FEEDS; feed++)
            assert_int_equal(place.at[feed],
                             texts[i].kind == PLACE_AFTER ? texts[i].at[feed] : 5);
    }
}

static void
test_what_is_written_is_read(void **state)
{
    (void)state;
    static const struct place places[] = {
        { { 0, 0, 0, 0 } },
        { { 1, 20, 300, 4000 } },
        { { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX } },
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char text[PLACE_TEXT_BYTES];
        struct place place;
        const size_t bytes = place_write(&places[i], text);
        assert_int_equal(bytes, strlen(text));
        assert_int_equal(place_read(text, &place), PLACE_AFTER);
        assert_memory_equal(&place, &places[i], sizeof place);
    }
}

static void
test_feeds(void **state)
{
    (void)state;
    assert_int_equal(place_feed_index("order"), 0);
    assert_int_equal(place_feed_index("fulfillment-routing"), 2);
    assert_int_equal(place_feed_index("gateway"), -1);
    assert_int_equal(place_feed_of_type("crossdock.order.v1.OrderPlaced"), 0);
    assert_int_equal(place_feed_of_type("crossdock.inventory.v1.StockMoved"), 1);
    assert_int_equal(place_feed_of_type("crossdock.routing.v1.PickListReleased"), 2);
    assert_int_equal(place_feed_of_type("crossdock.forecasting.v1.AlertRaised"), 3);
    assert_int_equal(place_feed_of_type("crossdock.gateway.v1.SetUser"), -1);
    assert_int_equal(place_feed_of_type("crossdock.orders.v1.X"), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_what_is_written_is_read),
        cmocka_unit_test(test_feeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
