/*
 * Checks at the edge, shared by wire_*.c: each says in the refusal what was wrong, and is false then.
 */
#ifndef INVENTORY_WIRE_CHECK_H
#define INVENTORY_WIRE_CHECK_H

#include "common/service.h"

#define COMMAND_LINES_MAX   1000
#define NAME_BYTES_MAX      200
#define REFERENCE_BYTES_MAX 64

bool refuse(struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool text_fits(const char *text, size_t bytes_min, size_t bytes_max, const char *field,
               struct refusal *refusal);
bool number_fits(int64_t value, int64_t min, int64_t max, const char *field,
                 struct refusal *refusal);
/* A code of so many capital letters, or (if it may be left out) nothing. */
bool is_code(const char *text, size_t letters, bool may_be_empty, const char *field,
             struct refusal *refusal);
/* 1..32 of a-z 0-9 -, as the order service takes it. */
bool is_channel(const char *text, const char *field, struct refusal *refusal);
/* Ids travel unsigned and are stored in an int8. */
bool is_id(uint64_t id, const char *field, struct refusal *refusal);

#endif
