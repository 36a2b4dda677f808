/*
 * Fields of protobuf-c messages as both directions of the JSON mapping see them: where a value
 * lies, how it says that it is there, and its name in JSON. Only for json_write.c and json_read.c.
 */
#ifndef CROSSDOCK_JSON_FIELD_H
#define CROSSDOCK_JSON_FIELD_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_NAME_BYTES_MAX 64 /* of a field; longer ones are a mistake in the .proto */

/* Of one value in a message or a list. */
size_t json_field_bytes(const ProtobufCFieldDescriptor *field);

void *json_field_member(const ProtobufCMessage *message, size_t offset);
/* How many values a repeated field has. */
size_t *json_field_count(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field);
/* Of a field in a oneof: the number of the one that is set; 0: none. */
uint32_t *json_field_choice(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field);
/* Of a field with a flag of its own. */
protobuf_c_boolean *json_field_flag(const ProtobufCMessage *message,
                                    const ProtobufCFieldDescriptor *field);

bool json_field_is_choice(const ProtobufCFieldDescriptor *field);
bool json_field_has_flag(const ProtobufCFieldDescriptor *field);

/* "placed_at_us" as placedAtUs, without NUL; returns its bytes. */
size_t json_field_camel(char to[JSON_NAME_BYTES_MAX], const char *name);

#endif
