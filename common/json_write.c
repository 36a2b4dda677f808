/*
 * Protobuf messages as JSON, see json_message.h: from the message straight into the text.
 */
#include "common/json_message.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json_field.h"

#define FLOAT_BYTES_MAX 32

/* --- writing -----------------------------------------------------------------------------------
 */

static bool
is_present(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *message)
{
    const void *at = json_field_member(message, field->offset);

    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return true;
    if (json_field_is_choice(field) && *json_field_choice(message, field) != field->id)
        return false;
    if (field->type == PROTOBUF_C_TYPE_MESSAGE)
        return *(const void *const *)at != NULL;
    if (json_field_has_flag(field))
        return *json_field_flag(message, field);
    if (field->type == PROTOBUF_C_TYPE_STRING && field->label == PROTOBUF_C_LABEL_OPTIONAL)
        return *(const void *const *)at != NULL && *(const void *const *)at != field->default_value;
    return true;
}

static bool
is_default(const ProtobufCFieldDescriptor *field, const ProtobufCMessage *message)
{
    static const char zero[sizeof(uint64_t)];
    const void *at = json_field_member(message, field->offset);

    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return *json_field_count(message, field) == 0;
    if (field->label != PROTOBUF_C_LABEL_NONE || json_field_is_choice(field) ||
        field->type == PROTOBUF_C_TYPE_MESSAGE)
        return false;
    if (field->type == PROTOBUF_C_TYPE_STRING)
        return *(char *const *)at == NULL || **(char *const *)at == '\0';
    if (field->type == PROTOBUF_C_TYPE_BYTES)
        return ((const ProtobufCBinaryData *)at)->len == 0;
    return memcmp(at, zero, json_field_bytes(field)) == 0;
}

static void
write_name(struct json_text *to, const char *name, unsigned style)
{
    char quoted[JSON_NAME_BYTES_MAX + 3];
    size_t bytes = strlen(name);

    assert(bytes <= JSON_NAME_BYTES_MAX);
    quoted[0] = '"';
    if (style & JSON_PROTO_NAMES)
        memcpy(quoted + 1, name, bytes);
    else
        bytes = json_field_camel(quoted + 1, name);
    quoted[bytes + 1] = '"';
    quoted[bytes + 2] = ':';
    json_text_add(to, quoted, bytes + 3);
}

static void
write_bytes(struct json_text *to, const ProtobufCBinaryData *data)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    json_text_byte(to, '"');
    for (size_t i = 0; i < data->len; i += 3) {
        size_t left = data->len - i;
        unsigned three = (unsigned)data->data[i] << 16;
        if (left > 1)
            three |= (unsigned)data->data[i + 1] << 8;
        if (left > 2)
            three |= data->data[i + 2];
        char four[] = {digits[three >> 18], digits[three >> 12 & 63],
                       left > 1 ? digits[three >> 6 & 63] : '=',
                       left > 2 ? digits[three & 63] : '='};
        json_text_add(to, four, sizeof four);
    }
    json_text_byte(to, '"');
}

static void
write_enum(struct json_text *to, const ProtobufCEnumDescriptor *type, int number)
{
    const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(type, number);

    if (value != NULL)
        json_text_string(to, value->name, strlen(value->name));
    else
        json_text_signed(to, number);
}

/* The double that is written with the fewest digits that tell this float from its neighbours. */
static double
as_double(float number)
{
    char text[FLOAT_BYTES_MAX];

    for (int digits = FLT_DIG; digits <= FLT_DECIMAL_DIG; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)number);
        if (strtof(text, NULL) == number)
            return strtod(text, NULL);
    }
    return (double)number; /* not a number */
}

static void
write_text(struct json_text *to, const char *text)
{
    json_text_string(to, text == NULL ? "" : text, text == NULL ? 0 : strlen(text));
}

static void
write_value(struct json_text *to, const ProtobufCFieldDescriptor *field, const void *at,
            unsigned style)
{
    bool quoted = json_field_bytes(field) == 8 && !(style & JSON_PLAIN_INTEGERS);

    switch (field->type) {
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_SFIXED32:
        json_text_signed(to, *(const int32_t *)at);
        return;
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_FIXED32:
        json_text_unsigned(to, *(const uint32_t *)at);
        return;
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_SFIXED64:
        json_text_add(to, "\"", quoted);
        json_text_signed(to, *(const int64_t *)at);
        json_text_add(to, "\"", quoted);
        return;
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_FIXED64:
        json_text_add(to, "\"", quoted);
        json_text_unsigned(to, *(const uint64_t *)at);
        json_text_add(to, "\"", quoted);
        return;
    case PROTOBUF_C_TYPE_FLOAT:
        json_text_real(to, as_double(*(const float *)at));
        return;
    case PROTOBUF_C_TYPE_DOUBLE:
        json_text_real(to, *(const double *)at);
        return;
    case PROTOBUF_C_TYPE_BOOL:
        json_text_add(to, *(const protobuf_c_boolean *)at ? "true" : "false",
                      *(const protobuf_c_boolean *)at ? 4 : 5);
        return;
    case PROTOBUF_C_TYPE_ENUM:
        write_enum(to, field->descriptor, *(const int *)at);
        return;
    case PROTOBUF_C_TYPE_STRING:
        write_text(to, *(const char *const *)at);
        return;
    case PROTOBUF_C_TYPE_BYTES:
        write_bytes(to, at);
        return;
    case PROTOBUF_C_TYPE_MESSAGE:
        json_write_message(to, *(const ProtobufCMessage *const *)at, style);
        return;
    }
    WRONG("a field type that protobuf does not have");
}

static void
write_list(struct json_text *to, const ProtobufCFieldDescriptor *field,
           const ProtobufCMessage *message, unsigned style)
{
    size_t count = *json_field_count(message, field);
    const char *values = *(const char *const *)json_field_member(message, field->offset);

    json_text_byte(to, '[');
    for (size_t i = 0; i < count; i++) {
        json_text_add(to, ",", i > 0);
        write_value(to, field, values + i * json_field_bytes(field), style);
    }
    json_text_byte(to, ']');
}

void
json_write_message(struct json_text *to, const ProtobufCMessage *message, unsigned style)
{
    bool first = true;

    json_text_byte(to, '{');
    for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
        if (!is_present(field, message) || ((style & JSON_SPARSE) && is_default(field, message)))
            continue;
        json_text_add(to, ",", !first);
        first = false;
        write_name(to, field->name, style);
        if (field->label == PROTOBUF_C_LABEL_REPEATED)
            write_list(to, field, message, style);
        else
            write_value(to, field, json_field_member(message, field->offset), style);
    }
    json_text_byte(to, '}');
}
