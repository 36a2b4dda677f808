/*
 * Returns, as the order service tells of them.
 */
#ifndef INVENTORY_WIRE_RETURNS_H
#define INVENTORY_WIRE_RETURNS_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire.h"

struct returned_line {
    const char *sku;
    int64_t quantity;
    enum stock_state to; /* of ReturnInspected, unless scrap */
    bool scrap;
};

/* ReturnReceived and ReturnInspected. */
struct returned {
    int64_t return_id;
    const char *location;
    size_t count;
    struct returned_line lines[];
};

read_function wire_read_return_received;
read_function wire_read_return_inspected;

#endif
