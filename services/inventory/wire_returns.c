#include "services/inventory/wire_returns.h"

#include "crossdock/order/v1/order.pb-c.h"
#include "services/inventory/wire_check.h"

#define RETURN_LINES_MAX 2000 /* as of an order: two movements each fit one posting */

static struct returned *
read_returned(struct arena *arena, uint64_t return_id, const char *location,
              Crossdock__Order__V1__ReturnLine *const *lines, size_t count, struct refusal *refusal)
{
    if (!is_id(return_id, "return_id", refusal) ||
        !text_fits(location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits((int64_t)count, 1, RETURN_LINES_MAX, "lines", refusal))
        return NULL;
    struct returned *out = arena_take(arena, sizeof *out + count * sizeof out->lines[0]);
    out->return_id = (int64_t)return_id;
    out->location = location;
    out->count = count;
    for (size_t i = 0; i < count; i++) {
        if (!text_fits(lines[i]->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
            !number_fits(lines[i]->quantity, 1, MOVEMENT_QUANTITY_MAX, "quantity", refusal))
            return NULL;
        out->lines[i].sku = lines[i]->sku;
        out->lines[i].quantity = lines[i]->quantity;
    }
    return out;
}

const void *
wire_read_return_received(struct arena *arena, const ProtobufCMessage *message,
                          struct refusal *refusal)
{
    const Crossdock__Order__V1__ReturnReceived *in = (const void *)message;

    return read_returned(arena, in->return_id, in->location, in->lines, in->n_lines, refusal);
}

static bool
read_disposition(struct returned_line *to, Crossdock__Order__V1__Disposition disposition,
                 struct refusal *refusal)
{
    switch (disposition) {
    case CROSSDOCK__ORDER__V1__DISPOSITION__DISPOSITION_RESTOCK:
        to->to = STOCK_AVAILABLE;
        return true;
    case CROSSDOCK__ORDER__V1__DISPOSITION__DISPOSITION_REFURBISH:
        to->to = STOCK_REFURBISH;
        return true;
    case CROSSDOCK__ORDER__V1__DISPOSITION__DISPOSITION_QUARANTINE:
        to->to = STOCK_QUARANTINE;
        return true;
    case CROSSDOCK__ORDER__V1__DISPOSITION__DISPOSITION_RETURN_TO_VENDOR:
        to->to = STOCK_RETURN_TO_VENDOR;
        return true;
    case CROSSDOCK__ORDER__V1__DISPOSITION__DISPOSITION_SCRAP:
        to->scrap = true;
        return true;
    default:
        return refuse(refusal, "field 'disposition': %d is none", (int)disposition);
    }
}

const void *
wire_read_return_inspected(struct arena *arena, const ProtobufCMessage *message,
                           struct refusal *refusal)
{
    const Crossdock__Order__V1__ReturnInspected *in = (const void *)message;
    struct returned *out =
        read_returned(arena, in->return_id, in->location, in->lines, in->n_lines, refusal);

    for (size_t i = 0; out != NULL && i < out->count; i++) {
        if (!read_disposition(&out->lines[i], in->lines[i]->disposition, refusal))
            return NULL;
    }
    return out;
}
