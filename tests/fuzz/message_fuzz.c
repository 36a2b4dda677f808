/*
 * Fuzzer of the edge: whatever bytes come, message_read refuses them or makes a message whose every
 * text is UTF-8, which packs and reads again. The first two bytes choose the type.
 *
 *     cmake -B build/fuzz -DCROSSDOCK_FUZZERS=ON -DCMAKE_C_COMPILER=clang -DCROSSDOCK_SANITIZE=ON
 *     cmake --build build/fuzz --target message_fuzz
 *     build/fuzz/tests/message_fuzz -max_total_time=180
 */
#include <string.h>

#include "common/message.h"
#include "common/message_types.h"
#include "common/text.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

static void
check_texts(const ProtobufCMessage *message)
{
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        const char *at = (const char *)message + field->offset;
        if (field->type != PROTOBUF_C_TYPE_STRING || field->label == PROTOBUF_C_LABEL_REPEATED)
            continue;
        const char *text = *(char *const *)at;
        assert(text_is_utf8(text, strlen(text)));
    }
}

static void
read_one(struct arena *arena, const ProtobufCMessageDescriptor *type, const uint8_t *data,
         size_t bytes)
{
    const char *reason = NULL;
    const ProtobufCMessage *message = message_read(arena, type, data, bytes, &reason);

    if (message == NULL) {
        assert(reason != NULL && reason[0] != '\0');
        return;
    }
    check_texts(message);
    size_t packed_bytes, again_bytes;
    const uint8_t *packed = message_pack(arena, message, &packed_bytes);
    message = message_read(arena, type, packed, packed_bytes, &reason);
    if (message == NULL) { /* packing left out what was empty: the cap has become smaller */
        assert(packed_bytes < bytes && strcmp(reason, "too large when unpacked") == 0);
        return;
    }
    const uint8_t *again = message_pack(arena, message, &again_bytes);
    assert(packed_bytes == again_bytes && memcmp(packed, again, again_bytes) == 0);
}

static void
walk_batch(struct arena *arena, const uint8_t *data, size_t bytes)
{
    const uint8_t *event;
    size_t at = 0, event_bytes;

    while (message_batch_next(data, bytes, &at, &event, &event_bytes)) {
        assert(event >= data && event + event_bytes == data + at && at <= bytes);
        read_one(arena, &crossdock__envelope__v1__event__descriptor, event, event_bytes);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
    static struct arena *arena;

    if (bytes < 2)
        return 0;
    if (arena == NULL)
        arena = arena_create((size_t)256 << 20);
    size_t type = ((size_t)data[0] << 8 | data[1]) % message_type_count;
    read_one(arena, message_types[type], data + 2, bytes - 2);
    walk_batch(arena, data + 2, bytes - 2);
    arena_reset(arena, 0);
    return 0;
}
