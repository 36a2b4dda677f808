/*
 * What inventory promises an order, and takes back.
 */
#ifndef ROUTING_WIRE_PROMISES_H
#define ROUTING_WIRE_PROMISES_H

#include "services/fulfillment-routing/wire_check.h"

struct promised_line {
    int32_t line;
    int32_t together;
    const char *sku;
    int64_t quantity;
};

struct promise {
    int64_t order_id;
    int64_t placed_at_us;
    uint32_t round;
    const char *channel;
    bool promised_before;
    bool ship_complete;
    struct destination destination;
    int32_t deliver_by_day; /* see struct terms */
    bool substitutes_allowed;
    const char *pickup_location; /* "": it is delivered */
    size_t line_count;
    struct promised_line *lines;
};

enum recall_reason { RECALL_CANCEL, RECALL_HOLD, RECALL_REDIRECT, RECALL_STOCK_LOST };
const char *recall_reason_name(enum recall_reason reason);

struct recall {
    int64_t order_id;
    enum recall_reason reason;
    size_t line_count; /* 0: everything */
    struct promised_line *lines;
};

bool read_terms(const Crossdock__Order__V1__DeliveryTerms *from, struct promise *to,
                struct refusal *refusal);
bool read_promised_lines(struct arena *arena, Crossdock__Order__V1__LineQuantity *const *from,
                         size_t count, struct promise *to, struct refusal *refusal);
READ(read_reservation_committed);
READ(read_reservation_recalled);

#endif
