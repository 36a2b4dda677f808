#include "services/inventory/wire_replenishment.h"

#include <string.h>

#include "crossdock/forecasting/v1/replenishment.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "services/inventory/wire_check.h"
#include "services/inventory/wire_documents.h"

#define AMOUNT_MAX 1000000000000000

const void *
wire_read_replenishment_approved(struct arena *arena, const ProtobufCMessage *message,
                                 struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__ReplenishmentApproved *in = (const void *)message;
    const bool is_transfer =
        in->kind == CROSSDOCK__FORECASTING__V1__PROPOSAL_KIND__PROPOSAL_TRANSFER;
    struct approved_replenishment *out = arena_take(arena, sizeof *out);

    if (!is_id(in->proposal_id, "proposal_id", refusal) ||
        !wire_read_number(in->number, "number", refusal) ||
        !text_fits(in->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !text_fits(in->from_location, is_transfer, LOCATION_CODE_BYTES_MAX, "from", refusal) ||
        !text_fits(in->supplier, 0, NAME_BYTES_MAX, "supplier", refusal) ||
        !is_code(in->currency, 3, true, "currency", refusal) ||
        !number_fits(in->quantity, 1, MOVEMENT_QUANTITY_MAX, "quantity", refusal) ||
        !number_fits(in->unit_cost_minor, 0, AMOUNT_MAX, "unit_cost_minor", refusal) ||
        !wire_read_due(in->due_at_us, refusal))
        return NULL;
    *out = (struct approved_replenishment){
        .proposal_id = in->proposal_id,
        .kind = is_transfer ? DOCUMENT_TRANSFER : DOCUMENT_PURCHASE_ORDER,
        .number = in->number,
        .sku = in->sku,
        .location = in->location,
        .from = in->from_location,
        .supplier = in->supplier,
        .currency = in->currency,
        .quantity = in->quantity,
        .unit_cost_minor = in->unit_cost_minor,
        .due_at_us = in->due_at_us,
        .content = wire_content(arena, message),
    };
    return out;
}

const void *
wire_read_safety_stock_changed(struct arena *arena, const ProtobufCMessage *message,
                               struct refusal *refusal)
{
    const Crossdock__Forecasting__V1__SafetyStockChanged *in = (const void *)message;
    struct planned_safety_stock *out = arena_take(arena, sizeof *out);

    if (!text_fits(in->sku, 1, SKU_BYTES_MAX, "sku", refusal) ||
        !text_fits(in->location, 1, LOCATION_CODE_BYTES_MAX, "location", refusal) ||
        !number_fits(in->held_back, 0, SAFETY_STOCK_MAX, "held_back", refusal))
        return NULL;
    out->sku = in->sku;
    out->location = in->location;
    out->held_back = in->held_back;
    return out;
}

/* --- events said ----------------------------------------------------------------------------- */

void
wire_say_replenishment_refused(struct turn *turn, const struct approved_replenishment *approved,
                               const char *reason)
{
    Crossdock__Inventory__V1__ReplenishmentRefused event =
        CROSSDOCK__INVENTORY__V1__REPLENISHMENT_REFUSED__INIT;

    event.proposal_id = approved->proposal_id;
    event.sku = wire_text(approved->sku);
    event.location = wire_text(approved->location);
    event.reason = wire_text(reason);
    turn_say(turn, approved->sku, approved->location, &event.base);
}

void
wire_say_kept_back(struct turn *turn, const struct stock *stock)
{
    Crossdock__Inventory__V1__SafetyStockSet event =
        CROSSDOCK__INVENTORY__V1__SAFETY_STOCK_SET__INIT;
    Crossdock__Inventory__V1__StockLine line = CROSSDOCK__INVENTORY__V1__STOCK_LINE__INIT;
    Crossdock__Inventory__V1__StockLine *lines[] = {&line};

    line.sku = wire_text(stock->item->sku);
    line.quantity = kept_back(stock);
    event.location = wire_text(stock->location->code);
    event.n_lines = 1;
    event.lines = lines;
    turn_say(turn, stock->location->code, stock->location->code, &event.base);
}
