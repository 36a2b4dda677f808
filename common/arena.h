/*
 * Memory of one turn: taken in order, given back all at once, never more than its cap.
 *
 * arena_take does not return when the arena is full or a turn must not go on: it jumps to the
 * place that armed the arena (the turn), which rolls everything back. So code between may be
 * written as if memory never ended, provided that it owns nothing outside arena and journal.
 * arena_try is for decoders of foreign bytes, which refuse instead.
 */
#ifndef CROSSDOCK_ARENA_H
#define CROSSDOCK_ARENA_H

#include <setjmp.h>
#include <stddef.h>

#include "common/check.h"

struct arena;

struct arena *arena_create(size_t bytes_max);
void arena_destroy(struct arena **arena);

/* Where arena_take jumps to when it is full; NULL: a full arena is a bug and asserts. */
void arena_arm(struct arena *arena, jmp_buf *overflow);

/* Zeroed, aligned to 16 bytes. */
void *arena_take(struct arena *arena, size_t bytes);
/* The same, or NULL. */
void *arena_try(struct arena *arena, size_t bytes) must_check;

char *arena_text(struct arena *arena, const char *text);
void *arena_copy(struct arena *arena, const void *bytes, size_t count);
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Bytes in use; arena_reset(arena, mark) gives back all that was taken after the mark. */
size_t arena_mark(const struct arena *arena);
void arena_reset(struct arena *arena, size_t mark);

#endif
