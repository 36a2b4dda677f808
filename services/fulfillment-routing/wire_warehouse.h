/*
 * What a warehouse tells: accepted, picked, shipped, rejected.
 */
#ifndef ROUTING_WIRE_WAREHOUSE_H
#define ROUTING_WIRE_WAREHOUSE_H

#include "services/fulfillment-routing/wire_check.h"

struct pick_list_acceptance {
    int64_t pick_list_id;
};

struct picked_line {
    int32_t line;
    int64_t picked;
};

struct pick_confirmation {
    int64_t fulfillment_order_id;
    size_t line_count;
    struct picked_line *lines;
};

struct shipped_lot {
    int32_t line;
    const char *lot;
    int64_t quantity;
};

struct shipped_parcel {
    const char *sscc, *tracking;
};

struct shipment {
    int64_t fulfillment_order_id;
    const char *carrier, *tracking, *service;
    size_t parcel_count;
    struct shipped_parcel *parcels; /* whose tracking is told */
    size_t lot_count;
    struct shipped_lot *lots;
};

struct rejection {
    int64_t fulfillment_order_id;
    const char *reason;
};

READ(read_accept_pick_list);
READ(read_confirm_pick);
READ(read_confirm_shipment);
READ(read_reject_fulfillment);

#endif
