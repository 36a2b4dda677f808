/* PlaceOrder at the edge. */
#ifndef CROSSDOCK_ORDER_WIRE_PLACE_H
#define CROSSDOCK_ORDER_WIRE_PLACE_H

#include "services/order/core/validate.h"
#include "services/order/wire.h"

/* struct order_request. Defects of an order are not refusals: the rules name them all, in the
 * reply. */
read_function wire_read_place_order;

/* defects may be NULL. */
const ProtobufCMessage *wire_place_order_reply(struct arena *arena, int64_t order_id,
                                               const struct defects *defects);
void wire_say_order_placed(struct turn *turn, const struct order *order, const char *hold_id,
                           const struct hold *const *holds, uint32_t hold_count);

#endif
