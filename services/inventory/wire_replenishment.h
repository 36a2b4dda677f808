/*
 * What planning decided: events of forecasting in, what inventory answers out.
 */
#ifndef INVENTORY_WIRE_REPLENISHMENT_H
#define INVENTORY_WIRE_REPLENISHMENT_H

#include "services/inventory/core/documents.h"
#include "services/inventory/wire.h"

/* ReplenishmentApproved. */
struct approved_replenishment {
    uint64_t proposal_id;
    enum document_kind kind; /* a purchase order or a transfer */
    const char *number, *sku, *location;
    const char *from;                /* of a transfer */
    const char *supplier, *currency; /* of a purchase order */
    int64_t quantity, unit_cost_minor, due_at_us;
    int64_t content; /* hash: the same again is a repeat */
};

/* SafetyStockChanged. */
struct planned_safety_stock {
    const char *sku, *location;
    int64_t held_back;
};

read_function wire_read_replenishment_approved;
read_function wire_read_safety_stock_changed;

void wire_say_replenishment_refused(struct turn *turn,
                                    const struct approved_replenishment *approved,
                                    const char *reason);
/* So many units of the SKU are kept from sale here now. */
void wire_say_kept_back(struct turn *turn, const struct stock *stock);

#endif
