/*
 * What the gateway knows of one order: a fold of what the feeds told of it.
 *
 * The feeds are not ordered against each other, only each in itself. So every field is either written by
 * events of one feed, or is a sum or a maximum over events: any order of hearing gives the same fold
 * (tests/read-model/run).
 */
#ifndef GATEWAY_CORE_ORDER_FOLD_H
#define GATEWAY_CORE_ORDER_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/gateway/core/order_progress.h"

#define CODE_BYTES_MAX 32 /* of channels and locations */

enum order_status {
    STATUS_UNKNOWN, /* the order feed has not told of it yet */
    STATUS_ACCEPTED,
    STATUS_CANCEL_PENDING,
    STATUS_CANCELLED,
    STATUS_CLOSED,
};
const char *order_status_name(enum order_status status);

/* One location's part that is planned and was not taken back. Written by routing's feed. */
struct parcel {
    int64_t fulfillment_id;
    char location[CODE_BYTES_MAX + 1];
    bool is_packed;
    int64_t planned_at_us;
    int64_t dispatch_by_us; /* 0: none */
    int64_t released_at_us; /* 0: not on a pick list */
    int64_t shipped_at_us;  /* 0: not handed over */
    int64_t units, picked;
};

struct order_fold {
    int64_t order_id;
    int64_t changed_at_us; /* maximum */
    /* order's feed */
    int64_t placed_at_us; /* 0: not heard yet */
    char channel[CODE_BYTES_MAX + 1];
    enum order_status status;
    uint32_t cancel_request; /* that is pending */
    bool was_cancelled;      /* all or the rest of it; what had left may close it afterwards */
    uint32_t holds;          /* bit by HoldReason */
    int64_t lines;
    /* routing's feed */
    bool is_parked;
    bool has_exception; /* damaged, lost, refused ...: something was wrong with what shipped */
    int64_t reroutes;
    int64_t distance_m;     /* of all that is planned */
    /* sums */
    struct order_units units;
    int64_t granted;       /* ever promised */
    int64_t refused;       /* not there, and may not wait */
    int64_t short_lines;   /* lines that were told to wait, or refused, in part or in full */
    uint32_t staged;       /* by store: touched in the turn that runs */
    uint32_t parcel_count, parcels_max;
    struct parcel parcels[];
};

size_t order_fold_bytes(uint32_t parcels_max);

/* Whether anything is left to be done for it. */
bool order_is_open(const struct order_fold *order);
/* Over, or wholly shipped: true once in the life of most orders. An order that is not told of yet is not done. */
bool order_is_done(const struct order_fold *order);

/* Routing's events about parcels. NULL: no such parcel (it was taken back). The caller sees to the room for one more. */
struct parcel *order_find_parcel(struct order_fold *order, int64_t fulfillment_id);
struct parcel *order_plan(struct order_fold *order, int64_t fulfillment_id, const char *location, int64_t units);
void order_withdraw(struct order_fold *order, int64_t fulfillment_id, int64_t units);
void order_pick(struct order_fold *order, int64_t fulfillment_id, int64_t units);
void order_ship(struct order_fold *order, int64_t fulfillment_id, int64_t units, int64_t at_us);

void order_end(struct order_fold *order, enum order_status status);

/* Order's events about cancels; request 0: nobody asked. */
void order_ask_cancel(struct order_fold *order, uint32_t request);
void order_answer_cancel(struct order_fold *order, uint32_t request, int64_t units, bool is_cancelled);

/* For the row: compact, and the same on every machine. Returns the bytes; at most order_packed_bytes_max. */
size_t order_packed_bytes_max(const struct order_fold *order);
size_t order_pack(const struct order_fold *order, uint8_t *to);
/* How many parcels it holds, before there is room for them; -1: broken. */
int64_t order_packed_parcels(const uint8_t *from, size_t bytes);
/* into->parcels_max is set, everything else zero; false: broken. */
bool order_unpack(struct order_fold *into, const uint8_t *from, size_t bytes);

#endif
