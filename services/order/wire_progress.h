/* Events that tell how far an order has come. */
#ifndef CROSSDOCK_ORDER_WIRE_PROGRESS_H
#define CROSSDOCK_ORDER_WIRE_PROGRESS_H

#include "services/order/wire.h"

/* An event that moves units of an order; what an event does not have is 0 or "". */
struct order_change {
    int64_t order_id;
    int64_t fulfillment_order_id;
    const char *location;
    const char *carrier;
    const char *tracking;
    bool promised_before;          /* of a promise: its units are counted as promised already */
    bool lost;                     /* of a backorder: its units were promised before */
    const int64_t *expected_at_us; /* by line, or NULL */
    const char *pickup_location;   /* of a shipment: it goes there to be collected */
    int64_t at_us;                 /* of a delivery: when; of what is ready: until when */
    int32_t day;                   /* of a promise that changed: since 1970-01-01; 0: none */
    uint32_t fault;                /* of an exception: its kind in the protocol */
    bool came_from_elsewhere;      /* of what was not collected: it had been shipped there */
    uint32_t substitute_count;     /* of a shipment, or of what was not collected */
    struct line_change *substitutes; /* SKUs and units in place of units of lines */
    uint32_t line_count;
    struct line_change *lines;
};

struct parked_order {
    int64_t order_id;
    const char *reason; /* cut to TEXT_BYTES_MAX */
};

struct changed_channel {
    const char *code;
    int32_t cancel_unfilled_days;
};

struct changed_item {
    const char *sku;
};

read_function wire_read_item_changed;          /* struct changed_item */
read_function wire_read_reservation_committed; /* struct order_change, like the others below */
read_function wire_read_stock_backordered;
read_function wire_read_fulfillment_planned;
read_function wire_read_item_picked;
read_function wire_read_item_short;
read_function wire_read_fulfillment_rejected;
read_function wire_read_fulfillment_shipped;
read_function wire_read_fulfillment_cancelled;
read_function wire_read_stock_reserved;
read_function wire_read_order_parked;    /* struct parked_order */
read_function wire_read_channel_changed; /* struct changed_channel */

/* wire_delivery.c */
read_function wire_read_fulfillment_delivered; /* struct order_change, like these */
read_function wire_read_fulfillment_exception;
read_function wire_read_promise_changed;
read_function wire_read_pickup_ready;
read_function wire_read_pickup_expired;
void wire_say_order_delivered(struct turn *turn, const struct order *order,
                              const struct order_change *delivery);
void wire_say_order_ready(struct turn *turn, const struct order *order,
                          const struct order_change *ready);

/* What all events about units of an order have in common; shared with wire_delivery.c. */
struct order_change *wire_read_change(struct arena *arena, struct refusal *refusal,
                                      uint64_t order_id,
                                      struct Crossdock__Order__V1__LineQuantity *const *lines,
                                      size_t line_count);
/* The change again, or NULL as it came. */
const void *wire_of_fulfillment(struct order_change *change, uint64_t fulfillment_order_id,
                                struct refusal *refusal);
struct Crossdock__Routing__V1__Substitution;
/* Each of a line of the change, for units that it has; false: refused. */
bool wire_read_substitutions(struct arena *arena, struct refusal *refusal,
                             struct order_change *change,
                             struct Crossdock__Routing__V1__Substitution *const *substitutions,
                             size_t count);

void wire_say_order_shipped(struct turn *turn, const struct order *order,
                            const struct order_change *shipment);

#endif
