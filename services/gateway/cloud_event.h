/*
 * Events as CloudEvents 1.0 JSON, for server-sent events and webhooks: data is the message in the
 * protobuf JSON mapping; extensions are position, partitionkey, causeid and traceparent.
 */
#ifndef GATEWAY_CLOUD_EVENT_H
#define GATEWAY_CLOUD_EVENT_H

#include "common/arena.h"
#include "common/json_message.h"
#include "crossdock/envelope/v1/envelope.pb-c.h"

#define CLOUD_EVENT_TYPE "application/cloudevents+json"

/* A packed event of a feed; the arena is scratch. False when it is of no known type or unreadable:
 * nothing is written then. */
bool cloud_event_write(struct json_text *to, struct arena *arena, const uint8_t *event,
                       size_t bytes);

#endif
