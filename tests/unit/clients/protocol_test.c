/* The bytes that docs/protocol.md shows are the bytes that clients send. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clients/libcrossdock/crossdock.h"

/* The hexadecimal block behind <!-- bytes: name -->; the count of bytes. */
static size_t
documented(const char *name, uint8_t *bytes, size_t bytes_max)
{
    char line[1024], mark[64];
    size_t count = 0;
    int state = 0; /* 1: the mark was seen, 2: inside the block */
    FILE *document = fopen(SOURCE_FOLDER "/docs/protocol.md", "r");
    assert_non_null(document);
    snprintf(mark, sizeof mark, "<!-- bytes: %s -->", name);
    while (fgets(line, sizeof line, document) && state < 3) {
        if (state == 0 && strncmp(line, mark, strlen(mark)) == 0)
            state = 1;
        else if (state > 0 && strncmp(line, "```", 3) == 0)
            state++;
        else if (state == 2)
            for (char *at = line, *end; (void)strtoul(at, &end, 16), end != at; at = end) {
                assert_true(count < bytes_max);
                bytes[count++] = (uint8_t)strtoul(at, &end, 16);
            }
    }
    fclose(document);
    return count;
}

static void
check(const char *name, const ProtobufCMessage *message)
{
    uint8_t shown[1024], packed[1024];
    size_t count = documented(name, shown, sizeof shown);
    assert_true(protobuf_c_message_get_packed_size(message) <= sizeof packed);
    assert_int_equal(count, protobuf_c_message_pack(message, packed));
    assert_memory_equal(shown, packed, count);
}

static void
test_command(void **state)
{
    (void)state;
    Crossdock__Envelope__V1__Head head = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    head.version = 1;
    head.kind = CROSSDOCK__ENVELOPE__V1__KIND__KIND_COMMAND;
    head.request_id = 7;
    check("head", &head.base);

    uint8_t data[64];
    Crossdock__Order__V1__CancelOrder cancel = CROSSDOCK__ORDER__V1__CANCEL_ORDER__INIT;
    cancel.order_id = 42;
    cancel.reason = (char *)"changed my mind";
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    event.id = (char *)"c-1";
    event.source = (char *)"web";
    event.spec_version = (char *)"1.0";
    event.type = (char *)"crossdock.order.v1.CancelOrder";
    event.data.data = data;
    event.data.len = crossdock__order__v1__cancel_order__pack(&cancel, data);
    event.time_us = INT64_C(1767225600000000);
    check("command", &event.base);
}

static void
test_receipt_and_open(void **state)
{
    (void)state;
    Crossdock__Envelope__V1__Head receipt = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    receipt.version = 1;
    receipt.kind = CROSSDOCK__ENVELOPE__V1__KIND__KIND_RECEIPT;
    receipt.code = CROSSDOCK__ENVELOPE__V1__RECEIPT_CODE__RECEIPT_ACCEPTED;
    receipt.request_id = 7;
    receipt.type = (char *)"crossdock.order.v1.CancelOrderReply";
    check("receipt", &receipt.base);

    Crossdock__Envelope__V1__Head open = CROSSDOCK__ENVELOPE__V1__HEAD__INIT;
    open.version = 1;
    open.kind = CROSSDOCK__ENVELOPE__V1__KIND__KIND_OPEN;
    open.sub = UINT64_C(0x1122334455667788);
    open.stream = (char *)"order";
    open.group = (char *)"shop";
    open.window = 1000;
    open.from = CROSSDOCK__ENVELOPE__V1__FROM__FROM_SAVED;
    check("open", &open.base);
}

static void
test_names(void **state)
{
    (void)state;
    assert_ptr_equal(crossdock_type("crossdock.order.v1.PlaceOrder"),
                     &crossdock__order__v1__place_order__descriptor);
    assert_null(crossdock_type("crossdock.order.v1.Nothing"));
    assert_string_equal(crossdock_receipt_name(2), "DUPLICATE");
    assert_string_equal(crossdock_default_endpoint("forecasting"), "tcp://127.0.0.1:7104");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command),
        cmocka_unit_test(test_receipt_and_open),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
