#include "services/fulfillment-routing/wire_lists.h"

#include "crossdock/routing/v1/routing.pb-c.h"

#define ORDERS_MAX  10000
#define LISTS_MAX   1000
#define LISTS_SHOWN 100

static bool
check_location(const char *location, size_t bytes_min, struct refusal *refusal)
{
    return check_text(location, "location", bytes_min, 32, refusal);
}

/* 0: not named. */
static bool
read_id_or_none(uint64_t id, const char *what, int64_t *value, struct refusal *refusal)
{
    return id == 0 || read_id(id, what, value, refusal);
}

READ(read_release_wave)
{
    const Crossdock__Routing__V1__ReleaseWave *in =
        (const Crossdock__Routing__V1__ReleaseWave *)message;
    struct wave_asked *out = arena_take(arena, sizeof *out);

    if (!check_location(in->location, 1, refusal))
        return NULL;
    if (in->orders_max > ORDERS_MAX) {
        refuse(refusal, "orders_max %u is more than %d", in->orders_max, ORDERS_MAX);
        return NULL;
    }
    out->location = in->location;
    out->orders_max = in->orders_max;
    return out;
}

READ(read_claim_pick_list)
{
    const Crossdock__Routing__V1__ClaimPickList *in =
        (const Crossdock__Routing__V1__ClaimPickList *)message;
    struct list_claim *out = arena_take(arena, sizeof *out);

    out->location = in->location;
    out->picker = in->picker;
    return check_location(in->location, 0, refusal) &&
                   check_text(in->picker, "picker", 1, 64, refusal) &&
                   read_id_or_none(in->pick_list_id, "pick_list_id", &out->pick_list_id, refusal)
               ? out
               : NULL;
}

READ(read_return_pick_list)
{
    const Crossdock__Routing__V1__ReturnPickList *in =
        (const Crossdock__Routing__V1__ReturnPickList *)message;
    struct list_return *out = arena_take(arena, sizeof *out);

    out->picker = in->picker;
    return read_id(in->pick_list_id, "pick_list_id", &out->pick_list_id, refusal) &&
                   check_text(in->picker, "picker", 1, 64, refusal)
               ? out
               : NULL;
}

READ(read_get_pick_lists)
{
    const Crossdock__Routing__V1__GetPickLists *in =
        (const Crossdock__Routing__V1__GetPickLists *)message;
    struct asked_lists *out = arena_take(arena, sizeof *out);

    if (!check_location(in->location, 0, refusal) ||
        !read_id_or_none(in->pick_list_id, "pick_list_id", &out->pick_list_id, refusal))
        return NULL;
    if (in->limit > LISTS_MAX) {
        refuse(refusal, "limit %u is more than %d", in->limit, LISTS_MAX);
        return NULL;
    }
    out->location = in->location;
    out->limit = in->limit == 0 ? LISTS_SHOWN : in->limit;
    return out;
}
