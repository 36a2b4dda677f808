/* A hash table that lives in the arena of one turn. */
#include "services/order/claims.h"

#include <string.h>

#define CLAIMS_MIN 64

static uint64_t
hash_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (uint8_t)*text) * UINT64_C(0x100000001b3); /* FNV-1a */
    while (*text++);
    return hash;
}

static uint64_t
hash_pair(const char *channel, const char *external_id)
{
    const uint64_t hash = hash_text(hash_text(UINT64_C(0xcbf29ce484222325), channel), external_id);

    return hash ^ hash >> 32;
}

/* The slot of the pair, or the free one where it belongs. */
static struct claim **
find_slot(const struct claims *claims, uint64_t hash, const char *channel, const char *external_id)
{
    const uint64_t mask = 2 * (uint64_t)claims->list_max - 1;
    uint64_t at = hash & mask;

    for (; claims->slots[at] != NULL; at = (at + 1) & mask) {
        const struct claim *claim = claims->slots[at];

        if (claim->hash == hash && strcmp(claim->external_id, external_id) == 0 &&
            strcmp(claim->channel, channel) == 0)
            break;
    }
    return &claims->slots[at];
}

static void
grow(struct claims *claims, struct arena *arena)
{
    struct claim **const list = claims->list;
    const uint32_t list_max = claims->list_max > 0 ? 2 * claims->list_max : CLAIMS_MIN;

    claims->list = arena_take(arena, list_max * sizeof *list);
    claims->slots = arena_take(arena, 2 * (size_t)list_max * sizeof *claims->slots);
    claims->list_max = list_max;
    for (uint32_t i = 0; i < claims->count; i++) {
        claims->list[i] = list[i];
        *find_slot(claims, list[i]->hash, list[i]->channel, list[i]->external_id) = list[i];
    }
}

struct claim *
claims_find(const struct claims *claims, const char *channel, const char *external_id)
{
    if (claims->count == 0)
        return NULL;
    return *find_slot(claims, hash_pair(channel, external_id), channel, external_id);
}

struct claim *
claims_ask(struct claims *claims, struct arena *arena, const char *channel, const char *external_id)
{
    const uint64_t hash = hash_pair(channel, external_id);

    if (claims->count == claims->list_max)
        grow(claims, arena);

    struct claim **slot = find_slot(claims, hash, channel, external_id);
    if (*slot == NULL) {
        struct claim *claim = arena_take(arena, sizeof *claim);

        *claim = (struct claim){.channel = channel, .external_id = external_id, .hash = hash};
        *slot = claims->list[claims->count++] = claim;
    }
    return *slot;
}
