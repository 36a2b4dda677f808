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

static const char *const packages[] = { "envelope", "order", "inventory", "routing", "forecasting" };

#define PACKAGES (sizeof packages / sizeof *packages)

/* The words of all .proto files, without comments; each ends with NUL, the last one is empty. */
static char *
read_protos(void)
{
    static char words[256 * 1024];
    size_t at = 0;
    for (size_t i = 0; i < PACKAGES; i++) {
        char path[512], line[1024];
        snprintf(path, sizeof path, SOURCE_FOLDER "/proto/crossdock/%s/v1/%s.proto", packages[i], packages[i]);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        at += (size_t)sprintf(words + at, "package%c%s", 0, packages[i]) + 1;
        while (fgets(line, sizeof line, file)) {
            char *comment = strstr(line, "//"), *rest = line;
            if (comment)
                *comment = '\0';
            for (char *word; (word = strtok_r(rest, " \t\n{};", &rest));) {
                assert_true(at + strlen(word) + 2 < sizeof words);
                at += (size_t)sprintf(words + at, "%s", word) + 1;
            }
        }
        fclose(file);
    }
    words[at] = '\0';
    return words;
}

/* Is this message the type of a field ("Hold hold = 2" or "crossdock.order.v1.Destination to = 1")? */
static bool
is_part_of_another(const char *words, const char *message)
{
    for (const char *word = words; *word; word += strlen(word) + 1) {
        const char *dot = strrchr(word, '.'), *name = word + strlen(word) + 1;
        if (strcmp(dot ? dot + 1 : word, message) == 0 && *name && strcmp(name + strlen(name) + 1, "=") == 0)
            return true;
    }
    return false;
}

/* Every message that travels by itself can be read by clients. */
static void
test_types(void **state)
{
    (void)state;
    const char *words = read_protos(), *package = "";
    int count = 0;
    for (const char *word = words; *word; word += strlen(word) + 1) {
        const char *next = word + strlen(word) + 1;
        char name[256];
        if (strcmp(word, "package") == 0 && !strchr(next, '.'))
            package = next;
        if (strcmp(word, "message") != 0 || is_part_of_another(words, next) ||
            strcmp(next, "Head") == 0 || strcmp(next, "EventBatch") == 0) /* frames, read by the library itself */
            continue;
        snprintf(name, sizeof name, "crossdock.%s.v1.%s", package, next);
        if (!crossdock_type(name))
            fail_msg("%s has no row in clients/libcrossdock/types.c", name);
        count++;
    }
    assert_true(count > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_command),
        cmocka_unit_test(test_receipt_and_open),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
