/*
 * Protobuf messages as JSON and back, by their descriptors. Field names are those of the .proto;
 * numbers are numbers, enums their names. Reading also takes a time as text ("placed_at":
 * "2026-01-31T12:00:00Z") for a field named placed_at_us.
 */
#ifndef CROSSDOCK_CLI_JSON_H
#define CROSSDOCK_CLI_JSON_H

#include <jansson.h>
#include <protobuf-c/protobuf-c.h>

#include "common/arena.h"

/* Every field, also those with default values; messages that are not set are left out. */
json_t *json_from_message(const ProtobufCMessage *message);

/* NULL with a sentence in error ("lines[2].quantity: must be a whole number"). */
ProtobufCMessage *json_to_message(struct arena *arena, const ProtobufCMessageDescriptor *type,
                                  const json_t *json, char *error, size_t error_bytes);

#endif
