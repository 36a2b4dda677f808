/*
 * Which events somebody may see: the same for server-sent events and for webhooks, and what the
 * feeds themselves grant (docs/protocol.md).
 */
#ifndef GATEWAY_CORE_EVENT_SIGHT_H
#define GATEWAY_CORE_EVENT_SIGHT_H

#include "services/gateway/core/person.h"

struct event_sight {
    const char *source;  /* the feed: "order", "fulfillment-routing" */
    const char *type;    /* full name */
    const char *subject; /* channel or location that it concerns; "" */
};

/* role and subject of the one who looks. */
bool event_may_be_seen(enum person_role role, const char *subject, const struct event_sight *event);

/* Is the type one of these? A pattern is a full name, or ends with '*': what begins like it. */
bool event_type_matches(const char *type, const char *const *patterns, size_t count);

#endif
