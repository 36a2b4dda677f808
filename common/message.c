/*
 * Protobuf at the edge: foreign bytes become a checked message in an arena, or a reason.
 *
 * protobuf-c has no limit of nesting, does not look into strings and lets small inputs become
 * large messages. So the bytes are walked along the descriptor first, and unpacked only when
 * nothing is wrong, into an arena and under a cap. Enum numbers are not checked: protobuf lets a
 * newer peer send new ones, and whoever uses a value must decide about it.
 */
#include "common/message.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

#define NESTING_MAX          16
#define REASON_BYTES_MAX     160
#define UNPACKED_FACTOR_MAX  64
#define UNPACKED_BYTES_SPARE 4096
#define UNPACKED_BYTES_MAX   ((size_t)16 << 20)

enum wire { WIRE_VARINT = 0, WIRE_64BIT = 1, WIRE_BYTES = 2, WIRE_32BIT = 5 };

/* How a value of each type stands on the wire when it is not packed. */
static const enum wire wire_of_type[] = {
    [PROTOBUF_C_TYPE_INT32] = WIRE_VARINT,   [PROTOBUF_C_TYPE_SINT32] = WIRE_VARINT,
    [PROTOBUF_C_TYPE_SFIXED32] = WIRE_32BIT, [PROTOBUF_C_TYPE_INT64] = WIRE_VARINT,
    [PROTOBUF_C_TYPE_SINT64] = WIRE_VARINT,  [PROTOBUF_C_TYPE_SFIXED64] = WIRE_64BIT,
    [PROTOBUF_C_TYPE_UINT32] = WIRE_VARINT,  [PROTOBUF_C_TYPE_FIXED32] = WIRE_32BIT,
    [PROTOBUF_C_TYPE_UINT64] = WIRE_VARINT,  [PROTOBUF_C_TYPE_FIXED64] = WIRE_64BIT,
    [PROTOBUF_C_TYPE_FLOAT] = WIRE_32BIT,    [PROTOBUF_C_TYPE_DOUBLE] = WIRE_64BIT,
    [PROTOBUF_C_TYPE_BOOL] = WIRE_VARINT,    [PROTOBUF_C_TYPE_ENUM] = WIRE_VARINT,
    [PROTOBUF_C_TYPE_STRING] = WIRE_BYTES,   [PROTOBUF_C_TYPE_BYTES] = WIRE_BYTES,
    [PROTOBUF_C_TYPE_MESSAGE] = WIRE_BYTES,
};

struct span {
    const uint8_t *at, *end;
};

/* What is wrong and with which field; both NULL while nothing is. */
struct defect {
    const char *what;
    const char *field;
};

static bool
fail(struct defect *defect, const ProtobufCFieldDescriptor *field, const char *what)
{
    defect->what = what;
    defect->field = field == NULL ? NULL : field->name;
    return false;
}

/* A varint of at most bytes_max bytes and 64 bits. */
static bool
take_varint(struct span *span, size_t bytes_max, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < bytes_max && span->at < span->end; i++) {
        uint8_t byte = *span->at++;
        if (i == 9 && byte > 1)
            return false;
        *value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (byte < 0x80)
            return true;
    }
    return false;
}

/* A length, of five bytes at most as protobuf-c reads it, and the bytes it announces. */
static bool
take_bytes(struct span *span, struct span *content)
{
    uint64_t length;

    if (!take_varint(span, 5, &length) || length > (uint64_t)(span->end - span->at))
        return false;
    content->at = span->at;
    content->end = span->at + length;
    span->at = content->end;
    return true;
}

/* Step over one value; the content of one with a length. */
static bool
take_value(struct span *span, enum wire wire, struct span *content)
{
    size_t fixed = wire == WIRE_64BIT ? 8 : 4;
    uint64_t value;

    if (wire == WIRE_VARINT)
        return take_varint(span, 10, &value);
    if (wire == WIRE_BYTES)
        return take_bytes(span, content);
    if ((size_t)(span->end - span->at) < fixed)
        return false;
    span->at += fixed;
    return true;
}

static bool
check_packed(struct span content, enum wire wire)
{
    while (content.at < content.end) {
        if (!take_value(&content, wire, NULL))
            return false;
    }
    return true;
}

static bool check_message(const ProtobufCMessageDescriptor *type, struct span span, int nesting,
                          struct defect *defect);

/* The content of a field with a length: text, a message, packed numbers, or just bytes. */
static bool
check_content(const ProtobufCFieldDescriptor *field, struct span content, int nesting,
              struct defect *defect)
{
    size_t bytes = (size_t)(content.end - content.at);

    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return check_message(field->descriptor, content, nesting + 1, defect);
    if (field->type == PROTOBUF_C_TYPE_STRING && memchr(content.at, '\0', bytes) != NULL)
        return fail(defect, field, "holds NUL");
    if (field->type == PROTOBUF_C_TYPE_STRING && !text_is_utf8((const char *)content.at, bytes))
        return fail(defect, field, "not UTF-8");
    if (wire_of_type[field->type] != WIRE_BYTES &&
        !check_packed(content, wire_of_type[field->type]))
        return fail(defect, field, "broken packed values");
    return true;
}

static bool
check_field(const ProtobufCMessageDescriptor *type, struct span *span, int nesting,
            struct defect *defect)
{
    uint64_t tag;
    struct span content = {0};

    if (!take_varint(span, 5, &tag) || tag > UINT32_MAX || tag >> 3 == 0)
        return fail(defect, NULL, "broken tag");

    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field(type, (unsigned)(tag >> 3));
    enum wire wire = (enum wire)(tag & 7);

    if (wire != WIRE_VARINT && wire != WIRE_64BIT && wire != WIRE_BYTES && wire != WIRE_32BIT)
        return fail(defect, field, "unknown wire type");
    if (!take_value(span, wire, &content))
        return fail(defect, field, "cut off or broken value");
    if (field == NULL)
        return true;
    bool may_be_packed = field->label == PROTOBUF_C_LABEL_REPEATED && wire == WIRE_BYTES;
    if (wire != wire_of_type[field->type] && !may_be_packed)
        return fail(defect, field, "wrong wire type");
    return wire != WIRE_BYTES || check_content(field, content, nesting, defect);
}

static bool
check_message(const ProtobufCMessageDescriptor *type, struct span span, int nesting,
              struct defect *defect)
{
    if (nesting > NESTING_MAX)
        return fail(defect, NULL, "nested too deeply");
    while (span.at < span.end) {
        if (!check_field(type, &span, nesting, defect))
            return false;
    }
    return true;
}

struct budget {
    struct arena *arena;
    size_t bytes_left;
};

static void *
budget_alloc(void *data, size_t bytes)
{
    struct budget *budget = data;

    if (bytes > budget->bytes_left)
        return NULL;
    budget->bytes_left -= bytes;
    return arena_try(budget->arena, bytes);
}

static void
budget_free(void *data, void *memory)
{
    (void)data;
    (void)memory; /* the arena gives all back at once */
}

static size_t
unpacked_bytes_max(size_t bytes)
{
    size_t spare = UNPACKED_BYTES_MAX - UNPACKED_BYTES_SPARE;

    return bytes < spare / UNPACKED_FACTOR_MAX ? bytes * UNPACKED_FACTOR_MAX + UNPACKED_BYTES_SPARE
                                               : UNPACKED_BYTES_MAX;
}

static const char *
explain(struct arena *arena, const struct defect *defect)
{
    if (defect->field == NULL)
        return defect->what;
    char *text = arena_try(arena, REASON_BYTES_MAX);
    if (text == NULL)
        return defect->what;
    snprintf(text, REASON_BYTES_MAX, "field '%s': %s", defect->field, defect->what);
    return text;
}

const ProtobufCMessage *
message_read(struct arena *arena, const ProtobufCMessageDescriptor *type, const uint8_t *data,
             size_t bytes, const char **reason)
{
    static const uint8_t nothing[1];
    size_t mark = arena_mark(arena);
    struct defect defect = {0};
    struct budget budget = {.arena = arena, .bytes_left = unpacked_bytes_max(bytes)};
    ProtobufCAllocator allocator = {budget_alloc, budget_free, &budget};

    data = bytes == 0 ? nothing : data;
    if (!check_message(type, (struct span){data, data + bytes}, 1, &defect)) {
        *reason = explain(arena, &defect);
        return NULL;
    }
    const ProtobufCMessage *message = protobuf_c_message_unpack(type, &allocator, bytes, data);
    if (message == NULL) {
        arena_reset(arena, mark);
        *reason = "too large when unpacked";
    }
    return message;
}

uint8_t *
message_pack(struct arena *arena, const ProtobufCMessage *message, size_t *bytes)
{
    uint8_t *packed = arena_take(arena, protobuf_c_message_get_packed_size(message));

    *bytes = protobuf_c_message_pack(message, packed);
    return packed;
}

#define BATCH_TAG 0x0a /* field 1, with a length */

size_t
message_batch_prefix(uint8_t *to, size_t event_bytes)
{
    size_t count = 0;

    to[count++] = BATCH_TAG;
    for (; event_bytes >= 0x80; event_bytes >>= 7)
        to[count++] = (uint8_t)(event_bytes | 0x80);
    to[count++] = (uint8_t)event_bytes;
    return count;
}

bool
message_batch_next(const uint8_t *data, size_t bytes, size_t *at, const uint8_t **event,
                   size_t *event_bytes)
{
    if (*at >= bytes || data[*at] != BATCH_TAG)
        return false;

    struct span span = {data + *at + 1, data + bytes}, content;

    if (!take_bytes(&span, &content))
        return false;
    *event = content.at;
    *event_bytes = (size_t)(content.end - content.at);
    *at = (size_t)(span.at - data);
    return true;
}
