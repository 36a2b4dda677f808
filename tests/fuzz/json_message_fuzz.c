/*
 * Fuzzer of JSON from outside: whatever text comes, json_read_message refuses it with a sentence or
 * makes a message whose JSON reads as the same message, within the promised memory. The first two
 * bytes choose the type.
 *
 *     cmake -B build/fuzz -DCROSSDOCK_FUZZERS=ON -DCMAKE_C_COMPILER=clang -DCROSSDOCK_SANITIZE=ON
 *     cmake --build build/fuzz --target json_message_fuzz
 *     build/fuzz/tests/json_message_fuzz -max_total_time=180
 */
#include <stdlib.h>
#include <string.h>

#include "common/json_message.h"
#include "common/message.h"
#include "common/message_types.h"
#include "common/text.h"

#define MEMORY_FACTOR 64
#define MEMORY_SPARE  4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void
check_refused(const char *error)
{
    assert(error[0] != '\0');
    assert(text_is_utf8(error, strlen(error)));
}

static void
check_same(struct arena *arena, const ProtobufCMessage *message, unsigned style)
{
    struct json_text text = {0};
    char error[200] = "";
    size_t first_bytes, again_bytes;
    const uint8_t *first = message_pack(arena, message, &first_bytes);

    json_write_message(&text, message, style);
    assert(text.bytes == strlen(text.text) && text_is_utf8(text.text, text.bytes));
    const ProtobufCMessage *again =
        json_read_message(arena, message->descriptor, text.text, text.bytes, error, sizeof error);
    json_text_free(&text);
    if (again == NULL) { /* without blanks and zeros the text is shorter, and the cap smaller */
        assert(strstr(error, "too large when unpacked") != NULL);
        return;
    }
    const uint8_t *packed = message_pack(arena, again, &again_bytes);
    assert(first_bytes == again_bytes && memcmp(first, packed, first_bytes) == 0);
}

static void
read_one(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text,
         size_t bytes)
{
    char error[200] = "";
    const ProtobufCMessage *message =
        json_read_message(arena, type, text, bytes, error, sizeof error);

    assert(arena_mark(arena) <= bytes * MEMORY_FACTOR + MEMORY_SPARE);
    if (message == NULL) {
        check_refused(error);
        return;
    }
    for (unsigned style = 0; style < 8; style++)
        check_same(arena, message, style);
}

/* The same bytes as a message of the wire. Its JSON is read, and from then on nothing changes: what
 * the first reading loses are fields nobody knows and the many forms of NaN. */
static void
read_wire(struct arena *arena, const ProtobufCMessageDescriptor *type, const uint8_t *data,
          size_t bytes)
{
    const char *reason;
    char error[200] = "";
    struct json_text text = {0};
    const ProtobufCMessage *message = message_read(arena, type, data, bytes, &reason);

    if (message == NULL)
        return;
    json_write_message(&text, message, JSON_SPARSE);
    message = json_read_message(arena, type, text.text, text.bytes, error, sizeof error);
    json_text_free(&text);
    if (message != NULL)
        check_same(arena, message, JSON_MAPPING);
    else
        assert(strstr(error, "too large when unpacked") != NULL);
}

/* The same text as values of a URL, for every field of the type. */
static void
set_each(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text,
         size_t bytes)
{
    ProtobufCMessage *message = arena_take(arena, type->sizeof_message);
    char *value = arena_take(arena, bytes + 1), error[200] = "";

    memcpy(value, text, bytes);
    protobuf_c_message_init(type, message);
    for (unsigned i = 0; i < type->n_fields; i++) {
        for (int times = 0; times < 3; times++) {
            if (!json_set_field(arena, message, type->fields[i].name, value, error, sizeof error))
                check_refused(error);
        }
    }
    check_same(arena, message, JSON_MAPPING);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct arena *arena;

    if (bytes < 2)
        return 0;
    if (arena == NULL)
        arena = arena_create((size_t)256 << 20);
    const ProtobufCMessageDescriptor *type =
        message_types[((size_t)data[0] << 8 | data[1]) % message_type_count];
    read_one(arena, type, (const char *)data + 2, bytes - 2);
    arena_reset(arena, 0);
    read_wire(arena, type, data + 2, bytes - 2);
    arena_reset(arena, 0);
    set_each(arena, type, (const char *)data + 2, bytes - 2);
    arena_reset(arena, 0);
    return 0;
}
