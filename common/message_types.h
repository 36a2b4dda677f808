/*
 * Every message of proto/ by its full name, in the order of the names (as bytes); made by the build
 * from the .proto files.
 */
#ifndef CROSSDOCK_MESSAGE_TYPES_H
#define CROSSDOCK_MESSAGE_TYPES_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>

/* NULL: unknown. */
const ProtobufCMessageDescriptor *message_type_find(const char *name);
extern const ProtobufCMessageDescriptor *const message_types[];
extern const size_t message_type_count;

#endif
