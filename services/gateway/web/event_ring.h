/*
 * The newest events of the four feeds, in the order in which they were heard, for all who listen:
 * each is kept once and made into JSON once, when the first one wants it. Bounded by its bytes; the
 * oldest go first.
 *
 * Each event has a number, counted from the first one ever heard; a listener is a number in here.
 */
#ifndef GATEWAY_EVENT_RING_H
#define GATEWAY_EVENT_RING_H

#include "common/arena.h"
#include "common/check.h"
#include "services/gateway/core/place.h"

struct event_entry {
    uint64_t position;
    int feed; /* in the order of place_feeds */
    int type; /* index into message_types; -1: unknown */
    char *subject;
    /* private: as it came, until it is asked for as text */
    uint8_t *packed;
    char *text;
    size_t bytes;
};

struct event_ring;

struct event_ring *event_ring_create(size_t bytes_max);
void event_ring_destroy(struct event_ring **ring);

/* Everything so far is forgotten; the next events come after these positions. */
void event_ring_start(struct event_ring *ring, const struct place *after);

/* A batch of one feed that covers from .. through. What was heard before is passed over; after a
 * hole everything is forgotten. */
void event_ring_hear(struct event_ring *ring, int feed, uint64_t from, uint64_t through,
                     const uint8_t *batch, size_t bytes);

/* Numbers: first <= number < end is in here. */
uint64_t event_ring_first(const struct event_ring *ring);
uint64_t event_ring_end(const struct event_ring *ring);
const struct event_entry *event_ring_at(const struct event_ring *ring, uint64_t number);

/* "data: {...}\n\n"; bytes 0: it cannot be shown. The arena is scratch. */
const char *event_ring_text(struct event_ring *ring, uint64_t number, struct arena *arena,
                            size_t *bytes);

/* Through which positions everything was heard, and is no longer in here. */
const struct place *event_ring_heard(const struct event_ring *ring);
const struct place *event_ring_gone(const struct event_ring *ring);

#endif
