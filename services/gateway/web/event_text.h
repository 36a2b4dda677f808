/*
 * An event as a listener gets it, and its type as a number.
 */
#ifndef GATEWAY_EVENT_TEXT_H
#define GATEWAY_EVENT_TEXT_H

#include "common/arena.h"
#include "common/json_text.h"
#include "services/gateway/core/place.h"

/* "data: {...}\n\n" of a packed event; nothing when it cannot be read. The arena is scratch. */
void event_text_write(struct json_text *to, struct arena *arena, const uint8_t *event,
                      size_t bytes);

/* "id: 1.2.3.4\n" in front of it. */
#define EVENT_ID_BYTES (PLACE_TEXT_BYTES + 8)
size_t event_id_write(const struct place *place, char text[EVENT_ID_BYTES]);

int event_type_index(const char *type, size_t bytes); /* into message_types; -1: unknown */

#endif
