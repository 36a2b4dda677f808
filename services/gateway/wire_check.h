/*
 * Checks at the edge of the gateway's own commands: each says in the refusal what was wrong, and is
 * false then.
 */
#ifndef GATEWAY_WIRE_CHECK_H
#define GATEWAY_WIRE_CHECK_H

#include "common/service.h"

bool refuse(struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool text_fits(const char *text, size_t bytes_min, size_t bytes_max, const char *field,
               struct refusal *refusal);
bool number_fits(int64_t value, int64_t min, int64_t max, const char *field,
                 struct refusal *refusal);
/* Ids travel unsigned and are stored in an int8. */
bool is_id(uint64_t id, const char *field, struct refusal *refusal);
/* A defect, as a sentence, or NULL: none. */
bool has_no_defect(const char *defect, struct refusal *refusal);

/* The reply of a command that touched so many things. */
const ProtobufCMessage *wire_done(struct arena *arena, uint32_t count);
/* The first bytes of a text, never half a character. */
const char *cut_text(struct arena *arena, const char *text, size_t bytes_max);

#endif
