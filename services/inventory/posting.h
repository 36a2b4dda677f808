/*
 * What one cause moved at one location: a row of the ledger and an event.
 */
#ifndef INVENTORY_POSTING_H
#define INVENTORY_POSTING_H

#include "services/inventory/core/inventory.h"

struct movement {
    struct stock *stock;
    int64_t quantity;
    int64_t on_hand_after;
    bool new_bin; /* the bin is new with this movement */
};

struct posting {
    int64_t first_movement_id;
    enum movement_kind kind;
    const char *location;
    const char *reason;
    size_t count;
    struct movement movements[];
};

#endif
