/*
 * How many events of each type this process said: crossdock_events_said_total{type="OrderPlaced"}.
 * What a service may say stands in its tables, so every type shows from the start, with 0.
 */
#ifndef CROSSDOCK_SAID_H
#define CROSSDOCK_SAID_H

#include "common/service.h"

#define SAID_TYPES_MAX 64

void said_begin(const struct service *service); /* before the first turn */
/* Which counter an event of this type is counted by: below SAID_TYPES_MAX. */
uint32_t said_index(const ProtobufCMessageDescriptor *type);
void said_add(const uint32_t counts[SAID_TYPES_MAX]);

#endif
