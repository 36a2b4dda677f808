/*
 * What comes from outside: which bytes become messages, and why the others do not.
 *
 * A small recursive message type with one field of each wire form is described by hand, since
 * none of the project's own messages may nest without end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

struct sample {
    ProtobufCMessage base;
    struct sample *child;
    char *text;
    size_t number_count;
    int64_t *numbers;
    size_t half_count;
    uint32_t *halves;
    ProtobufCBinaryData blob;
    uint64_t whole;
    size_t name_count;
    char **names;
};

static const ProtobufCMessageDescriptor sample_type;

#define FIELD(name_, id_, label_, type_, quantifier_, member_, of_)                                \
    {                                                                                              \
        .name = name_, .id = id_, .label = PROTOBUF_C_LABEL_##label_,                              \
        .type = PROTOBUF_C_TYPE_##type_, .quantifier_offset = quantifier_,                         \
        .offset = offsetof(struct sample, member_), .descriptor = of_,                             \
    }

static const ProtobufCFieldDescriptor sample_fields[] = {
    FIELD("child", 1, NONE, MESSAGE, 0, child, &sample_type),
    FIELD("text", 2, NONE, STRING, 0, text, NULL),
    FIELD("numbers", 3, REPEATED, INT64, offsetof(struct sample, number_count), numbers, NULL),
    FIELD("halves", 4, REPEATED, FIXED32, offsetof(struct sample, half_count), halves, NULL),
    FIELD("blob", 5, NONE, BYTES, 0, blob, NULL),
    FIELD("whole", 6, NONE, FIXED64, 0, whole, NULL),
    FIELD("names", 7, REPEATED, STRING, offsetof(struct sample, name_count), names, NULL),
};
static const unsigned sample_names[] = {4, 0, 3, 6, 2, 1, 5};
static const ProtobufCIntRange sample_ranges[] = {{1, 0}, {0, 7}};

static void
sample_init(ProtobufCMessage *message)
{
    struct sample *sample = (struct sample *)message;

    memset(sample, 0, sizeof *sample);
    sample->base.descriptor = &sample_type;
}

static const ProtobufCMessageDescriptor sample_type = {
    .magic = PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
    .name = "sample",
    .sizeof_message = sizeof(struct sample),
    .n_fields = 7,
    .fields = sample_fields,
    .fields_sorted_by_name = sample_names,
    .n_field_ranges = 1,
    .field_ranges = sample_ranges,
    .message_init = sample_init,
};

static const struct {
    const char *bytes;  /* hexadecimal, spaces are ignored */
    const char *reason; /* NULL: accepted */
} cases[] = {
    {"", NULL},
    /* text */
    {"12 02 c3a4", NULL},
    {"12 00", NULL},
    {"12 01 ff", "field 'text': not UTF-8"},
    {"12 01 00", "field 'text': holds NUL"},
    {"12 01 61 12 01 ff", "field 'text': not UTF-8"},
    {"3a 01 61 3a 02 6100", "field 'names': holds NUL"},
    {"0a 03 12 01 ff", "field 'text': not UTF-8"},
    {"2a 02 ff00", NULL},
    /* lengths */
    {"12", "field 'text': cut off or broken value"},
    {"12 02 61", "field 'text': cut off or broken value"},
    {"12 ffffffff0f", "field 'text': cut off or broken value"},
    {"12 ffffffffffffffffff01", "field 'text': cut off or broken value"},
    {"12 8180808000 61", NULL},
    {"12 818080808000 61", "field 'text': cut off or broken value"},
    {"0a 02 12 05", "field 'text': cut off or broken value"},
    {"0a 04 12 05 61 61", "field 'text': cut off or broken value"},
    /* numbers */
    {"18 ffffffffffffffffff01", NULL},
    {"18 ffffffffffffffffff02", "field 'numbers': cut off or broken value"},
    {"18 ffffffffffffffffffff01", "field 'numbers': cut off or broken value"},
    {"18 80", "field 'numbers': cut off or broken value"},
    {"18 01 18 02", NULL},
    {"31 0102030405060708", NULL},
    {"31 01020304050607", "field 'whole': cut off or broken value"},
    {"30 01", "field 'whole': wrong wire type"},
    {"25 01020304", NULL},
    {"25 010203", "field 'halves': cut off or broken value"},
    /* packed */
    {"1a 03 01ac02", NULL},
    {"1a 00", NULL},
    {"1a 02 01ac", "field 'numbers': broken packed values"},
    {"22 08 0102030401020304", NULL},
    {"22 07 01020304010203", "field 'halves': broken packed values"},
    {"22 04 01020304 25 01020304", NULL},
    /* wire types */
    {"10 01", "field 'text': wrong wire type"},
    {"15 01020304", "field 'text': wrong wire type"},
    {"39 0102030405060708", "field 'names': wrong wire type"},
    {"1d 01020304", "field 'numbers': wrong wire type"},
    {"13 14", "field 'text': unknown wire type"},
    {"16", "field 'text': unknown wire type"},
    /* tags */
    {"00 01", "broken tag"},
    {"80", "broken tag"},
    {"808080808001", "broken tag"},
    {"ffffffff1f 01", "broken tag"},
    /* unknown fields, well formed or not */
    {"f83f 01 fa3f 02 ff00", NULL},
    {"fa3f 02 ff", "cut off or broken value"},
    {"fb3f", "unknown wire type"},
};

static struct arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = arena_create((size_t)64 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    arena_destroy(&arena);
    return 0;
}

/* On the heap and of exactly this size, so that a read behind the end is noticed. */
static uint8_t *
from_hex(const char *text, size_t *bytes)
{
    uint8_t *data = malloc(strlen(text) / 2 + 1);

    for (*bytes = 0; *text != '\0'; text++) {
        unsigned byte;
        if (*text == ' ' || sscanf(text++, "%2x", &byte) != 1)
            continue;
        data[(*bytes)++] = (uint8_t)byte;
    }
    return realloc(data, *bytes > 0 ? *bytes : 1);
}

static void
foreign_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bytes;
        uint8_t *data = from_hex(cases[i].bytes, &bytes);
        const char *reason = NULL;
        const ProtobufCMessage *message = message_read(arena, &sample_type, data, bytes, &reason);
        if ((message == NULL) != (cases[i].reason != NULL))
            fail_msg("%s: %s", cases[i].bytes, reason);
        if (message == NULL && strcmp(reason, cases[i].reason) != 0)
            fail_msg("%s: %s, not %s", cases[i].bytes, reason, cases[i].reason);
        free(data);
    }
    assert_non_null(message_read(arena, &sample_type, NULL, 0, &(const char *){NULL}));
}

static void
what_was_packed_comes_back(void **state)
{
    Crossdock__Envelope__V1__Event event = CROSSDOCK__ENVELOPE__V1__EVENT__INIT;
    size_t bytes;
    const char *reason;

    (void)state;
    event.id = "id";
    event.key = "k\xc3\xa4";
    event.data = (ProtobufCBinaryData){.len = 3, .data = (uint8_t *)"\0\xff\1"};
    event.time_us = -5;
    event.position = UINT64_MAX;
    uint8_t *data = message_pack(arena, &event.base, &bytes);
    const Crossdock__Envelope__V1__Event *read = (const void *)message_read(
        arena, &crossdock__envelope__v1__event__descriptor, data, bytes, &reason);
    assert_non_null(read);
    assert_string_equal("id", read->id);
    assert_string_equal("k\xc3\xa4", read->key);
    assert_string_equal("", read->subject);
    assert_int_equal(3, read->data.len);
    assert_memory_equal("\0\xff\1", read->data.data, 3);
    assert_int_equal(-5, read->time_us);
    assert_true(read->position == UINT64_MAX);
}

static void
repeated_values_of_both_forms(void **state)
{
    size_t bytes;
    const char *reason;
    uint8_t *data = from_hex("18 01 1a 03 02ac02 18 04 3a 01 61 3a 00", &bytes);
    const struct sample *sample =
        (const void *)message_read(arena, &sample_type, data, bytes, &reason);

    (void)state;
    assert_int_equal(4, sample->number_count);
    assert_int_equal(1, sample->numbers[0]);
    assert_int_equal(300, sample->numbers[2]);
    assert_int_equal(4, sample->numbers[3]);
    assert_int_equal(2, sample->name_count);
    assert_string_equal("", sample->names[1]);
    free(data);
}

/* A message in a message in a message ...: 0a len 0a len ... */
static const ProtobufCMessage *
read_nested(int depth, const char **reason)
{
    size_t bytes = (size_t)depth * 6, start = bytes;
    uint8_t *data = malloc(bytes + 1);

    for (int i = 1; i < depth; i++) {
        size_t length = bytes - start, digits = length < 128 ? 1 : length < 16384 ? 2 : 3;
        start -= digits + 1;
        data[start] = 0x0a;
        for (size_t k = 0; k < digits; k++)
            data[start + 1 + k] =
                (uint8_t)((length >> (7 * k) & 0x7f) | (k + 1 < digits ? 0x80 : 0));
    }
    const ProtobufCMessage *message =
        message_read(arena, &sample_type, data + start, bytes - start, reason);
    free(data);
    return message;
}

static void
nesting_is_bounded(void **state)
{
    const char *reason = NULL;

    (void)state;
    assert_non_null(read_nested(1, &reason));
    assert_non_null(read_nested(16, &reason));
    assert_null(read_nested(17, &reason));
    assert_string_equal("nested too deeply", reason);
    assert_null(read_nested(30000, &reason));
    assert_string_equal("nested too deeply", reason);
}

/* Two bytes of an empty event become a structure of hundreds. */
static void
what_grows_too_much_is_refused(void **state)
{
    enum { COUNT = 20000 };
    uint8_t *data = malloc(2 * COUNT);
    size_t mark = arena_mark(arena);
    const char *reason = NULL;

    (void)state;
    for (size_t i = 0; i < COUNT; i++)
        memcpy(data + 2 * i, "\x0a", 2);
    assert_null(message_read(arena, &crossdock__envelope__v1__event_batch__descriptor, data,
                             2 * COUNT, &reason));
    assert_string_equal("too large when unpacked", reason);
    assert_int_equal(mark, arena_mark(arena));
    assert_non_null(message_read(arena, &crossdock__envelope__v1__event_batch__descriptor, data,
                                 2 * 10, &reason));
    free(data);
}

static void
a_batch_is_written_and_walked(void **state)
{
    static const size_t sizes[] = {0, 1, 127, 128, 16383, 16384, 70000};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    uint8_t *data = calloc(1, 200000);
    size_t bytes = 0, at = 0, event_bytes;
    const uint8_t *event;

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        bytes += message_batch_prefix(data + bytes, sizes[i]);
        memset(data + bytes, (int)i, sizes[i]);
        bytes += sizes[i];
    }
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(message_batch_next(data, bytes, &at, &event, &event_bytes));
        assert_int_equal(sizes[i], event_bytes);
        assert_true(event_bytes == 0 || (event[0] == i && event[event_bytes - 1] == i));
    }
    assert_false(message_batch_next(data, bytes, &at, &event, &event_bytes));
    assert_int_equal(bytes, at);

    at = 0; /* cut off in the last event */
    while (message_batch_next(data, bytes - 1, &at, &event, &event_bytes))
        ;
    assert_true(at < bytes - 1);
    uint8_t prefix[11];
    assert_int_equal(11, message_batch_prefix(prefix, SIZE_MAX));
    free(data);
}

static void
a_broken_batch_ends_before_its_end(void **state)
{
    static const char *const broken[] = {"12 00",         "0a",   "0a 01", "0a 00 0a",
                                         "0a ffffffffff", "08 01"};
    const uint8_t *event;
    size_t event_bytes;

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        size_t bytes, at = 0;
        uint8_t *data = from_hex(broken[i], &bytes);
        while (message_batch_next(data, bytes, &at, &event, &event_bytes))
            ;
        assert_true(at < bytes);
        free(data);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(foreign_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_packed_comes_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(repeated_values_of_both_forms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nesting_is_bounded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_grows_too_much_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_batch_is_written_and_walked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_batch_ends_before_its_end, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
