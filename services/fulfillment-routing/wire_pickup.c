#include "services/fulfillment-routing/wire_pickup.h"

#include "crossdock/routing/v1/routing.pb-c.h"

#define PICKUPS_DEFAULT 100
#define PICKUPS_MAX     1000

static const void *
read_told(struct arena *arena, uint64_t id, struct refusal *refusal)
{
    struct pickup_told *out = arena_take(arena, sizeof *out);

    return read_id(id, "fulfillment_order_id", &out->fulfillment_order_id, refusal) ? out : NULL;
}

READ(read_confirm_arrival)
{
    const Crossdock__Routing__V1__ConfirmArrival *in =
        (const Crossdock__Routing__V1__ConfirmArrival *)message;

    return read_told(arena, in->fulfillment_order_id, refusal);
}

READ(read_confirm_collected)
{
    const Crossdock__Routing__V1__ConfirmCollected *in =
        (const Crossdock__Routing__V1__ConfirmCollected *)message;

    return read_told(arena, in->fulfillment_order_id, refusal);
}

READ(read_get_pickups)
{
    const Crossdock__Routing__V1__GetPickups *in =
        (const Crossdock__Routing__V1__GetPickups *)message;
    struct asked_pickups *out = arena_take(arena, sizeof *out);

    if (!check_text(in->location, "location", 0, 32, refusal))
        return NULL;
    if (in->limit > PICKUPS_MAX) {
        refuse(refusal, "limit: %u, at most %d", in->limit, PICKUPS_MAX);
        return NULL;
    }
    out->location = in->location;
    out->after = in->after > INT64_MAX ? INT64_MAX : (int64_t)in->after;
    out->limit = in->limit == 0 ? PICKUPS_DEFAULT : in->limit;
    return out;
}
