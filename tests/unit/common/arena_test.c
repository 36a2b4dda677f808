/*
 * The arena: zeroed, aligned, bounded, and given back to a mark.
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

#include "common/arena.h"

#define MIB ((size_t)1 << 20)

static void
memory_is_zeroed_and_aligned(void **state)
{
    struct arena *arena = arena_create(MIB);

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t bytes = 0; bytes < 100; bytes++) {
            unsigned char *memory = arena_take(arena, bytes);
            assert_int_equal(0, (uintptr_t)memory % 16);
            for (size_t i = 0; i < bytes; i++)
                assert_int_equal(0, memory[i]);
            memset(memory, 0xff, bytes);
        }
        arena_reset(arena, 0);
    }
    arena_destroy(&arena);
    assert_null(arena);
    arena_destroy(&arena);
}

static void
a_reset_keeps_what_was_before_the_mark(void **state)
{
    struct arena *arena = arena_create(MIB);
    char *kept = arena_text(arena, "kept");
    size_t mark = arena_mark(arena);

    (void)state;
    memset(arena_take(arena, 1000), 1, 1000);
    arena_reset(arena, mark);
    assert_int_equal(mark, arena_mark(arena));
    assert_string_equal("kept", kept);
    assert_string_equal("7 and x", arena_format(arena, "%d and %s", 7, "x"));
    assert_memory_equal("a\0b", arena_copy(arena, "a\0b", 3), 3);
    arena_destroy(&arena);
}

static void
a_full_arena_refuses_or_jumps(void **state)
{
    struct arena *arena = arena_create(MIB);
    jmp_buf overflow;
    volatile size_t taken = 0;

    (void)state;
    assert_null(arena_try(arena, MIB + 1));
    assert_null(arena_try(arena, SIZE_MAX));
    assert_null(arena_try(arena, SIZE_MAX - 15));
    assert_int_equal(0, arena_mark(arena));
    if (setjmp(overflow) == 0) {
        arena_arm(arena, &overflow);
        for (;; taken = taken + 1000)
            memset(arena_take(arena, 1000), 1, 1000);
    }
    assert_true(taken <= MIB && taken > MIB - 32768);
    volatile bool formatted = false;
    while (arena_try(arena, 16) != NULL)
        ;
    if (setjmp(overflow) == 0)
        formatted = arena_format(arena, "%s", "no room for this") != NULL;
    assert_false(formatted);
    assert_non_null(arena_try(arena, 0));
    arena_reset(arena, 0);
    assert_non_null(arena_try(arena, MIB));
    arena_destroy(&arena);
}

/* What one large turn touched goes back to the system, and is zero when it is used again. */
static void
a_large_turn_is_forgotten(void **state)
{
    struct arena *arena = arena_create(256 * MIB);
    const size_t large = 100 * MIB;

    (void)state;
    for (int round = 0; round < 2; round++) {
        unsigned char *memory = arena_take(arena, large);
        for (size_t i = 0; i < large; i += 4096)
            assert_int_equal(0, memory[i]);
        memset(memory, 0xff, large);
        arena_reset(arena, 0);
    }
    arena_destroy(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(a_reset_keeps_what_was_before_the_mark),
        cmocka_unit_test(a_full_arena_refuses_or_jumps),
        cmocka_unit_test(a_large_turn_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
