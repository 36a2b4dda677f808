/*
 * The edge of the order service: messages become plain structs, checked; orders become messages.
 * No other file sees protobuf.
 */
#ifndef CROSSDOCK_ORDER_WIRE_H
#define CROSSDOCK_ORDER_WIRE_H

#include "common/service.h"
#include "services/order/core/order.h"
#include "services/order/core/validate.h"

struct cancel_request {
    int64_t order_id;
    const char *reason;
};

/* By id, or when that is 0 by channel and external id. */
struct order_query {
    int64_t order_id;
    const char *channel;
    const char *external_id;
};

/* An event that moves units of an order; what an event does not have is 0 or "". */
struct order_change {
    int64_t order_id;
    int64_t fulfillment_order_id;
    const char *location;
    const char *carrier;
    const char *tracking;
    uint32_t line_count;
    struct line_change *lines;
};

struct released_line {
    uint32_t line;
    const char *sku;
    int64_t was_backordered;
    int64_t was_promised;
};

struct order_release {
    int64_t order_id;
    const char *reason;
    uint32_t line_count;
    struct released_line *lines;
};

struct parked_order {
    int64_t order_id;
    const char *reason; /* cut to TEXT_BYTES_MAX */
};

struct changed_item {
    const char *sku;
};

/* The read column of the handler table. Defects of an order are not refusals: the rules name them
 * all, in the reply. */
typedef const void *(read_function)(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);
read_function wire_read_place_order;           /* struct order_request */
read_function wire_read_cancel_order;          /* struct cancel_request */
read_function wire_read_get_order;             /* struct order_query */
read_function wire_read_item_changed;          /* struct changed_item */
read_function wire_read_reservation_committed; /* struct order_change, like the others below */
read_function wire_read_stock_backordered;
read_function wire_read_fulfillment_planned;
read_function wire_read_item_picked;
read_function wire_read_item_short;
read_function wire_read_fulfillment_rejected;
read_function wire_read_fulfillment_shipped;
read_function wire_read_reservation_released; /* struct order_release */
read_function wire_read_order_parked;         /* struct parked_order */

/* Replies, in the turn's arena. defects may be NULL. */
const ProtobufCMessage *wire_place_order_reply(struct arena *arena, int64_t order_id,
                                               const struct defects *defects);
const ProtobufCMessage *wire_cancel_order_reply(struct arena *arena, int64_t order_id);
/* recipient may be NULL. */
const ProtobufCMessage *wire_order_view(struct arena *arena, const struct order *order,
                                        const struct recipient *recipient, const char *waits_for);

/* Events of the order feed. */
void wire_say_order_placed(struct turn *turn, const struct order *order);
void wire_say_order_cancel_requested(struct turn *turn, const struct order *order,
                                     const char *reason);
void wire_say_order_cancelled(struct turn *turn, const struct order *order,
                              const struct line_change *lines, uint32_t line_count);
void wire_say_order_cancel_refused(struct turn *turn, const struct order *order,
                                   const char *reason);
void wire_say_order_shipped(struct turn *turn, const struct order *order,
                            const struct order_change *shipment);
void wire_say_order_closed(struct turn *turn, const struct order *order);

#endif
