/* EraseCustomer: the command, its answer, and what is said of it. */
#ifndef CROSSDOCK_ORDER_WIRE_ERASE_H
#define CROSSDOCK_ORDER_WIRE_ERASE_H

#include "services/order/wire.h"

/* One of the two. */
struct erasure {
    int64_t order_id;
    const char *email;
    const char *reason;
};

read_function wire_read_erase_customer; /* struct erasure */

const ProtobufCMessage *wire_erase_reply(struct arena *arena, uint32_t orders);
void wire_say_customer_erased(struct turn *turn, const struct order *order, const char *reason);

#endif
