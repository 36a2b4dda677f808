/*
 * The map against a simple model, with turns that commit and turns that roll back.
 *
 * map_test [seed [steps]] runs the property test longer or again; without arguments a few seeds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/map.h"

enum { KEYS = 700, SEEDS = 5, STEPS = 40000 };

/* What must be in the map: for each key whether it is there, and its value. */
struct model {
    bool there[KEYS];
    int64_t value[KEYS];
};

struct world {
    struct map *map;
    struct journal *journal;
    bool texts;
    uint64_t random;
    struct model now, committed;
};

static uint64_t only_seed;
static uint64_t steps = STEPS;

/* xorshift64* (Vigna 2016) */
static uint32_t
next_random(struct world *world, uint32_t below)
{
    world->random ^= world->random >> 12;
    world->random ^= world->random << 25;
    world->random ^= world->random >> 27;
    return (uint32_t)(world->random * 0x2545f4914f6cdd1dULL >> 33) % below;
}

/* Far apart and close together, negative ones too. */
static int64_t
number_key(uint32_t key)
{
    return key % 2 == 0 ? (int64_t)key : -((int64_t)key << 40);
}

static const char *
text_key(uint32_t key)
{
    static char text[64];

    snprintf(text, sizeof text, "%.*s%u", (int)(key % 23), "a key of any length whatever", key);
    return text;
}

static int64_t *
find(struct world *world, uint32_t key)
{
    return world->texts ? map_find_text(world->map, text_key(key))
                        : map_find(world->map, number_key(key));
}

static void
add(struct world *world, uint32_t key, struct journal *journal)
{
    int64_t value = next_random(world, 1000000);
    int64_t *entry = world->texts ? map_add_text(world->map, journal, text_key(key), sizeof *entry)
                                  : map_add(world->map, journal, number_key(key), sizeof *entry);

    assert_int_equal(0, *entry);
    assert_int_equal(0, (uintptr_t)entry % 16);
    if (world->texts)
        assert_string_equal(text_key(key), map_text_of(entry));
    *entry = value;
    world->now.there[key] = true;
    world->now.value[key] = value;
}

static void
drop(struct world *world, uint32_t key, struct journal *journal)
{
    int64_t *entry = find(world, key);

    if (world->texts)
        map_remove_text(world->map, journal, text_key(key));
    else
        map_remove(world->map, journal, number_key(key));
    if (journal != NULL)
        assert_int_equal(world->now.value[key], *entry); /* valid until the commit */
    world->now.there[key] = false;
}

static void
change(struct world *world, uint32_t key)
{
    int64_t *entry = find(world, key);

    journal_keep(world->journal, entry, sizeof *entry);
    *entry = world->now.value[key] = next_random(world, 1000000);
}

static void
compare(struct world *world)
{
    size_t at = 0, walked = 0, there = 0;

    for (uint32_t key = 0; key < KEYS; key++) {
        int64_t *entry = find(world, key);
        assert_int_equal(world->now.there[key], entry != NULL);
        if (entry != NULL)
            assert_int_equal(world->now.value[key], *entry);
        there += world->now.there[key];
    }
    while (map_next(world->map, &at) != NULL)
        walked++;
    assert_int_equal(there, walked);
    assert_int_equal(there, map_count(world->map));
}

static void
step(struct world *world)
{
    uint32_t dice = next_random(world, 100), key = next_random(world, KEYS);

    if (dice < 2) {
        journal_commit(world->journal);
        world->committed = world->now;
    } else if (dice < 4) {
        journal_rollback(world->journal);
        world->now = world->committed;
    } else if (!world->now.there[key])
        add(world, key, world->journal);
    else if (dice < 60)
        drop(world, key, world->journal);
    else
        change(world, key);
    if (dice < 4 && next_random(world, 10) == 0)
        compare(world);
}

static void
run(uint64_t seed, bool texts)
{
    struct world *world = calloc(1, sizeof *world);

    world->map = map_create();
    world->journal = journal_create();
    world->texts = texts;
    world->random = seed * 2 + 1;
    for (uint32_t key = 0; key < KEYS; key += 3)
        add(world, key, NULL);
    for (uint32_t key = 0; key < KEYS; key += 6)
        drop(world, key, NULL);
    compare(world);
    world->committed = world->now;
    for (uint64_t i = 0; i < steps; i++)
        step(world);
    journal_rollback(world->journal);
    world->now = world->committed;
    compare(world);
    journal_destroy(&world->journal);
    map_destroy(&world->map);
    assert_null(world->map);
    free(world);
}

static void
behaves_like_the_model(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        print_message("    seed %llu\n", (unsigned long long)(only_seed != 0 ? only_seed : seed));
        run(only_seed != 0 ? only_seed : seed, false);
        run(only_seed != 0 ? only_seed : seed, true);
        if (only_seed != 0)
            break;
    }
}

static void
a_million_entries_stay_where_they_are(void **state)
{
    enum { COUNT = 1000000 };
    struct map *map = map_create();
    int64_t **entries = malloc(COUNT * sizeof *entries);

    (void)state;
    for (int64_t key = 0; key < COUNT; key++) {
        entries[key] = map_add(map, NULL, key, sizeof **entries);
        *entries[key] = key;
    }
    for (int64_t key = 0; key < COUNT; key++)
        assert_true(map_find(map, key) == entries[key] && *entries[key] == key);
    assert_null(map_find(map, COUNT));
    assert_null(map_find(map, -1));
    free(entries);
    map_destroy(&map);
}

static void
a_flexible_array_ends_an_entry(void **state)
{
    struct list {
        size_t count;
        int64_t values[];
    };
    struct map *map = map_create();
    struct list *list = map_add_text(map, NULL, "key", sizeof *list + 3 * sizeof(int64_t));

    (void)state;
    list->count = 3;
    for (size_t i = 0; i < list->count; i++)
        list->values[i] = -1;
    assert_string_equal("key", map_text_of(list));
    assert_ptr_equal(list, map_find_text(map, "key"));
    assert_null(map_find_text(map, ""));
    map_add_text(map, NULL, "", 0);
    assert_non_null(map_find_text(map, ""));
    map_destroy(&map);
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behaves_like_the_model),
        cmocka_unit_test(a_million_entries_stay_where_they_are),
        cmocka_unit_test(a_flexible_array_ends_an_entry),
    };

    if (argc > 1)
        only_seed = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        steps = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
