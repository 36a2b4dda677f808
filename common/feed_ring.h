/*
 * The newest events of a feed in memory: chunks in order, without gaps; the oldest leave when there are too many
 * bytes. A follower that is nearly at the head is served from here and costs the database nothing.
 */
#ifndef CROSSDOCK_FEED_RING_H
#define CROSSDOCK_FEED_RING_H

#include <stddef.h>
#include <stdint.h>

#include "common/chunk.h"

/* Zero but for bytes_max is empty. */
struct feed_ring {
    struct chunk **chunks; /* circular, a power of two */
    size_t room, begin, count;
    size_t bytes, bytes_max;
};

/* Takes the chunk, which begins behind the newest. One stays, however big. */
void feed_ring_add(struct feed_ring *ring, struct chunk *chunk);
/* The chunk that holds a position, until the next add or clear; NULL: not in memory. */
const struct chunk *feed_ring_find(const struct feed_ring *ring, uint64_t position);
void feed_ring_clear(struct feed_ring *ring);

#endif
