#include "services/fulfillment-routing/wire_moves.h"

#include "crossdock/routing/v1/routing.pb-c.h"

#define DIFFERENCES_MAX 100
#define DAY_MAX         2932896 /* the end of year 9999 */

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

READ(read_measure_regret)
{
    const Crossdock__Routing__V1__MeasureRegret *in =
        (const Crossdock__Routing__V1__MeasureRegret *)message;
    struct measure_asked *out = arena_take(arena, sizeof *out);

    if (in->day <= 0 || in->day > DAY_MAX) {
        refuse(refusal, "day %d is missing or out of range", in->day);
        return NULL;
    }
    out->day = in->day;
    return out;
}

READ(read_get_regret)
{
    const Crossdock__Routing__V1__GetRegret *in =
        (const Crossdock__Routing__V1__GetRegret *)message;
    struct regret_asked *out = arena_take(arena, sizeof *out);

    if (in->from_day < 0 || in->from_day > DAY_MAX || in->to_day < 0 || in->to_day > DAY_MAX) {
        refuse(refusal, "days %d to %d are out of range", in->from_day, in->to_day);
        return NULL;
    }
    out->from_day = in->from_day;
    out->to_day = in->to_day;
    return out;
}
