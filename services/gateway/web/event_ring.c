/* See event_ring.h. */
#include "services/gateway/web/event_ring.h"

#include <stdlib.h>
#include <string.h>

#include "common/chunk.h"
#include "common/json_text.h"
#include "common/message.h"
#include "common/metrics.h"
#include "services/gateway/web/event_text.h"

#define ROOM_FIRST 1024

struct event_ring {
    struct event_entry *entries; /* circular, a power of two */
    size_t room;
    uint64_t first, end;
    size_t bytes, bytes_max;
    struct place heard, gone;
};

METRIC(encoded) = {.kind = METRIC_COUNTER,
                   .name = "crossdock_events_encoded_total",
                   .help = "Events that were made into JSON for who listens, once each."};

static struct event_entry *
entry_at(const struct event_ring *ring, uint64_t number)
{
    return &ring->entries[number & (ring->room - 1)];
}

static size_t
entry_memory(const struct event_entry *entry)
{
    return sizeof *entry + entry->bytes + strlen(entry->subject) + 1;
}

static void
drop_oldest(struct event_ring *ring)
{
    struct event_entry *oldest = entry_at(ring, ring->first++);

    ring->bytes -= entry_memory(oldest);
    ring->gone.at[oldest->feed] = oldest->position;
    free(oldest->subject);
    free(oldest->packed);
    free(oldest->text);
}

static void
clear(struct event_ring *ring)
{
    while (ring->first < ring->end)
        drop_oldest(ring);
    ring->gone = ring->heard;
}

static void
grow(struct event_ring *ring)
{
    const size_t room = ring->room == 0 ? ROOM_FIRST : 2 * ring->room;
    struct event_entry *entries = malloc(room * sizeof *entries);

    assert(entries != NULL);
    for (uint64_t number = ring->first; number < ring->end; number++)
        entries[number & (room - 1)] = *entry_at(ring, number);
    free(ring->entries);
    ring->entries = entries;
    ring->room = room;
}

static char *
copy_span(const uint8_t *event, struct span span)
{
    char *copy = malloc((size_t)span.bytes + 1);

    assert(copy != NULL);
    memcpy(copy, event + span.at, span.bytes);
    copy[span.bytes] = '\0';
    return copy;
}

static void
add(struct event_ring *ring, int feed, const uint8_t *event, size_t bytes,
    const struct event_view *view)
{
    if (ring->end - ring->first == ring->room)
        grow(ring);
    struct event_entry *entry = entry_at(ring, ring->end++);
    *entry = (struct event_entry){
        .position = view->position,
        .feed = feed,
        .type = event_type_index((const char *)event + view->type.at, view->type.bytes),
        .subject = copy_span(event, view->subject),
        .packed = malloc(bytes),
        .bytes = bytes,
    };
    assert(entry->packed != NULL);
    memcpy(entry->packed, event, bytes);
    ring->heard.at[feed] = view->position;
    ring->bytes += entry_memory(entry);
    while (ring->bytes > ring->bytes_max && ring->end - ring->first > 1)
        drop_oldest(ring);
}

void
event_ring_hear(struct event_ring *ring, int feed, uint64_t from, uint64_t through,
                const uint8_t *batch, size_t bytes)
{
    uint64_t *heard = &ring->heard.at[feed];
    const uint8_t *event;
    size_t at = 0, event_bytes;
    struct event_view view;

    if (from > *heard + 1) { /* who listens fetches the rest from the feed's owner */
        *heard = from - 1;
        clear(ring);
    }
    while (message_batch_next(batch, bytes, &at, &event, &event_bytes))
        if (event_view_read(event, event_bytes, &view) && view.position > *heard &&
            view.position <= through)
            add(ring, feed, event, event_bytes, &view);
    if (through > *heard)
        *heard = through;
}

const char *
event_ring_text(struct event_ring *ring, uint64_t number, struct arena *arena, size_t *bytes)
{
    struct event_entry *entry = entry_at(ring, number);

    if (entry->packed != NULL) {
        struct json_text text = {0};
        event_text_write(&text, arena, entry->packed, entry->bytes);
        free(entry->packed);
        entry->packed = NULL;
        ring->bytes += text.bytes - entry->bytes; /* wraps around, and back */
        entry->text = text.text;
        entry->bytes = text.bytes;
        metric_add(&encoded, 1);
    }
    *bytes = entry->bytes;
    return entry->text;
}

const struct event_entry *
event_ring_at(const struct event_ring *ring, uint64_t number)
{
    return entry_at(ring, number);
}

uint64_t
event_ring_first(const struct event_ring *ring)
{
    return ring->first;
}

uint64_t
event_ring_end(const struct event_ring *ring)
{
    return ring->end;
}

const struct place *
event_ring_heard(const struct event_ring *ring)
{
    return &ring->heard;
}

const struct place *
event_ring_gone(const struct event_ring *ring)
{
    return &ring->gone;
}

/* --- life ------------------------------------------------------------------------------------- */

void
event_ring_start(struct event_ring *ring, const struct place *after)
{
    ring->heard = *after;
    clear(ring);
}

struct event_ring *
event_ring_create(size_t bytes_max)
{
    struct event_ring *ring = calloc(1, sizeof *ring);

    assert(ring != NULL);
    ring->bytes_max = bytes_max;
    return ring;
}

void
event_ring_destroy(struct event_ring **ring)
{
    if (*ring == NULL)
        return;
    clear(*ring);
    free((*ring)->entries);
    free(*ring);
    *ring = NULL;
}
