/*
 * A policy of the protocol as the core takes it, checked. The service, the replay of a record and a
 * simulation all read it here, so that none of them decides by another policy.
 */
#ifndef ROUTING_POLICY_READ_H
#define ROUTING_POLICY_READ_H

#include "common/arena.h"
#include "common/check.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/policy.h"

/* NULL: *to may be used; its texts are the message's, the rest is in the arena. Else what is wrong
 * with it, in words (in the arena), and *to is not to be used. */
const char *policy_read(struct arena *arena, const Crossdock__Routing__V1__Policy *from,
                        struct policy *to) must_check;

#endif
