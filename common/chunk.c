/*
 * See chunk.h. The scanner below knows the wire format of protobuf, not the message: it walks the
 * tags of a packed Event and notes where a few fields are.
 */
#include "common/chunk.h"

#include <stdlib.h>
#include <string.h>

#include "common/message.h"

enum wire { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };

/* Fields of crossdock.envelope.v1.Event. */
enum {
    EVENT_ID = 1,
    EVENT_SOURCE = 2,
    EVENT_TYPE = 4,
    EVENT_TIME = 16,
    EVENT_SUBJECT = 18,
    EVENT_POSITION = 21,
};

static bool
read_varint(const uint8_t *data, size_t bytes, size_t *at, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && *at < bytes; shift += 7) {
        uint8_t byte = data[(*at)++];
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return true;
    }
    return false;
}

/* Moves past one field's value; spans are set for bytes, number for varints. */
static bool
read_value(const uint8_t *data, size_t bytes, size_t *at, unsigned wire, struct span *span,
           uint64_t *number)
{
    *span = (struct span){ 0 };
    *number = 0;
    uint64_t length = 0;
    if (wire == WIRE_VARINT)
        return read_varint(data, bytes, at, number);
    if (wire == WIRE_BYTES && !read_varint(data, bytes, at, &length))
        return false;
    if (wire == WIRE_FIXED64)
        length = 8;
    else if (wire == WIRE_FIXED32)
        length = 4;
    else if (wire != WIRE_BYTES)
        return false;
    if (length > bytes - *at)
        return false;
    *span = (struct span){ (uint32_t)*at, (uint32_t)length };
    *at += (size_t)length;
    return true;
}

bool
event_view_read(const uint8_t *event, size_t bytes, struct event_view *view)
{
    memset(view, 0, sizeof *view);
    if (bytes > UINT32_MAX)
        return false;
    for (size_t at = 0; at < bytes;) {
        uint64_t tag, number;
        struct span span;
        if (!read_varint(event, bytes, &at, &tag) ||
            !read_value(event, bytes, &at, (unsigned)(tag & 7), &span, &number))
            return false;
        if ((tag & 7) == WIRE_BYTES) {
            if (tag >> 3 == EVENT_ID)
                view->id = span;
            else if (tag >> 3 == EVENT_SOURCE)
                view->source = span;
            else if (tag >> 3 == EVENT_TYPE)
                view->type = span;
            else if (tag >> 3 == EVENT_SUBJECT)
                view->subject = span;
        } else if (tag == (EVENT_POSITION << 3 | WIRE_VARINT)) {
            view->position = number;
        } else if (tag == (EVENT_TIME << 3 | WIRE_VARINT)) {
            view->time_us = (int64_t)number;
        }
    }
    return true;
}

bool
event_batch_check(const uint8_t *batch, size_t bytes, uint64_t through, char *last_id, size_t room,
                  int64_t *said_us)
{
    const uint8_t *event;
    size_t event_bytes, at = 0;
    struct event_view view;
    last_id[0] = '\0';
    *said_us = 0;
    while (message_batch_next(batch, bytes, &at, &event, &event_bytes)) {
        if (at < bytes)
            continue; /* only the last one is of interest */
        if (!event_view_read(event, event_bytes, &view))
            continue;
        *said_us = view.time_us;
        if (view.position == through && view.id.bytes < room) {
            memcpy(last_id, event + view.id.at, view.id.bytes);
            last_id[view.id.bytes] = '\0';
        }
    }
    return at == bytes;
}

static struct span
moved(struct span span, size_t by)
{
    span.at += (uint32_t)by;
    return span;
}

static bool
index_events(struct chunk *chunk)
{
    size_t at = 0;
    for (uint32_t i = 0; i < chunk->count; i++) {
        const uint8_t *event;
        size_t event_bytes, begin = at;
        struct event_view view;
        if (!message_batch_next(chunk->data, chunk->bytes, &at, &event, &event_bytes) ||
            !event_view_read(event, event_bytes, &view))
            return false;
        size_t offset = (size_t)(event - chunk->data);
        chunk->entries[i] = (struct chunk_entry){
            .element = { (uint32_t)begin, (uint32_t)(at - begin) },
            .id = moved(view.id, offset),
            .type = moved(view.type, offset),
            .subject = moved(view.subject, offset),
        };
    }
    return at == chunk->bytes;
}

struct chunk *
chunk_make(uint64_t first, uint32_t count, const uint8_t *batch, size_t bytes)
{
    if (bytes > UINT32_MAX / 2 || count > bytes)
        return NULL;
    size_t index_bytes = sizeof(struct chunk) + count * sizeof(struct chunk_entry);
    struct chunk *chunk = malloc(index_bytes + bytes);
    assert(chunk != NULL);
    chunk->first = first;
    chunk->count = count;
    chunk->bytes = (uint32_t)bytes;
    chunk->data = (uint8_t *)chunk + index_bytes;
    memcpy(chunk->data, batch, bytes);
    if (!index_events(chunk))
        chunk_free(&chunk);
    return chunk;
}

void
chunk_free(struct chunk **chunk)
{
    free(*chunk);
    *chunk = NULL;
}

size_t
chunk_memory(const struct chunk *chunk)
{
    return sizeof *chunk + chunk->count * sizeof chunk->entries[0] + chunk->bytes;
}

bool
span_is(const uint8_t *data, struct span span, const char *text)
{
    return strlen(text) == span.bytes && memcmp(data + span.at, text, span.bytes) == 0;
}
