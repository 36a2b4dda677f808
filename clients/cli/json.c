/* Protobuf messages as JSON and back, see json.h. */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "clients/cli/dates.h"
#include "clients/cli/json.h"

/* --- to JSON ------------------------------------------------------------------------------- */

static json_t *
from_bytes(const ProtobufCBinaryData *bytes)
{
    size_t count = sodium_base64_encoded_len(bytes->len, sodium_base64_VARIANT_ORIGINAL);
    char *text = malloc(count);
    assert(text);
    sodium_bin2base64(text, count, bytes->data, bytes->len, sodium_base64_VARIANT_ORIGINAL);
    json_t *json = json_string(text);
    free(text);
    return json;
}

static json_t *
from_enum(const ProtobufCEnumDescriptor *type, int value)
{
    const ProtobufCEnumValue *named = protobuf_c_enum_descriptor_get_value(type, value);
    return named ? json_string(named->name) : json_integer(value);
}

static json_t *
from_value(const ProtobufCFieldDescriptor *field, const void *at)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        return json_integer(*(const int32_t *)at);
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        return json_integer(*(const int64_t *)at);
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        return json_integer(*(const uint32_t *)at);
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        return json_integer((json_int_t)*(const uint64_t *)at);
    case PROTOBUF_C_TYPE_FLOAT:
        return json_real((double)*(const float *)at);
    case PROTOBUF_C_TYPE_DOUBLE:
        return json_real(*(const double *)at);
    case PROTOBUF_C_TYPE_BOOL:
        return json_boolean(*(const protobuf_c_boolean *)at);
    case PROTOBUF_C_TYPE_ENUM:
        return from_enum(field->descriptor, *(const int *)at);
    case PROTOBUF_C_TYPE_STRING:
        return json_string(*(const char *const *)at);
    case PROTOBUF_C_TYPE_BYTES:
        return from_bytes(at);
    case PROTOBUF_C_TYPE_MESSAGE:
        return json_from_message(*(const ProtobufCMessage *const *)at);
    }
    WRONG("a field type that protobuf does not have");
}

static size_t
value_bytes(const ProtobufCFieldDescriptor *field)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return 8;
    case PROTOBUF_C_TYPE_BOOL:
        return sizeof(protobuf_c_boolean);
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_MESSAGE:
        return sizeof(void *);
    case PROTOBUF_C_TYPE_BYTES:
        return sizeof(ProtobufCBinaryData);
    default:
        return 4;
    }
}

json_t *
json_from_message(const ProtobufCMessage *message)
{
    json_t *object = json_object();
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        const char *at = (const char *)message + field->offset;
        if (field->label == PROTOBUF_C_LABEL_REPEATED) {
            size_t count = *(const size_t *)(const void *)((const char *)message + field->quantifier_offset);
            const char *values = *(const char *const *)(const void *)at;
            json_t *list = json_array();
            for (size_t n = 0; n < count; n++)
                json_array_append_new(list, from_value(field, values + n * value_bytes(field)));
            json_object_set_new(object, field->name, list);
        } else if (field->type != PROTOBUF_C_TYPE_MESSAGE || *(const void *const *)(const void *)at) {
            json_object_set_new(object, field->name, from_value(field, at));
        }
    }
    return object;
}

/* --- from JSON ----------------------------------------------------------------------------- */

struct reader {
    struct arena *arena;
    char *error;
    size_t error_bytes;
    char path[256];
};

static bool
fail(struct reader *reader, const char *format, ...)
{
    va_list values;
    int at = snprintf(reader->error, reader->error_bytes, "%s: ",
                      *reader->path ? reader->path : "the document");
    va_start(values, format);
    if (at > 0 && (size_t)at < reader->error_bytes)
        vsnprintf(reader->error + at, reader->error_bytes - (size_t)at, format, values);
    va_end(values);
    return false;
}

static ProtobufCMessage *read_object(struct reader *reader, const ProtobufCMessageDescriptor *type,
                                     const json_t *json);

static bool
read_integer(struct reader *reader, const json_t *json, int64_t min, int64_t max, int64_t *value)
{
    if (!json_is_integer(json))
        return fail(reader, "must be a whole number");
    *value = json_integer_value(json);
    return (*value >= min && *value <= max) || fail(reader, "is out of range");
}

static bool
read_enum(struct reader *reader, const ProtobufCEnumDescriptor *type, const json_t *json, int *value)
{
    const ProtobufCEnumValue *named =
        json_is_string(json)
            ? protobuf_c_enum_descriptor_get_value_by_name(type, json_string_value(json))
            : NULL;
    if (!named)
        return fail(reader, "must be one of the names of %s", type->name);
    *value = named->value;
    return true;
}

static bool
read_value(struct reader *reader, const ProtobufCFieldDescriptor *field, const json_t *json, void *at)
{
    int64_t number = 0;
    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
        if (!read_integer(reader, json, INT32_MIN, INT32_MAX, &number))
            return false;
        *(int32_t *)at = (int32_t)number;
        return true;
    case PROTOBUF_C_TYPE_UINT32:
        if (!read_integer(reader, json, 0, UINT32_MAX, &number))
            return false;
        *(uint32_t *)at = (uint32_t)number;
        return true;
    case PROTOBUF_C_TYPE_INT64:
        return read_integer(reader, json, INT64_MIN, INT64_MAX, at);
    case PROTOBUF_C_TYPE_UINT64:
        return read_integer(reader, json, 0, INT64_MAX, at);
    case PROTOBUF_C_TYPE_DOUBLE:
        if (!json_is_number(json))
            return fail(reader, "must be a number");
        *(double *)at = json_number_value(json);
        return true;
    case PROTOBUF_C_TYPE_BOOL:
        if (!json_is_boolean(json))
            return fail(reader, "must be true or false");
        *(protobuf_c_boolean *)at = json_is_true(json);
        return true;
    case PROTOBUF_C_TYPE_ENUM:
        return read_enum(reader, field->descriptor, json, at);
    case PROTOBUF_C_TYPE_STRING:
        if (!json_is_string(json))
            return fail(reader, "must be text in quotes");
        *(char **)at = arena_text(reader->arena, json_string_value(json));
        return true;
    case PROTOBUF_C_TYPE_MESSAGE:
        return (*(ProtobufCMessage **)at = read_object(reader, field->descriptor, json)) != NULL;
    default:
        return fail(reader, "cannot be given as JSON");
    }
}

static bool
read_list(struct reader *reader, const ProtobufCFieldDescriptor *field, const json_t *json,
          ProtobufCMessage *message)
{
    if (!json_is_array(json))
        return fail(reader, "must be a list");
    size_t count = json_array_size(json), each = value_bytes(field), length = strlen(reader->path);
    char *values = arena_take(reader->arena, count * each + 1);
    for (size_t i = 0; i < count; i++) {
        snprintf(reader->path + length, sizeof reader->path - length, "[%zu]", i);
        if (!read_value(reader, field, json_array_get(json, i), values + i * each))
            return false;
        reader->path[length] = '\0';
    }
    *(char **)(void *)((char *)message + field->offset) = values;
    *(size_t *)(void *)((char *)message + field->quantifier_offset) = count;
    return true;
}

/* "placed_at": "2026-01-31T12:00:00Z" for placed_at_us. */
static const ProtobufCFieldDescriptor *
time_field(const ProtobufCMessageDescriptor *type, const char *name, const json_t *json, int64_t *value)
{
    char longer[128];
    snprintf(longer, sizeof longer, "%s_us", name);
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(type, longer);
    bool is_time = field && field->type == PROTOBUF_C_TYPE_INT64 && json_is_string(json) &&
                   date_read(json_string_value(json), value);
    return is_time ? field : NULL;
}

static bool
read_member(struct reader *reader, ProtobufCMessage *message, const char *name, const json_t *json)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(message->descriptor, name);
    int64_t time_us;
    const ProtobufCFieldDescriptor *time =
        field ? NULL : time_field(message->descriptor, name, json, &time_us);
    if (time) {
        *(int64_t *)(void *)((char *)message + time->offset) = time_us;
        return true;
    }
    if (!field)
        return fail(reader, "there is no such field");
    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return read_list(reader, field, json, message);
    return read_value(reader, field, json, (char *)message + field->offset);
}

static ProtobufCMessage *
read_object(struct reader *reader, const ProtobufCMessageDescriptor *type, const json_t *json)
{
    if (!json_is_object(json)) {
        fail(reader, "must be an object { ... }");
        return NULL;
    }
    ProtobufCMessage *message = arena_take(reader->arena, type->sizeof_message);
    protobuf_c_message_init(type, message);
    size_t length = strlen(reader->path);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)json, name, value)
    {
        snprintf(reader->path + length, sizeof reader->path - length, "%s%s", length ? "." : "", name);
        if (!read_member(reader, message, name, value))
            return NULL;
        reader->path[length] = '\0';
    }
    return message;
}

ProtobufCMessage *
json_to_message(struct arena *arena, const ProtobufCMessageDescriptor *type, const json_t *json,
                char *error, size_t error_bytes)
{
    struct reader reader = { .arena = arena, .error = error, .error_bytes = error_bytes };
    return read_object(&reader, type, json);
}
