/*
 * What one cause moved at one location: a row of the ledger and an event.
 */
#ifndef INVENTORY_POSTING_H
#define INVENTORY_POSTING_H

#include "services/inventory/core/inventory.h"

#define POSTING_MOVEMENTS_MAX 4000 /* also said in open_postings.sql and in the view stock_now */

/* Units of one SKU, in one state and lot: what a line of a command names, what a movement moves. */
struct goods {
    struct item *item;
    int64_t units;
    enum stock_state state;
    const char *lot;    /* code; empty: none */
    int32_t expires_on; /* of a lot that is new with this movement: days since 1970-01-01; 0: never */
    const char *bin;    /* empty: kept, or assigned by rule */
};

struct movement {
    struct stock *stock;
    enum stock_state state;
    const struct lot *lot; /* NULL: none */
    int64_t quantity;      /* signed */
    int64_t on_hand_after; /* of the stock, whatever its state */
    int64_t unavailable_after;
    int64_t previous; /* id of the movement before it of the same stock; 0: none */
    bool new_bin;     /* the bin is new with this movement */
};

struct posting {
    int64_t first_movement_id;
    enum movement_kind kind;
    struct location *location;
    const char *reason;
    const char *actor; /* NULL: who sent the input */
    const char *cause; /* NULL: the input's id */
    size_t count, count_max;
    struct movement movements[];
};

#endif
