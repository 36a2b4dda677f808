/*
 * Of very many who have something of an order, those whom its best plan could hold: the vocabulary
 * of alike.c.
 */
#ifndef ROUTING_ALIKE_H
#define ROUTING_ALIKE_H

#include "services/fulfillment-routing/core/places/near_index.h"

#define ALIKE_KEPT_MAX   64   /* of a kind */
#define ALIKE_KINDS_ROOM 4096 /* a power of two */

/* Locations that have the same to give. */
struct alike_kind {
    uint64_t signature; /* 0: free */
    uint32_t needed, kept;
    bool more; /* than are kept */
    struct near_found nearest[ALIKE_KEPT_MAX];
};

/* Arrays of the caller, zeroed once: by location, and ALIKE_KINDS_ROOM of the last two. */
struct alike {
    const struct near_point *points;
    uint64_t *signatures;
    uint32_t *needed; /* so many of such a location fill every line that it has anything of */
    uint32_t *turns;
    uint32_t *touched;
    struct alike_kind *kinds;
    uint32_t *used;
    uint32_t touched_count, used_count, turn;
};

/* One order: begin, add every line of everybody who may ship (a location's lines in any order, each
 * once, units > 0), then choose. */
void alike_begin(struct alike *alike);
void alike_add(struct alike *alike, uint32_t location, uint32_t line, int64_t units, int64_t asked);

/* Into chosen, which has room for all that were added; *count of them. False: it is not sure that
 * nobody else could be in the best plan, or that the chosen have enough together. */
bool alike_choose(struct alike *alike, const struct near_point *from, uint32_t *chosen,
                  uint32_t *count);

#endif
