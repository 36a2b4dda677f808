/*
 * Why is on hand what it is, asked and answered.
 */
#ifndef INVENTORY_WIRE_EXPLAIN_H
#define INVENTORY_WIRE_EXPLAIN_H

#include "services/inventory/store.h"
#include "services/inventory/wire.h"

struct explain_stock {
    const char *location, *sku;
    int64_t before_movement_id; /* 0: from the newest */
    size_t limit;
};

read_function wire_read_explain_stock;

/* Newest first; more: the chain goes on. */
void wire_reply_explanation(struct turn *turn, const struct stock *stock,
                            const struct movement_fact *facts, size_t count, bool more);

#endif
