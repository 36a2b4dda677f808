/*
 * Hash map whose entries never move: open addressing over pointers to entries.
 *
 * A slot holds the full hash beside the pointer, so a lookup touches an entry only when it is the
 * one. For int64 keys the hash is a bijection of the key: equal hashes are equal keys. Text is
 * hashed with a secret of the process, since keys may come from outside. Removal closes the gap
 * (no tombstones), so a map that lives for months does not slow down.
 *
 * An entry is one piece of memory: head, the caller's struct, a copy of the text key.
 */
#include "common/map.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "common/check.h"

#define SLOTS_MIN       16
#define HUGE_PAGE_BYTES ((size_t)2 << 20)

struct head {
    uint64_t hash;
    const char *text; /* NULL: the key is an int64 */
};

_Static_assert(sizeof(struct head) == 16, "entries behind a head stay aligned to 16 bytes");

struct slot {
    uint64_t hash;
    struct head *head; /* NULL: free */
};

struct map {
    struct slot *slots;
    size_t mask; /* number of slots - 1, a power of two less one */
    size_t count;
};

static uint64_t text_secret;
static pthread_once_t text_secret_once = PTHREAD_ONCE_INIT;

static void
make_text_secret(void)
{
    ssize_t got = getrandom(&text_secret, sizeof text_secret, 0);

    assert(got == (ssize_t)sizeof text_secret);
}

/* The finalizer of MurmurHash3: a bijection that spreads every bit of the key over the hash. */
static uint64_t
hash_int64(int64_t key)
{
    uint64_t hash = (uint64_t)key;

    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53ULL;
    hash ^= hash >> 33;
    return hash;
}

__extension__ typedef unsigned __int128 product128;

/* High and low half of a 128 bit product folded together, the step of wyhash. */
static uint64_t
fold(uint64_t a, uint64_t b)
{
    product128 product = (product128)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t
hash_text(const char *text, size_t bytes)
{
    uint64_t hash = text_secret ^ fold(bytes ^ 0xa0761d6478bd642fULL, 0xe7037ed1a0b428dbULL);
    uint64_t word;

    for (; bytes >= sizeof word; bytes -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = fold(hash ^ word, 0x8ebc6af09c88c6e3ULL);
    }
    word = 0;
    memcpy(&word, text, bytes);
    return fold(hash ^ word, 0x589965cc75374cc3ULL ^ text_secret);
}

/* Zeroed. Large tables lie in huge pages: nearly every lookup goes to another page. */
static struct slot *
make_slots(size_t count)
{
    size_t bytes = count * sizeof(struct slot);
    struct slot *slots;

    if (bytes < HUGE_PAGE_BYTES)
        slots = malloc(bytes);
    else if ((slots = aligned_alloc(HUGE_PAGE_BYTES, bytes)) != NULL)
        (void)madvise(slots, bytes, MADV_HUGEPAGE);
    assert(slots != NULL);
    return memset(slots, 0, bytes);
}

struct map *
map_create(void)
{
    struct map *map = calloc(1, sizeof *map);

    pthread_once(&text_secret_once, make_text_secret);
    assert(map != NULL);
    map->slots = make_slots(SLOTS_MIN);
    map->mask = SLOTS_MIN - 1;
    return map;
}

void
map_destroy(struct map **map)
{
    if (*map == NULL)
        return;
    for (size_t i = 0; i <= (*map)->mask; i++)
        free((*map)->slots[i].head);
    free((*map)->slots);
    free(*map);
    *map = NULL;
}

static void
drop(void *map, void *unused)
{
    (void)unused;
    map_destroy(&(struct map *){map});
}

void
map_end_with_turn(struct map *map, struct journal *journal)
{
    journal_note(journal, drop, drop, map, NULL);
}

size_t
map_count(const struct map *map)
{
    return map->count;
}

static bool
is_text(const struct head *head, const char *text)
{
    if (head->text == NULL || text == NULL)
        return head->text == text;
    return strcmp(head->text, text) == 0;
}

/* The slot of this key, or the free slot where it would go. */
static struct slot *
find_slot(const struct map *map, uint64_t hash, const char *text)
{
    size_t i = hash & map->mask;

    while (map->slots[i].head != NULL &&
           !(map->slots[i].hash == hash && is_text(map->slots[i].head, text)))
        i = (i + 1) & map->mask;
    return &map->slots[i];
}

static void *
entry_of(struct head *head)
{
    return head == NULL ? NULL : head + 1;
}

void *
map_find(const struct map *map, int64_t key)
{
    return entry_of(find_slot(map, hash_int64(key), NULL)->head);
}

void *
map_find_text(const struct map *map, const char *key)
{
    return entry_of(find_slot(map, hash_text(key, strlen(key)), key)->head);
}

static void
put(struct map *map, struct head *head)
{
    size_t i = head->hash & map->mask;

    while (map->slots[i].head != NULL)
        i = (i + 1) & map->mask;
    map->slots[i] = (struct slot){.hash = head->hash, .head = head};
}

/* At most five of eight slots are in use, so a search soon meets a free one. */
static void
grow_if_full(struct map *map)
{
    struct slot *old = map->slots;
    size_t old_count = map->mask + 1;

    if ((map->count + 1) * 8 <= old_count * 5)
        return;
    map->slots = make_slots(old_count * 2);
    map->mask = old_count * 2 - 1;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].head != NULL)
            put(map, old[i].head);
    }
    free(old);
}

/* Empty this slot and move back those behind it that had to step over it. */
static void
take_out(struct map *map, struct slot *slot)
{
    size_t gap = (size_t)(slot - map->slots), i = gap;

    for (;;) {
        i = (i + 1) & map->mask;
        if (map->slots[i].head == NULL)
            break;
        size_t wanted = map->slots[i].hash & map->mask;
        if (((i - wanted) & map->mask) >= ((i - gap) & map->mask)) {
            map->slots[gap] = map->slots[i];
            gap = i;
        }
    }
    map->slots[gap] = (struct slot){0};
    map->count--;
}

static void
undo_add(void *owner, void *what)
{
    struct map *map = owner;
    struct head *head = what;
    struct slot *slot = find_slot(map, head->hash, head->text);

    assert(slot->head == head);
    take_out(map, slot);
    free(head);
}

static void
undo_remove(void *owner, void *what)
{
    struct map *map = owner;

    put(map, what); /* there was room for it before, and slots are never given up */
    map->count++;
}

static void
done_remove(void *owner, void *what)
{
    (void)owner;
    free(what);
}

static void *
add(struct map *map, struct journal *journal, uint64_t hash, const char *text, size_t entry_bytes)
{
    size_t text_bytes = text == NULL ? 0 : strlen(text) + 1;
    struct head *head = calloc(1, sizeof *head + entry_bytes + text_bytes);

    assert(head != NULL);
    assert(find_slot(map, hash, text)->head == NULL);
    head->hash = hash;
    if (text != NULL)
        head->text = memcpy((char *)(head + 1) + entry_bytes, text, text_bytes);
    grow_if_full(map);
    put(map, head);
    map->count++;
    if (journal != NULL)
        journal_note(journal, undo_add, NULL, map, head);
    return head + 1;
}

void *
map_add(struct map *map, struct journal *journal, int64_t key, size_t entry_bytes)
{
    return add(map, journal, hash_int64(key), NULL, entry_bytes);
}

void *
map_add_text(struct map *map, struct journal *journal, const char *key, size_t entry_bytes)
{
    return add(map, journal, hash_text(key, strlen(key)), key, entry_bytes);
}

static void
remove_slot(struct map *map, struct journal *journal, struct slot *slot)
{
    struct head *head = slot->head;

    assert(head != NULL);
    take_out(map, slot);
    if (journal != NULL)
        journal_note(journal, undo_remove, done_remove, map, head);
    else
        free(head);
}

void
map_remove(struct map *map, struct journal *journal, int64_t key)
{
    remove_slot(map, journal, find_slot(map, hash_int64(key), NULL));
}

void
map_remove_text(struct map *map, struct journal *journal, const char *key)
{
    remove_slot(map, journal, find_slot(map, hash_text(key, strlen(key)), key));
}

const char *
map_text_of(const void *entry)
{
    const struct head *head = (const struct head *)entry - 1;

    return head->text;
}

void *
map_next(const struct map *map, size_t *at)
{
    while (*at <= map->mask) {
        struct head *head = map->slots[(*at)++].head;
        if (head != NULL)
            return head + 1;
    }
    return NULL;
}
