/* Commands and events about holds. */
#ifndef CROSSDOCK_ORDER_WIRE_HOLD_H
#define CROSSDOCK_ORDER_WIRE_HOLD_H

#include "services/order/wire.h"

struct hold_request {
    int64_t order_id;
    struct request_hold hold;
};

struct release_request {
    int64_t order_id;
    enum hold_reason reason;
    const char *note;
};

read_function wire_read_hold_order;   /* struct hold_request */
read_function wire_read_release_hold; /* struct release_request */

void wire_say_order_held(struct turn *turn, const struct order *order, const struct hold *hold);
void wire_say_hold_released(struct turn *turn, const struct order *order, enum hold_reason reason,
                            const char *note, const char *by);
void wire_say_order_released(struct turn *turn, const struct order *order);

#endif
