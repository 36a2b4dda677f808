/*
 * The values of enums as people write them: STOCK_QUALITY_HOLD is "quality hold". What all names of
 * an enum have in common before the last '_' is left out.
 */
#ifndef CROSSDOCK_CLI_NAMES_H
#define CROSSDOCK_CLI_NAMES_H

#include <protobuf-c/protobuf-c.h>

/* "quality hold"; "-" for 0 (unspecified). Good for the next 8 calls. */
const char *name_of(const ProtobufCEnumDescriptor *type, int value);

/* The value of "quality-hold", "Quality Hold" or "QUALITY_HOLD"; 0: there is none. */
int name_value(const ProtobufCEnumDescriptor *type, const char *text);

/* "available, damaged, quality-hold": what name_value takes. Good until the next call. */
const char *name_list(const ProtobufCEnumDescriptor *type);

#endif
