/*
 * Random messages of any type, for tests of what must hold for all of them. Values lean to where
 * mistakes are: zero, the ends of ranges, characters that are escaped, numbers beyond 2^53.
 */
#ifndef RANDOM_MESSAGE_H
#define RANDOM_MESSAGE_H

#include <math.h>
#include <protobuf-c/protobuf-c.h>
#include <stdint.h>
#include <string.h>

#include "common/arena.h"

#define RANDOM_LIST_MAX  3
#define RANDOM_TEXT_MAX  12
#define RANDOM_DEPTH_MAX 6

/* splitmix64 */
static uint64_t
random_next(uint64_t *seed)
{
    uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint64_t
random_whole(uint64_t *seed)
{
    static const uint64_t corners[] = {
        0, 1, INT32_MAX, UINT32_MAX, UINT64_C(1) << 53, INT64_MAX, INT64_MIN, UINT64_MAX};
    uint64_t choice = random_next(seed);

    if (choice % 3 == 0)
        return corners[choice / 3 % (sizeof corners / sizeof *corners)];
    return random_next(seed) >> choice / 3 % 64;
}

static double
random_real(uint64_t *seed)
{
    static const double corners[] = {0.0, -0.0, 0.1, 1e22, 1.7976931348623157e308, 5e-324, -1.5};
    uint64_t choice = random_next(seed), bits = random_next(seed);
    double real;

    if (choice % 3 == 0)
        return corners[choice / 3 % (sizeof corners / sizeof *corners)];
    if (choice % 3 == 1)
        return (double)(int64_t)random_whole(seed) / 1000;
    memcpy(&real, &bits, sizeof real);
    return isnan(real) ? INFINITY : real;
}

static char *
random_text(struct arena *arena, uint64_t *seed)
{
    static const char *const pieces[] = {
        "a", "Z", "0",    "\"", "\\", "\n", "\x01", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
        "/", " ", "\x7f", "<"};
    size_t count = random_next(seed) % RANDOM_TEXT_MAX;
    char *text = arena_take(arena, RANDOM_TEXT_MAX * 4 + 1);

    for (size_t i = 0; i < count; i++)
        strcat(text, pieces[random_next(seed) % (sizeof pieces / sizeof *pieces)]);
    return text;
}

static ProtobufCBinaryData
random_bytes(struct arena *arena, uint64_t *seed)
{
    ProtobufCBinaryData data = {random_next(seed) % RANDOM_TEXT_MAX, NULL};

    data.data = arena_take(arena, RANDOM_TEXT_MAX);
    for (size_t i = 0; i < data.len; i++)
        data.data[i] = (uint8_t)random_next(seed);
    return data;
}

static ProtobufCMessage *random_at_depth(struct arena *arena,
                                         const ProtobufCMessageDescriptor *type, uint64_t *seed,
                                         int depth);

/* Returns the bytes of one value. */
static size_t
random_value(struct arena *arena, const ProtobufCFieldDescriptor *field, uint64_t *seed, int depth,
             void *at)
{
    const ProtobufCEnumDescriptor *type = field->descriptor;

    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        *(char **)at = random_text(arena, seed);
        return sizeof(char *);
    case PROTOBUF_C_TYPE_BYTES:
        *(ProtobufCBinaryData *)at = random_bytes(arena, seed);
        return sizeof(ProtobufCBinaryData);
    case PROTOBUF_C_TYPE_MESSAGE:
        *(ProtobufCMessage **)at = random_at_depth(arena, field->descriptor, seed, depth + 1);
        return sizeof(ProtobufCMessage *);
    case PROTOBUF_C_TYPE_DOUBLE:
        *(double *)at = random_real(seed);
        return sizeof(double);
    case PROTOBUF_C_TYPE_FLOAT:
        *(float *)at = (float)random_real(seed);
        return sizeof(float);
    case PROTOBUF_C_TYPE_BOOL:
        *(protobuf_c_boolean *)at = random_next(seed) & 1;
        return sizeof(protobuf_c_boolean);
    case PROTOBUF_C_TYPE_ENUM:
        *(int *)at = type->values[random_next(seed) % type->n_values].value;
        return sizeof(int);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        *(uint64_t *)at = random_whole(seed);
        return sizeof(uint64_t);
    default:
        *(uint32_t *)at = (uint32_t)random_whole(seed);
        return sizeof(uint32_t);
    }
}

static void
random_field(struct arena *arena, const ProtobufCFieldDescriptor *field, ProtobufCMessage *message,
             uint64_t *seed, int depth)
{
    char *at = (char *)message + field->offset;
    size_t count = random_next(seed) % (RANDOM_LIST_MAX + 1);

    if (depth > RANDOM_DEPTH_MAX || count == 0)
        return;
    if (field->label == PROTOBUF_C_LABEL_REPEATED) {
        char *values = arena_take(arena, RANDOM_LIST_MAX * sizeof(ProtobufCBinaryData));
        for (size_t i = 0, offset = 0; i < count; i++)
            offset += random_value(arena, field, seed, depth, values + offset);
        *(char **)(void *)at = values;
        *(size_t *)(void *)((char *)message + field->quantifier_offset) = count;
        return;
    }
    random_value(arena, field, seed, depth, at);
    if (field->label == PROTOBUF_C_LABEL_OPTIONAL && field->quantifier_offset != 0)
        *(protobuf_c_boolean *)(void *)((char *)message + field->quantifier_offset) = 1;
}

static ProtobufCMessage *
random_at_depth(struct arena *arena, const ProtobufCMessageDescriptor *type, uint64_t *seed,
                int depth)
{
    ProtobufCMessage *message = arena_take(arena, type->sizeof_message);

    protobuf_c_message_init(type, message);
    for (unsigned i = 0; i < type->n_fields; i++)
        random_field(arena, &type->fields[i], message, seed, depth);
    return message;
}

static ProtobufCMessage *
random_message(struct arena *arena, const ProtobufCMessageDescriptor *type, uint64_t *seed)
{
    return random_at_depth(arena, type, seed, 0);
}

#endif
