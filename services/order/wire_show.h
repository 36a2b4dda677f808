/* Questions about an order, and the answers. */
#ifndef CROSSDOCK_ORDER_WIRE_SHOW_H
#define CROSSDOCK_ORDER_WIRE_SHOW_H

#include "services/order/wire.h"

/* By id, or when that is 0 by channel and external id. */
struct order_query {
    int64_t order_id;
    const char *channel;
    const char *external_id;
};

read_function wire_read_get_order; /* struct order_query */

/* recipient may be NULL; holds are the open ones. */
const ProtobufCMessage *wire_order_view(struct arena *arena, const struct order *order,
                                        const struct recipient *recipient, const char *waits_for,
                                        const struct hold *const *holds, uint32_t hold_count);

#endif
