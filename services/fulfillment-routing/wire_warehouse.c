#include "services/fulfillment-routing/wire_warehouse.h"

#include <string.h>

#include "crossdock/routing/v1/routing.pb-c.h"

#define SHIPPED_LOTS_MAX    4000
#define SHIPPED_PARCELS_MAX 2000

READ(read_accept_pick_list)
{
    const Crossdock__Routing__V1__AcceptPickList *in =
        (const Crossdock__Routing__V1__AcceptPickList *)message;
    struct pick_list_acceptance *out = arena_take(arena, sizeof *out);

    return read_id(in->pick_list_id, "pick_list_id", &out->pick_list_id, refusal) ? out : NULL;
}

READ(read_confirm_pick)
{
    const Crossdock__Routing__V1__ConfirmPick *in =
        (const Crossdock__Routing__V1__ConfirmPick *)message;
    struct pick_confirmation *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal))
        return NULL;
    if (in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->line_count = in->n_lines;
    out->lines = arena_take(arena, in->n_lines * sizeof *out->lines);
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_quantity(in->lines[i]->picked, 0, refusal))
            return NULL;
        out->lines[i] = (struct picked_line){(int32_t)in->lines[i]->line, in->lines[i]->picked};
        for (size_t j = 0; j < i; j++) {
            if (out->lines[j].line == out->lines[i].line) {
                refuse(refusal, "line %d is there twice", out->lines[i].line);
                return NULL;
            }
        }
    }
    return out;
}

static bool
read_parcels(struct arena *arena, const Crossdock__Routing__V1__ConfirmShipment *in,
             struct shipment *out, struct refusal *refusal)
{
    if (in->n_parcels > SHIPPED_PARCELS_MAX)
        return refuse(refusal, "%zu parcels, allowed are %d", in->n_parcels, SHIPPED_PARCELS_MAX);
    out->parcel_count = in->n_parcels;
    out->parcels = arena_take(arena, in->n_parcels * sizeof *out->parcels);
    for (size_t i = 0; i < in->n_parcels; i++) {
        const Crossdock__Routing__V1__ShippedParcel *parcel = in->parcels[i];
        if (!check_text(parcel->sscc, "sscc", 18, 18, refusal) ||
            !check_text(parcel->tracking, "tracking", 0, 64, refusal))
            return false;
        out->parcels[i] = (struct shipped_parcel){parcel->sscc, parcel->tracking};
        for (size_t j = 0; j < i; j++) {
            if (strcmp(out->parcels[j].sscc, parcel->sscc) == 0)
                return refuse(refusal, "sscc '%s' is there twice", parcel->sscc);
        }
    }
    return true;
}

READ(read_confirm_shipment)
{
    const Crossdock__Routing__V1__ConfirmShipment *in =
        (const Crossdock__Routing__V1__ConfirmShipment *)message;
    struct shipment *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_text(in->carrier, "carrier", 0, 64, refusal) ||
        !check_text(in->tracking, "tracking", 0, 64, refusal) ||
        !check_text(in->service, "service", 0, 64, refusal) ||
        !read_parcels(arena, in, out, refusal))
        return NULL;
    out->service = in->service;
    out->carrier = in->carrier;
    out->tracking = in->tracking;
    if (in->n_lots > SHIPPED_LOTS_MAX) {
        refuse(refusal, "%zu lots, allowed are %d", in->n_lots, SHIPPED_LOTS_MAX);
        return NULL;
    }
    out->lot_count = in->n_lots;
    out->lots = arena_take(arena, in->n_lots * sizeof *out->lots);
    for (size_t i = 0; i < in->n_lots; i++) {
        const Crossdock__Routing__V1__ShippedLot *lot = in->lots[i];
        if (!check_text(lot->lot, "lot", 1, 64, refusal) ||
            !check_quantity(lot->quantity, 1, refusal))
            return NULL;
        out->lots[i] = (struct shipped_lot){(int32_t)lot->line, lot->lot, lot->quantity};
    }
    return out;
}

READ(read_reject_fulfillment)
{
    const Crossdock__Routing__V1__RejectFulfillment *in =
        (const Crossdock__Routing__V1__RejectFulfillment *)message;
    struct rejection *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_text(in->reason, "reason", 1, TEXT_BYTES_MAX, refusal))
        return NULL;
    out->reason = in->reason;
    return out;
}
