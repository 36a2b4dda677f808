/* See feed_ring.h. */
#include "common/feed_ring.h"

#include <assert.h>
#include <stdlib.h>

static struct chunk *
at(const struct feed_ring *ring, size_t index)
{
    return ring->chunks[(ring->begin + index) & (ring->room - 1)];
}

static void
drop_oldest(struct feed_ring *ring)
{
    struct chunk *oldest = at(ring, 0);
    ring->bytes -= chunk_memory(oldest);
    chunk_free(&oldest);
    ring->begin++;
    ring->count--;
}

void
feed_ring_clear(struct feed_ring *ring)
{
    while (ring->count > 0)
        drop_oldest(ring);
    free(ring->chunks);
    ring->chunks = NULL;
    ring->room = ring->begin = 0;
}

void
feed_ring_add(struct feed_ring *ring, struct chunk *chunk)
{
    if (ring->count == ring->room) {
        size_t room = ring->room == 0 ? 256 : ring->room * 2;
        struct chunk **chunks = malloc(room * sizeof *chunks);
        assert(chunks != NULL);
        for (size_t i = 0; i < ring->count; i++)
            chunks[i] = at(ring, i);
        free(ring->chunks);
        ring->chunks = chunks;
        ring->room = room;
        ring->begin = 0;
    }
    ring->chunks[(ring->begin + ring->count) & (ring->room - 1)] = chunk;
    ring->count++;
    ring->bytes += chunk_memory(chunk);
    while (ring->bytes > ring->bytes_max && ring->count > 1)
        drop_oldest(ring);
}

const struct chunk *
feed_ring_find(const struct feed_ring *ring, uint64_t position)
{
    size_t from = 0, to = ring->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct chunk *chunk = at(ring, middle);
        if (position < chunk->first)
            to = middle;
        else if (position >= chunk->first + chunk->count)
            from = middle + 1;
        else
            return chunk;
    }
    return NULL;
}
