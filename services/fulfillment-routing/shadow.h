/*
 * The shadow: a policy that decides beside the active one and commits nothing.
 */
#ifndef ROUTING_SHADOW_H
#define ROUTING_SHADOW_H

#include "services/fulfillment-routing/request.h"

/* A first decision was made, and nothing of it is in effect yet. */
void shadow_decide(struct turn *turn, const struct made *active);

#endif
