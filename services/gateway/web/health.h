/*
 * What the front knows by itself of the services: how far their feeds are followed, how fast they
 * grow, whether each answers, and how many inputs it has set aside.
 */
#ifndef GATEWAY_HEALTH_H
#define GATEWAY_HEALTH_H

#include "common/front.h"
#include "common/json_text.h"

struct health;

struct health *health_open(struct front_host *host);
void health_close(struct health **health);
/* Often; monotonic. */
void health_tick(struct health *health, int64_t now_us);
/* The read model is made anew and has not come back to where it was. */
bool health_is_rebuilding(const struct health *health);
/* "feeds": [...], "services": [...] as in FlowView. */
void health_write(const struct health *health, struct json_text *to);

#endif
