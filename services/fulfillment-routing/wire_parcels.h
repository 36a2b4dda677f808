/*
 * What packers and carriers tell: parcels, deliveries, exceptions.
 */
#ifndef ROUTING_WIRE_PARCELS_H
#define ROUTING_WIRE_PARCELS_H

#include "services/fulfillment-routing/core/floor/parcel.h"
#include "services/fulfillment-routing/wire_check.h"

struct told_parcel {
    int64_t fulfillment_order_id;
    const char *sscc; /* "": to be given */
    size_t ask_count;
    struct parcel_ask *asks;
    int64_t weight_g;
    int32_t length_mm, width_mm, height_mm;
};

struct told_delivery {
    int64_t fulfillment_order_id;
    int64_t at_us; /* 0: now */
};

struct told_exception {
    int64_t fulfillment_order_id;
    int kind; /* an ExceptionKind */
    const char *sscc, *note;
};

READ(read_pack_parcel);
READ(read_confirm_delivery);
READ(read_report_exception);

#endif
