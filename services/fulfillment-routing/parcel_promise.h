/*
 * What is promised of one parcel of a decision: parcel_promise.c.
 */
#ifndef ROUTING_PARCEL_PROMISE_H
#define ROUTING_PARCEL_PROMISE_H

#include "services/fulfillment-routing/request.h"

struct parcel_promise {
    struct location *location;
    int32_t dispatch_day;          /* whose capacity it takes there; 0: days are not counted */
    int64_t dispatch_by_us;        /* that day's cut-off; 0: none */
    int32_t deliver_on_day;        /* 0: no date */
    int64_t cost_nano;             /* as the policy counts */
    const char *carrier, *service; /* of the policy; "": none */
};

struct parcel_promise parcel_promise(const struct memory *memory, const struct decided *decided,
                                     size_t parcel);

#endif
