#include "services/fulfillment-routing/wire_ask.h"

#include "crossdock/routing/v1/routing.pb-c.h"

READ(read_get_allocations)
{
    const Crossdock__Routing__V1__GetAllocations *in =
        (const Crossdock__Routing__V1__GetAllocations *)message;
    struct asked_allocations *out = arena_take(arena, sizeof *out);

    if (!check_text(in->sku, "sku", 1, 64, refusal) ||
        !check_text(in->location, "location", 0, 32, refusal))
        return NULL;
    if (in->limit > 1000) {
        refuse(refusal, "limit %u is more than 1000", in->limit);
        return NULL;
    }
    out->sku = in->sku;
    out->location = in->location;
    out->limit = in->limit == 0 ? 100 : in->limit;
    return out;
}

READ(read_retry_parked)
{
    const Crossdock__Routing__V1__RetryParked *in =
        (const Crossdock__Routing__V1__RetryParked *)message;
    struct retry *out = arena_take(arena, sizeof *out);

    if (in->order_id != 0 && !read_id(in->order_id, "order_id", &out->order_id, refusal))
        return NULL;
    if (in->destination == NULL)
        return out;
    if (in->order_id == 0) {
        refuse(refusal, "a destination is for one order: order_id is missing");
        return NULL;
    }
    out->redirected = true;
    if (!read_destination(in->destination, &out->destination, refusal) ||
        !check_country(out->destination.country, refusal))
        return NULL;
    return out;
}
