/*
 * Profiles of locations: told by operators, asked for, kept packed.
 */
#ifndef ROUTING_WIRE_PROFILES_H
#define ROUTING_WIRE_PROFILES_H

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/wire_check.h"

struct told_profiles {
    size_t count;
    struct told_profile {
        const char *location;
        struct profile profile; /* channels: as told */
        Crossdock__Routing__V1__Profile *message;
    } * list;
};

struct asked_profiles {
    const char *location, *after; /* location "": all */
    size_t limit;
};

READ(read_define_profiles);
READ(read_get_profiles);

/* Checked, and copied to the arena with its body. */
bool read_profile(struct arena *arena, const Crossdock__Routing__V1__Profile *from,
                  struct profile *to, struct refusal *refusal);

#endif
