/*
 * Policies by their version: policies.c.
 */
#ifndef ROUTING_POLICIES_H
#define ROUTING_POLICIES_H

#include "common/turn.h"
#include "services/fulfillment-routing/memory.h"

/* One that was wanted (store_want_policy); in the arena. False: there is no such version. */
bool policy_find(struct turn *turn, uint32_t version, struct policy *policy);

#endif
