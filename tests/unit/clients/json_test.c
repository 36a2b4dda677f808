/* What the command line adds to the JSON of messages: times as text, names and numbers as people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/cli/json.h"
#include "crossdock/order/v1/order.pb-c.h"

static const struct {
    const char *text, *placed_at_us, *first_expiry; /* NULL: refused, as first_expiry says */
} table[] = {
    {"{\"placed_at_us\":17}", "17", "null"},
    {"{\"placed_at\":\"1970-01-01T00:00:01Z\"}", "1000000", "null"},
    {"{\"placedAtUs\":\"17\"}", "17", "null"},
    {"{\"holds\":[{\"expires_at\":\"1970-01-01T00:00:02Z\"}]}", "0", "2000000"},
    {"{\"placed_at\":\"yesterday\"}", NULL, "placed_at: there is no such field"},
    {"{\"placed_at\":17}", NULL, "placed_at: there is no such field"},
    {"{\"placed_at_us\":1,\"placed_at\":\"1970-01-01T00:00:01Z\"}", NULL, "placed_at: there is no such field"},
    {"{\"channel_at\":\"1970-01-01T00:00:01Z\"}", NULL, "channel_at: there is no such field"},
    {"{\"lines\":[{\"quantity\":1},{\"quantity\":1.5}]}", NULL, "lines[1].quantity: must be a whole number"},
    {"[]", NULL, "the document: must be an object { ... }"},
    {"17", NULL, "the document: must be an object { ... }"},
};

static void
test_reads(void **state)
{
    (void)state;
    struct arena *arena = arena_create(1 << 20);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char error[200];
        json_t *json = json_loads(table[i].text, JSON_DECODE_ANY, NULL);
        ProtobufCMessage *message = json_to_message(arena, &crossdock__order__v1__place_order__descriptor,
                                                    json, error, sizeof error);
        json_decref(json);
        if (!message) {
            assert_null(table[i].placed_at_us);
            assert_string_equal(error, table[i].first_expiry);
            continue;
        }
        json = json_from_message(message);
        char *placed = json_dumps(json_object_get(json, "placed_at_us"), JSON_ENCODE_ANY);
        json_t *hold = json_array_get(json_object_get(json, "holds"), 0);
        char *expiry = json_dumps(hold ? json_object_get(hold, "expires_at_us") : json_null(), JSON_ENCODE_ANY);
        assert_string_equal(placed, table[i].placed_at_us);
        assert_string_equal(expiry, table[i].first_expiry);
        free(placed);
        free(expiry);
        json_decref(json);
    }
    arena_destroy(&arena);
}

static void
test_writes(void **state)
{
    (void)state;
    Crossdock__Order__V1__OrderHeld held = CROSSDOCK__ORDER__V1__ORDER_HELD__INIT;
    held.order_id = INT64_MAX;
    json_t *json = json_from_message(&held.base);
    char *text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, "{\"order_id\":9223372036854775807,\"open_holds\":0}");
    free(text);
    json_decref(json);
    held.order_id = UINT64_MAX;
    json = json_from_message(&held.base);
    text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, "{\"order_id\":\"18446744073709551615\",\"open_holds\":0}");
    free(text);
    json_decref(json);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
