#include "services/fulfillment-routing/wire_pickup.h"

#include "crossdock/routing/v1/routing.pb-c.h"

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
