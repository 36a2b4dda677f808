/* See cloud_event.h. */
#include "services/gateway/cloud_event.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "common/message.h"
#include "common/message_types.h"

typedef Crossdock__Envelope__V1__Event event_message;

static void
add(struct json_text *to, const char *text)
{
    json_text_add(to, text, strlen(text));
}

/* An attribute that is not there is left out, as CloudEvents has it. */
static void
add_attribute(struct json_text *to, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    add(to, ",\"");
    add(to, name);
    add(to, "\":");
    json_text_string(to, value, strlen(value));
}

/* RFC 3339 in UTC, with microseconds. */
static void
write_time(int64_t unix_us, char text[40])
{
    const time_t seconds = (time_t)(unix_us / 1000000);
    struct tm parts;

    gmtime_r(&seconds, &parts);
    const size_t bytes = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text + bytes, 40 - bytes, ".%06dZ", (int)(unix_us % 1000000));
}

static void
write_event(struct json_text *to, const event_message *event, const ProtobufCMessage *data)
{
    char when[40], position[24];

    write_time(event->time_us, when);
    snprintf(position, sizeof position, "%llu", (unsigned long long)event->position);
    add(to, "{\"specversion\":\"1.0\"");
    add_attribute(to, "id", event->id);
    add_attribute(to, "source", event->source);
    add_attribute(to, "type", event->type);
    add_attribute(to, "time", when);
    add_attribute(to, "subject", event->subject);
    add_attribute(to, "position", position);
    add_attribute(to, "partitionkey", event->key);
    add_attribute(to, "causeid", event->cause_id);
    add_attribute(to, "traceparent", event->trace);
    add(to, ",\"datacontenttype\":\"application/json\",\"data\":");
    json_write_message(to, data, JSON_MAPPING);
    add(to, "}");
}

bool
cloud_event_write(struct json_text *to, struct arena *arena, const uint8_t *packed, size_t bytes)
{
    const char *reason;
    const event_message *event = (const event_message *)message_read(
        arena, &crossdock__envelope__v1__event__descriptor, packed, bytes, &reason);
    const ProtobufCMessageDescriptor *type = event == NULL ? NULL : message_type_find(event->type);

    if (type == NULL)
        return false;
    const ProtobufCMessage *data =
        message_read(arena, type, event->data.data, event->data.len, &reason);
    if (data == NULL)
        return false;
    write_event(to, event, data);
    return true;
}
