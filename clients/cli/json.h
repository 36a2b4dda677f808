/*
 * Messages as JSON for people at a terminal (the mapping is common/json_message.h). Field names are
 * those of the .proto, 64-bit integers are numbers. Reading also takes a time as text ("placed_at":
 * "2026-01-31T12:00:00Z") for a field named placed_at_us.
 */
#ifndef CROSSDOCK_CLI_JSON_H
#define CROSSDOCK_CLI_JSON_H

#include <jansson.h>
#include <protobuf-c/protobuf-c.h>

#include "common/arena.h"

/* Every field, also those with default values; messages that are not set are left out. */
json_t *json_from_message(const ProtobufCMessage *message);

/* NULL with a sentence in error ("lines[2].quantity: must be a whole number"). Times as text are
 * replaced in the JSON that is given. */
ProtobufCMessage *json_to_message(struct arena *arena, const ProtobufCMessageDescriptor *type,
                                  json_t *json, char *error, size_t error_bytes);

#endif
