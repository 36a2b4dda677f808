/*
 * Protobuf messages as JSON and back, by their descriptors: the protobuf JSON mapping
 * (protobuf.dev/programming-guides/json): lowerCamelCase names, 64-bit integers as strings, enums
 * by name, bytes as base64, absent messages left out. Reading takes both spellings of a name
 * (camelCase and that of the .proto) and numbers as numbers or strings; anything else is refused
 * with the place and the reason: unknown field, repeated key, wrong type, out of range, invalid
 * UTF-8, too deep.
 */
#ifndef CROSSDOCK_JSON_MESSAGE_H
#define CROSSDOCK_JSON_MESSAGE_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/json_text.h"

#define JSON_DEPTH_MAX 32

enum json_style {
    JSON_MAPPING = 0,        /* the protobuf JSON mapping, defaults written too */
    JSON_SPARSE = 1,         /* fields with default values are left out */
    JSON_PROTO_NAMES = 2,    /* names as in the .proto */
    JSON_PLAIN_INTEGERS = 4, /* 64-bit integers as numbers */
};

void json_write_message(struct json_text *to, const ProtobufCMessage *message, unsigned style);

/* NULL with a sentence in error, e.g. "lines[2].quantity: must be a whole number". Memory comes
 * from the arena: at most 64 times the bytes plus 4 KiB, at most 16 MiB. */
ProtobufCMessage *json_read_message(struct arena *arena, const ProtobufCMessageDescriptor *type,
                                    const char *text, size_t bytes, char *error,
                                    size_t error_bytes);

/* One field of a message from the text of a URL ("true", "17", "HOLD_CREDIT", "a"); repeated fields
 * take one value more each time. False with a sentence. */
bool json_set_field(struct arena *arena, ProtobufCMessage *message, const char *name,
                    const char *value, char *error, size_t error_bytes);

#endif
