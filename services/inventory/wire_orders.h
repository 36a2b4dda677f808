/*
 * Orders and what is promised to them: events in, checked structs out; events out.
 */
#ifndef INVENTORY_WIRE_ORDERS_H
#define INVENTORY_WIRE_ORDERS_H

#include "services/inventory/core/inventory.h"
#include "services/inventory/wire.h"

#define EVENT_LINES_MAX 2000 /* of one order, as the order service takes them */
#define TOGETHER_MAX    1000000

struct order_line {
    uint32_t line;
    const char *sku;
    int64_t quantity;
    uint32_t together;
};

struct destination {
    const char *country, *region, *city, *postal_code; /* never NULL */
};

struct order_placed {
    int64_t order_id;
    int64_t placed_at_us;
    int32_t priority;
    bool ship_complete;
    bool held;
    const char *channel, *hold_id;
    struct destination destination;
    struct delivery_terms terms;
    uint32_t count;
    struct order_line lines[];
};

/* OrderHeld, OrderReleased, OrderAmended, OrderRedirectRequested, OrderCancelRequested. */
struct order_change {
    int64_t order_id;
    enum change_kind kind;
    uint32_t request;
    bool waiting_only;
    struct destination destination;
    uint32_t count;
    struct order_line lines[];
};

struct shipped_lot {
    uint32_t line;
    const char *lot;
    int64_t quantity;
};

/* Left in place of units of a line. */
struct substitution {
    uint32_t line;
    const char *sku;
    int64_t quantity;
};

/* FulfillmentShipped and RecallAnswered (without location, lots and substitutions). */
struct order_lines {
    int64_t order_id;
    int64_t fulfillment_order_id;
    const char *location;
    size_t lot_count;
    const struct shipped_lot *lots; /* which lots left, when the warehouse told */
    size_t substitution_count;
    const struct substitution *substitutions;
    uint32_t count;
    struct order_line lines[];
};

read_function wire_read_order_placed;
read_function wire_read_order_held, wire_read_order_released, wire_read_order_amended,
    wire_read_order_redirect_requested, wire_read_order_cancel_requested;
read_function wire_read_fulfillment_shipped;
read_function wire_read_recall_answered;

/* What an order is told of itself, by input: what became promised (again: what it knew and goes to
 * routing now), was set aside, was lost, waits newly, is refused. */
void wire_say_committed(struct turn *turn, const struct reservation *reservation, bool again);
void wire_say_reserved(struct turn *turn, const struct reservation *reservation);
void wire_say_lost(struct turn *turn, const struct reservation *reservation);
void wire_say_backordered(struct turn *turn, const struct reservation *reservation);
void wire_say_refused(struct turn *turn, const struct reservation *reservation);

/* What the change needs back from routing. */
void wire_say_recalled(struct turn *turn, const struct reservation *reservation,
                       const struct change *change);
/* What the cancel took. */
void wire_say_released(struct turn *turn, const struct reservation *reservation,
                       const struct change *change);
void wire_say_redirected(struct turn *turn, int64_t order_id, const char *channel,
                         uint32_t request, bool changed);
/* Of an order that is not open (any more): nothing to give back. */
void wire_say_nothing_released(struct turn *turn, int64_t order_id, const char *channel,
                               uint32_t request);

#endif
