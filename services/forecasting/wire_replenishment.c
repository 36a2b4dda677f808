/*
 * What to buy, as messages; see wire_replenishment.h.
 */
#include "services/forecasting/wire_replenishment.h"

Crossdock__Forecasting__V1__ReplenishmentProposed *
replenishment_message(struct arena *arena, const char *sku, const struct proposal *proposal)
{
    Crossdock__Forecasting__V1__ReplenishmentProposed *out = arena_take(arena, sizeof *out);

    crossdock__forecasting__v1__replenishment_proposed__init(out);
    out->proposal_id = (uint64_t)proposal->id;
    out->sku = arena_text(arena, sku);
    out->quantity = proposal->quantity;
    out->day = proposal->day;
    out->lead_time_days = proposal->lead_time_days;
    out->position = proposal->position;
    out->reorder_point = proposal->levels.reorder_point;
    out->order_up_to = proposal->levels.order_up_to;
    out->reason = arena_text(arena, proposal->reason);
    return out;
}

const ProtobufCMessage *
write_replenishment_proposed(struct arena *arena, const char *sku, const struct proposal *proposal)
{
    return &replenishment_message(arena, sku, proposal)->base;
}
