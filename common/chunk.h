/*
 * A run of events of one feed as they travel: the bytes of an EventBatch, and where in them each
 * event has what a subscription asks about. Made once, when the events become durable or come out
 * of the table; serving them is copying bytes.
 */
#ifndef CROSSDOCK_CHUNK_H
#define CROSSDOCK_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/check.h"

/* A text inside the bytes; not terminated. */
struct span {
    uint32_t at, bytes;
};

/* The parts of a packed Event that travel is concerned with. */
struct event_view {
    struct span id, source, type, subject; /* from the start of the event */
    uint64_t position;
    int64_t time_us; /* when it was said */
};

/* False: not a packed Event. Reads tags and lengths only. */
bool event_view_read(const uint8_t *event, size_t bytes, struct event_view *view) must_check;

/* Walks a whole EventBatch; false when it is broken. last_id: of the event at `through`, else "";
 * said_us: when the last event in it was said, 0 when there is none. */
bool event_batch_check(const uint8_t *batch, size_t bytes, uint64_t through, char *last_id,
                       size_t room, int64_t *said_us) must_check;

struct chunk_entry {
    struct span element;           /* the event with its prefix in the batch */
    struct span id, type, subject; /* from the start of the chunk's data */
};

struct chunk {
    uint64_t first; /* position of the first event; the others follow without gaps */
    uint32_t count;
    uint32_t bytes;
    uint8_t *data; /* the EventBatch */
    struct chunk_entry entries[];
};

/* Copies the batch. NULL when the batch is broken or does not hold `count` events. */
struct chunk *chunk_make(uint64_t first, uint32_t count, const uint8_t *batch, size_t bytes);
void chunk_free(struct chunk **chunk);
size_t chunk_memory(const struct chunk *chunk); /* bytes it occupies */

bool span_is(const uint8_t *data, struct span span, const char *text);

#endif
