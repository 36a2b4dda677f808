/*
 * Fields of protobuf-c messages, see json_field.h. What is told apart here is how protobuf-c lays
 * them out: a count beside a list, a number beside a oneof, a flag beside an optional number, and
 * nothing beside pointers and beside what has no presence.
 */
#include "common/json_field.h"

#include <string.h>

#include "common/check.h"

static const size_t bytes_of_type[] = {
    [PROTOBUF_C_TYPE_INT32] = 4,
    [PROTOBUF_C_TYPE_SINT32] = 4,
    [PROTOBUF_C_TYPE_SFIXED32] = 4,
    [PROTOBUF_C_TYPE_INT64] = 8,
    [PROTOBUF_C_TYPE_SINT64] = 8,
    [PROTOBUF_C_TYPE_SFIXED64] = 8,
    [PROTOBUF_C_TYPE_UINT32] = 4,
    [PROTOBUF_C_TYPE_FIXED32] = 4,
    [PROTOBUF_C_TYPE_UINT64] = 8,
    [PROTOBUF_C_TYPE_FIXED64] = 8,
    [PROTOBUF_C_TYPE_FLOAT] = 4,
    [PROTOBUF_C_TYPE_DOUBLE] = 8,
    [PROTOBUF_C_TYPE_BOOL] = sizeof(protobuf_c_boolean),
    [PROTOBUF_C_TYPE_ENUM] = 4,
    [PROTOBUF_C_TYPE_STRING] = sizeof(char *),
    [PROTOBUF_C_TYPE_BYTES] = sizeof(ProtobufCBinaryData),
    [PROTOBUF_C_TYPE_MESSAGE] = sizeof(ProtobufCMessage *),
};

size_t
json_field_bytes(const ProtobufCFieldDescriptor *field)
{
    return bytes_of_type[field->type];
}

void *
json_field_member(const ProtobufCMessage *message, size_t offset)
{
    return (char *)message + offset;
}

size_t *
json_field_count(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return json_field_member(message, field->quantifier_offset);
}

uint32_t *
json_field_choice(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return json_field_member(message, field->quantifier_offset);
}

protobuf_c_boolean *
json_field_flag(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    return json_field_member(message, field->quantifier_offset);
}

bool
json_field_is_choice(const ProtobufCFieldDescriptor *field)
{
    return (field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
}

bool
json_field_has_flag(const ProtobufCFieldDescriptor *field)
{
    return field->label == PROTOBUF_C_LABEL_OPTIONAL && !json_field_is_choice(field) &&
           field->type != PROTOBUF_C_TYPE_MESSAGE && field->type != PROTOBUF_C_TYPE_STRING;
}

size_t
json_field_camel(char to[JSON_NAME_BYTES_MAX], const char *name)
{
    size_t bytes = 0;

    for (const char *at = name; *at != '\0'; at++) {
        bool raise = *at == '_' && at[1] >= 'a' && at[1] <= 'z';
        if (raise)
            to[bytes++] = (char)(*++at - 'a' + 'A');
        else if (*at != '_')
            to[bytes++] = *at;
    }
    return bytes;
}
