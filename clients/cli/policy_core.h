/* A policy of the protocol as the core of fulfillment-routing takes it, so that the command line
 * decides as routing does. */
#ifndef CROSSDOCK_CLI_POLICY_CORE_H
#define CROSSDOCK_CLI_POLICY_CORE_H

#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"
#include "services/fulfillment-routing/core/policy.h"

/* Everything it points to is in the arena, or in the policy it is made of. */
struct policy policy_core(struct arena *arena, const Crossdock__Routing__V1__Policy *from);

#endif
