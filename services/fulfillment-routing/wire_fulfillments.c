#include "services/fulfillment-routing/wire_fulfillments.h"

#include "crossdock/routing/v1/routing.pb-c.h"

#define FULFILLMENTS_DEFAULT 100
#define FULFILLMENTS_MAX     1000
#define STATUS_MAX           CROSSDOCK__ROUTING__V1__FULFILLMENT_STATUS__FULFILLMENT_READY

READ(read_get_fulfillments)
{
    const Crossdock__Routing__V1__GetFulfillments *in =
        (const Crossdock__Routing__V1__GetFulfillments *)message;
    struct asked_fulfillments *out = arena_take(arena, sizeof *out);

    *out = (struct asked_fulfillments){.location = in->location};
    if (!check_text(in->location, "location", 0, 32, refusal))
        return NULL;
    if (in->order_id > INT64_MAX) {
        refuse(refusal, "order_id: there is no such order");
        return NULL;
    }
    if (!read_id_or_none(in->fulfillment_order_id, "fulfillment_order_id", &out->id, refusal))
        return NULL;
    if (in->limit > FULFILLMENTS_MAX) {
        refuse(refusal, "limit: %u, at most %d", in->limit, FULFILLMENTS_MAX);
        return NULL;
    }
    for (size_t i = 0; i < in->n_statuses; i++) {
        if (in->statuses[i] < 1 || in->statuses[i] > STATUS_MAX) {
            refuse(refusal, "statuses: %d is none", (int)in->statuses[i]);
            return NULL;
        }
        out->statuses |= 1u << in->statuses[i];
    }
    out->order_id = (int64_t)in->order_id;
    out->before = in->before == 0 || in->before > INT64_MAX ? INT64_MAX : (int64_t)in->before;
    out->limit = in->limit == 0 ? FULFILLMENTS_DEFAULT : in->limit;
    return out;
}
