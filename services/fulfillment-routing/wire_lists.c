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

static bool
check_task(const struct told_task *task, uint64_t list_id, uint64_t order_id, struct told_task *out,
           struct refusal *refusal)
{
    *out = *task;
    return read_id(list_id, "pick_list_id", &out->pick_list_id, refusal) &&
           check_text(task->picker, "picker", 1, 64, refusal) &&
           check_text(task->code, "code", 1, 64, refusal) &&
           check_quantity(task->quantity, 0, refusal) &&
           read_id_or_none(order_id, "fulfillment_order_id", &out->fulfillment_order_id, refusal);
}

READ(read_scan_pick)
{
    const Crossdock__Routing__V1__ScanPick *in = (const Crossdock__Routing__V1__ScanPick *)message;
    struct told_scan *out = arena_take(arena, sizeof *out);
    const struct told_task task = {
        .picker = in->picker, .code = in->code, .quantity = in->quantity};

    if (!check_task(&task, in->pick_list_id, in->fulfillment_order_id, &out->task, refusal) ||
        !check_text(in->lot, "lot", 0, 64, refusal) ||
        !check_text(in->instead_of, "instead_of", 0, 64, refusal))
        return NULL;
    if (out->task.quantity == 0)
        out->task.quantity = 1;
    out->lot = in->lot;
    out->instead_of = in->instead_of;
    return out;
}

READ(read_report_short)
{
    const Crossdock__Routing__V1__ReportShort *in =
        (const Crossdock__Routing__V1__ReportShort *)message;
    struct told_short *out = arena_take(arena, sizeof *out);
    const struct told_task task = {.picker = in->picker, .code = in->code, .quantity = in->missing};

    if (!check_task(&task, in->pick_list_id, in->fulfillment_order_id, &out->task, refusal))
        return NULL;
    if (in->reason <= CROSSDOCK__ROUTING__V1__SHORT_REASON__SHORT_UNSPECIFIED ||
        in->reason > CROSSDOCK__ROUTING__V1__SHORT_REASON__SHORT_EXPIRED) {
        refuse(refusal, "reason is missing or unknown");
        return NULL;
    }
    out->reason = (int)in->reason;
    return out;
}
