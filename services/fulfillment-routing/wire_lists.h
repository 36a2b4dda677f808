/*
 * What pickers ask for and tell: waves, pick lists, scans.
 */
#ifndef ROUTING_WIRE_LISTS_H
#define ROUTING_WIRE_LISTS_H

#include "services/fulfillment-routing/wire_check.h"

struct wave_asked {
    const char *location;
    int64_t orders_max; /* 0: as its rule says */
};

struct list_claim {
    const char *location; /* "": the key's own */
    const char *picker;
    int64_t pick_list_id; /* 0: the picker's own, else the oldest that is ready */
};

struct list_return {
    int64_t pick_list_id;
    const char *picker;
};

struct asked_lists {
    const char *location; /* "": the key's own */
    int64_t pick_list_id; /* 0: none by name */
    uint32_t limit;
};

/* What both say of a task. */
struct told_task {
    int64_t pick_list_id;
    const char *picker;
    const char *code;             /* SKU or GTIN */
    int64_t fulfillment_order_id; /* 0: the next in walking order */
    int64_t quantity;             /* scanned, or missing; of the latter 0: all that is open */
};

struct told_scan {
    struct told_task task;
    const char *lot;        /* "": as the task says */
    const char *instead_of; /* SKU of the task; "": it is what was asked for */
};

struct told_short {
    struct told_task task;
    int reason; /* a ShortReason */
};

READ(read_release_wave);
READ(read_claim_pick_list);
READ(read_return_pick_list);
READ(read_get_pick_lists);
READ(read_scan_pick);
READ(read_report_short);

#endif
