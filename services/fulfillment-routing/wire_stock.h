/*
 * Stock as inventory tells it: moves and counts.
 */
#ifndef ROUTING_WIRE_STOCK_H
#define ROUTING_WIRE_STOCK_H

#include "services/fulfillment-routing/wire_check.h"

struct stock_move {
    const char *location, *sku, *bin;
    int64_t on_hand_after, unavailable_after;
    bool settles;   /* somebody has counted, or more came: the shelf is doubtful no more */
    struct lot lot; /* what changed of what is fit for sale; name "": no lot */
};

struct stock_moves {
    size_t count;
    struct stock_move *moves;
    int64_t fulfillment_order_id; /* whose shipment it is; 0: another cause */
};

struct completed_count {
    const char *location;
    size_t count;
    const char **skus;
};

READ(read_stock_moved);
READ(read_count_completed);

#endif
