/*
 * Orders and what is promised to them: events in, checked structs out; events out.
 */
#ifndef INVENTORY_WIRE_ORDERS_H
#define INVENTORY_WIRE_ORDERS_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire.h"

#define EVENT_LINES_MAX 2000 /* of one order, as the order service takes them */

struct order_line {
    uint32_t line;
    const char *sku;
    int64_t quantity;
};

struct order_placed {
    int64_t order_id;
    int64_t placed_at_us;
    int32_t priority;
    bool ship_complete;
    const char *channel, *country, *region, *city, *postal_code;
    uint32_t count;
    struct order_line lines[];
};

struct order_event { /* OrderCancelRequested */
    int64_t order_id;
    const char *reason;
};

struct shipped_lot {
    uint32_t line;
    const char *lot;
    int64_t quantity;
};

/* FulfillmentShipped and RecallAnswered (without location and lots). */
struct order_lines {
    int64_t order_id;
    int64_t fulfillment_order_id;
    const char *location;
    size_t lot_count;
    const struct shipped_lot *lots; /* which lots left, when the warehouse told */
    uint32_t count;
    struct order_line lines[];
};

read_function wire_read_order_placed;
read_function wire_read_order_cancel_requested;
read_function wire_read_fulfillment_shipped;
read_function wire_read_recall_answered;

/* What was granted to the order by this input. */
void wire_say_committed(struct turn *turn, const struct reservation *reservation);
/* What still waits of a new order. */
void wire_say_backordered(struct turn *turn, const struct reservation *reservation);
void wire_say_recalled(struct turn *turn, const struct reservation *reservation);
/* What was given back by this input. */
void wire_say_released(struct turn *turn, const struct reservation *reservation,
                       const char *reason);
/* Of an order that is not open (any more): nothing to give back. */
void wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                               const char *reason);

#endif
