/*
 * Policies: told by operators, kept packed.
 */
#ifndef ROUTING_WIRE_POLICIES_H
#define ROUTING_WIRE_POLICIES_H

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/wire_check.h"

struct told_policy {
    struct policy policy; /* version: not given yet */
    Crossdock__Routing__V1__Policy *message;
};

struct policy_choice {
    uint32_t version; /* 0: none */
    const char *note;
};

READ(read_define_policy);
READ(read_activate_policy); /* struct policy_choice, as the next */
READ(read_shadow_policy);
READ(read_get_policies);

/* Checked, in the arena; texts are the message's. */
bool read_policy(struct arena *arena, const Crossdock__Routing__V1__Policy *from, struct policy *to,
                 struct refusal *refusal);

#endif
