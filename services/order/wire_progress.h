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

void wire_say_order_shipped(struct turn *turn, const struct order *order,
                            const struct order_change *shipment);

#endif
