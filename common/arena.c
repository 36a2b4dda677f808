/*
 * Memory of one turn: one reservation of address space, used from its start.
 *
 * Pages cost nothing before they are first used. What lies beyond `touched` was never written, so
 * it is zero already and need not be cleared again. Under AddressSanitizer what was given back,
 * and the rest of the last 16 bytes of each piece, is poisoned.
 */
#include "common/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(memory, bytes)   ((void)(memory), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(memory, bytes) ((void)(memory), (void)(bytes))
#endif

/* A reset returns to the system what one unusually large turn touched beyond this. */
#define ARENA_BYTES_KEPT ((size_t)64 << 20)
#define ARENA_ALIGN      16
#define PAGE_BYTES       4096

struct arena {
    char *memory;
    size_t bytes_max;
    size_t used;
    size_t touched; /* all beyond is still zero */
    jmp_buf *overflow;
};

static size_t
round_up(size_t bytes, size_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

struct arena *
arena_create(size_t bytes_max)
{
    struct arena *arena = calloc(1, sizeof *arena);

    assert(arena != NULL);
    arena->bytes_max = round_up(bytes_max, PAGE_BYTES);
    arena->memory = mmap(NULL, arena->bytes_max, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert(arena->memory != MAP_FAILED);
    return arena;
}

void
arena_destroy(struct arena **arena)
{
    if (*arena == NULL)
        return;
    ASAN_UNPOISON_MEMORY_REGION((*arena)->memory, (*arena)->touched);
    munmap((*arena)->memory, (*arena)->bytes_max);
    free(*arena);
    *arena = NULL;
}

void
arena_arm(struct arena *arena, jmp_buf *overflow)
{
    arena->overflow = overflow;
}

void *
arena_try(struct arena *arena, size_t bytes)
{
    size_t start = arena->used, left = arena->bytes_max - start;

    if (bytes > left || round_up(bytes, ARENA_ALIGN) > left)
        return NULL;

    char *memory = arena->memory + start;
    size_t end = start + round_up(bytes, ARENA_ALIGN);

    ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
    if (start < arena->touched)
        memset(memory, 0, start + bytes < arena->touched ? bytes : arena->touched - start);
    ASAN_POISON_MEMORY_REGION(memory + bytes, end - start - bytes);
    if (end > arena->touched)
        arena->touched = end;
    arena->used = end;
    return memory;
}

void *
arena_take(struct arena *arena, size_t bytes)
{
    void *memory = arena_try(arena, bytes);

    if (memory == NULL) {
        assert(arena->overflow != NULL);
        longjmp(*arena->overflow, 1);
    }
    return memory;
}

char *
arena_text(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text) + 1);
}

void *
arena_copy(struct arena *arena, const void *bytes, size_t count)
{
    void *copy = arena_take(arena, count);

    if (count > 0)
        memcpy(copy, bytes, count);
    return copy;
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
    va_list args, again;

    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(length >= 0);

    char *text = arena_try(arena, (size_t)length + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again); /* before a jump could skip it */
    return text != NULL ? text : arena_take(arena, (size_t)length + 1);
}

size_t
arena_mark(const struct arena *arena)
{
    return arena->used;
}

void
arena_reset(struct arena *arena, size_t mark)
{
    assert(mark <= arena->used);
    ASAN_POISON_MEMORY_REGION(arena->memory + mark, arena->used - mark);
    arena->used = mark;

    size_t keep = mark > ARENA_BYTES_KEPT ? round_up(mark, ARENA_BYTES_KEPT) : ARENA_BYTES_KEPT;
    if (arena->touched > keep &&
        madvise(arena->memory + keep, arena->touched - keep, MADV_DONTNEED) == 0)
        arena->touched = keep;
}
