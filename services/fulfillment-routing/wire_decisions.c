#include "services/fulfillment-routing/wire_decisions.h"

#include "crossdock/routing/v1/routing.pb-c.h"

READ(read_explain_order)
{
    const Crossdock__Routing__V1__ExplainOrder *in =
        (const Crossdock__Routing__V1__ExplainOrder *)message;
    struct asked_why *out = arena_take(arena, sizeof *out);

    if (!read_id(in->order_id, "order_id", &out->order_id, refusal) ||
        !check_text(in->not_location, "not_location", 0, 32, refusal))
        return NULL;
    out->not_location = in->not_location;
    return out;
}

READ(read_get_decision)
{
    const Crossdock__Routing__V1__GetDecision *in =
        (const Crossdock__Routing__V1__GetDecision *)message;
    struct asked_decision *out = arena_take(arena, sizeof *out);

    if ((in->order_id == 0) == (in->decision_id == 0)) {
        refuse(refusal, "either order_id or decision_id is needed");
        return NULL;
    }
    if (in->decision_id != 0)
        return read_id(in->decision_id, "decision_id", &out->decision_id, refusal) ? out : NULL;
    out->round = in->round;
    return read_id(in->order_id, "order_id", &out->order_id, refusal) ? out : NULL;
}
