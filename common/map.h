/*
 * Hash map for memory that lives between turns: entries never move, additions and removals are
 * journaled. Keys are an int64 or a text; an entry is a plain struct of any size, also with a
 * flexible array at its end. The map owns the entries and a copy of the keys.
 *
 * journal may be NULL while a service rebuilds its state at start.
 */
#ifndef CROSSDOCK_MAP_H
#define CROSSDOCK_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "common/journal.h"

struct map;

struct map *map_create(void);
void map_destroy(struct map **map);
/* Destroyed when the journal is committed or rolled back: what only one turn needs. */
void map_end_with_turn(struct map *map, struct journal *journal);
size_t map_count(const struct map *map);

/* NULL when absent. */
void *map_find(const struct map *map, int64_t key);
void *map_find_text(const struct map *map, const char *key);

/* A new zeroed entry; the key must be absent. */
void *map_add(struct map *map, struct journal *journal, int64_t key, size_t entry_bytes);
void *map_add_text(struct map *map, struct journal *journal, const char *key, size_t entry_bytes);

/* The entry's memory stays valid until the turn commits. The key must be present. */
void map_remove(struct map *map, struct journal *journal, int64_t key);
void map_remove_text(struct map *map, struct journal *journal, const char *key);

/* The entry's own key, for entries of text maps; lives as long as the entry. */
const char *map_text_of(const void *entry);

/* Walk all entries in no particular order: size_t at = 0; while ((e = map_next(map, &at))) ...
 * Do not add or remove while walking. */
void *map_next(const struct map *map, size_t *at);

#endif
