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

READ(read_release_wave);
READ(read_claim_pick_list);
READ(read_return_pick_list);
READ(read_get_pick_lists);

#endif
