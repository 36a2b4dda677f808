/* Why on hand is what it is: the movements of one SKU at one location, and what they add up to. */
#ifndef INVENTORY_CORE_SUM_UP_BALANCE_H
#define INVENTORY_CORE_SUM_UP_BALANCE_H

#include "services/inventory/core/inventory.h"

#define MOVEMENT_KIND_COUNT (MOVEMENT_WRITE_OFF + 1)

struct chain_link {
    enum movement_kind kind;
    int64_t quantity; /* signed */
    int64_t on_hand_after;
};

struct balance_sum {
    int64_t before; /* the oldest of them */
    int64_t now;    /* after the newest of them */
    int64_t units[MOVEMENT_KIND_COUNT];
    int64_t movements[MOVEMENT_KIND_COUNT];
};

/* Newest first. now = before + the sum of units, when the chain is sound. */
struct balance_sum sum_up_balance(const struct chain_link *links, size_t count);
/* Does each movement begin where the one before it ended? */
bool chain_is_sound(const struct chain_link *links, size_t count);

#endif
