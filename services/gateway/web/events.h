/*
 * Server-sent events: GET /v1/events. Holds the ring of what was heard lately and all who listen,
 * and sees to it that neither many nor slow listeners cost more than their connections.
 */
#ifndef GATEWAY_EVENTS_H
#define GATEWAY_EVENTS_H

#include "services/gateway/web/web.h"

struct events;

struct events *events_open(struct front_host *host);
void events_close(struct events **events); /* when nobody listens any more */

void events_lead(struct events *events, bool leading);
void events_hear(struct events *events, const char *source, uint64_t from, uint64_t through,
                 const uint8_t *batch, size_t bytes);
void events_tick(struct events *events, int64_t now_us);

#endif
