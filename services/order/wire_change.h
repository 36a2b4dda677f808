/* Commands that change an order, their answers from inventory, and what becomes of them. */
#ifndef CROSSDOCK_ORDER_WIRE_CHANGE_H
#define CROSSDOCK_ORDER_WIRE_CHANGE_H

#include "services/order/core/change_request.h"
#include "services/order/wire.h"

struct cancel_request {
    int64_t order_id;
    const char *reason;
    uint32_t line_count; /* 0: everything */
    struct line_change *lines;
};

struct amend_request {
    int64_t order_id;
    const char *reason;
    uint32_t line_count;
    struct line_change *lines; /* quantity: the new one */
    bool destination_given;
    struct destination destination;
    bool recipient_given;
    struct recipient recipient;
};

struct released_line {
    uint32_t line;
    const char *sku;
    int64_t was_backordered;
    int64_t was_promised;
    int64_t was_undecided;
};

struct order_release {
    int64_t order_id;
    const char *reason;
    uint32_t request; /* 0: nobody asked */
    uint32_t line_count;
    struct released_line *lines;
};

struct order_redirected {
    int64_t order_id;
    uint32_t request;
    bool changed;
};

read_function wire_read_cancel_order;           /* struct cancel_request */
read_function wire_read_amend_order;            /* struct amend_request */
read_function wire_read_reservation_released;   /* struct order_release */
read_function wire_read_reservation_redirected; /* struct order_redirected */

const ProtobufCMessage *wire_cancel_order_reply(struct arena *arena, int64_t order_id,
                                                uint32_t request);
const ProtobufCMessage *wire_amend_order_reply(struct arena *arena, int64_t order_id,
                                               const uint32_t *requests, uint32_t request_count);

void wire_say_order_cancel_requested(struct turn *turn, const struct order *order,
                                     const struct change_request *request);
void wire_say_order_amended(struct turn *turn, const struct order *order,
                            const struct change_request *request);
void wire_say_order_redirect_requested(struct turn *turn, const struct order *order,
                                       const struct change_request *request);
void wire_say_order_redirected(struct turn *turn, const struct order *order, uint32_t request);
void wire_say_order_amend_refused(struct turn *turn, const struct order *order, uint32_t request,
                                  const char *reason);
void wire_say_order_lines_cancelled(struct turn *turn, const struct order *order, uint32_t request,
                                    const char *reason, const struct line_change *lines,
                                    uint32_t line_count);
void wire_say_order_cancelled(struct turn *turn, const struct order *order, uint32_t request,
                              const char *reason, const struct line_change *lines,
                              uint32_t line_count);
void wire_say_order_cancel_refused(struct turn *turn, const struct order *order, uint32_t request,
                                   const char *reason);
void wire_say_order_closed(struct turn *turn, const struct order *order);

#endif
