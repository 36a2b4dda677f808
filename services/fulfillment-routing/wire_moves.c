#include "services/fulfillment-routing/wire_moves.h"

#include "crossdock/routing/v1/routing.pb-c.h"

#define DIFFERENCES_MAX 100

READ(read_get_shadow_report)
{
    const Crossdock__Routing__V1__GetShadowReport *in =
        (const Crossdock__Routing__V1__GetShadowReport *)message;
    struct shadow_asked *out = arena_take(arena, sizeof *out);

    if (in->limit > DIFFERENCES_MAX) {
        refuse(refusal, "limit %u is more than %d", in->limit, DIFFERENCES_MAX);
        return NULL;
    }
    out->version = in->version;
    out->limit = in->limit == 0 ? 20 : in->limit;
    return out;
}
