/* Commands that change an order, their answers from inventory, and what becomes of them. */
#ifndef CROSSDOCK_ORDER_WIRE_CHANGE_H
#define CROSSDOCK_ORDER_WIRE_CHANGE_H

#include "services/order/wire.h"

struct cancel_request {
    int64_t order_id;
    const char *reason;
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

read_function wire_read_cancel_order;         /* struct cancel_request */
read_function wire_read_reservation_released; /* struct order_release */

const ProtobufCMessage *wire_cancel_order_reply(struct arena *arena, int64_t order_id);

void wire_say_order_cancel_requested(struct turn *turn, const struct order *order,
                                     const char *reason);
void wire_say_order_cancelled(struct turn *turn, const struct order *order,
                              const struct line_change *lines, uint32_t line_count);
void wire_say_order_cancel_refused(struct turn *turn, const struct order *order,
                                   const char *reason);
void wire_say_order_closed(struct turn *turn, const struct order *order);

#endif
