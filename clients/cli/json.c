/* Messages as JSON for people at a terminal, see json.h. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/dates.h"
#include "clients/cli/json.h"
#include "common/json_message.h"

static json_t *
load(const ProtobufCMessage *message, unsigned style)
{
    struct json_text text = {0};
    json_write_message(&text, message, style);
    json_t *json = json_loadb(text.text, text.bytes, 0, NULL);
    json_text_free(&text);
    return json;
}

json_t *
json_from_message(const ProtobufCMessage *message)
{
    json_t *json = load(message, JSON_PROTO_NAMES | JSON_PLAIN_INTEGERS);
    if (!json) /* a number beyond 2^63, which jansson does not have: such a message has them in quotes */
        json = load(message, JSON_PROTO_NAMES);
    assert(json);
    return json;
}

/* "placed_at": "2026-01-31T12:00:00Z" becomes placed_at_us, where the message has no placed_at. */
static void
read_time(json_t *object, const ProtobufCMessageDescriptor *type, const char *name, const json_t *value)
{
    char longer[128];
    int64_t time_us;
    snprintf(longer, sizeof longer, "%s_us", name);
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(type, longer);
    if (!field || field->type != PROTOBUF_C_TYPE_INT64 || json_object_get(object, longer) ||
        !json_is_string(value) || !date_read(json_string_value(value), &time_us))
        return;
    json_object_set_new(object, longer, json_integer(time_us));
    json_object_del(object, name);
}

static void
read_times(json_t *json, const ProtobufCMessageDescriptor *type)
{
    const char *name;
    json_t *value;
    void *next;
    size_t index;
    if (json_is_array(json))
        json_array_foreach(json, index, value)
            read_times(value, type);
    json_object_foreach_safe(json, next, name, value)
    {
        const ProtobufCFieldDescriptor *field =
            protobuf_c_message_descriptor_get_field_by_name(type, name);
        if (!field)
            read_time(json, type, name, value);
        else if (field->type == PROTOBUF_C_TYPE_MESSAGE)
            read_times(value, field->descriptor);
    }
}

ProtobufCMessage *
json_to_message(struct arena *arena, const ProtobufCMessageDescriptor *type, json_t *json,
                char *error, size_t error_bytes)
{
    read_times(json, type);
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
    assert(text);
    ProtobufCMessage *message =
        json_read_message(arena, type, text, strlen(text), error, error_bytes);
    free(text);
    return message;
}
